// Drives the built command at a pseudo terminal: waits for texts, types keys, and gives back the screen's characters and the exit code.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What has to appear behind what was there before, and what is typed then, as one key or chunk after another. */
export type Step = readonly [appears: string, ...keys: string[]];

export interface TerminalSession {
  /** null when it did not end by itself. */
  readonly code: number | null;
  readonly screen: string;
  /** A text that did not appear in time. */
  readonly missing: string | null;
}

/** `pty` is of Python's standard library; Node has none. */
const PROGRAM = `
import fcntl, json, os, pty, select, struct, sys, termios, time
task = json.load(sys.stdin)
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(task['env'])
    os.execvp(task['command'][0], task['command'])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, task['columns'], 0, 0))
screen, seen, missing, code = b'', 0, None, None
def read():
    global screen
    if not select.select([fd], [], [], 0.05)[0]: return
    try: screen += os.read(fd, 65536)
    except OSError: time.sleep(0.05)
for appears, *keys in task['steps']:
    end = time.time() + 20
    while screen.find(appears.encode(), seen) < 0 and time.time() < end: read()
    at = screen.find(appears.encode(), seen)
    if at < 0:
        missing = appears
        break
    seen = at + len(appears.encode())
    for key in keys:
        time.sleep(0.1)
        os.write(fd, key.encode())
end = time.time() + 10
while time.time() < end and missing is None:
    read()
    ended, status = os.waitpid(pid, os.WNOHANG)
    if ended:
        code = os.waitstatus_to_exitcode(status)
        break
else:
    os.kill(pid, 9)
json.dump({'screen': screen.decode('utf-8', 'replace'), 'code': code, 'missing': missing}, sys.stdout)
`;

export function atTerminal(
  args: readonly string[],
  steps: readonly Step[],
  { columns = 80, env = {} }: { readonly columns?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<TerminalSession> {
  const task = { command: [process.execPath, '--', MAIN, ...args], steps, columns, env };
  const child = spawn('python3', ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (answer += text));
  child.stdin.end(JSON.stringify(task));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      try {
        resolve(JSON.parse(answer) as TerminalSession);
      } catch (error) {
        reject(error);
      }
    });
  });
}
