// Runs a service as a child process that cannot outlive the process that started it.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface GuardedProcess {
  /** The service's own process id. */
  readonly pid: number;
  readonly exited: () => boolean;
  /** SIGTERM, and SIGKILL when that is not enough after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL at once. */
  kill(): Promise<void>;
}

/*
 * A shell stands between: it starts the service, prints its pid and then reads its own standard input, a pipe that this process
 * holds. When this process ends in any way, the pipe closes and the shell stops the service.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null >&2 &
service=$!
echo "$service"
exec >/dev/null
( cat <&3 >/dev/null; kill "$service" 2>/dev/null; sleep 10; kill -9 "$service" 2>/dev/null ) &
watcher=$!
wait "$service"
status=$?
trap '' TERM
kill -- "$watcher" 2>/dev/null
exit "$status"
`;

/** @param logPath where the service's output goes */
export async function startGuarded(
  command: string,
  args: readonly string[],
  options: { readonly logPath: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<GuardedProcess> {
  const log = openSync(options.logPath, 'a');
  const shell = spawn('sh', ['-c', GUARD, 'guard', command, ...args], {
    stdio: ['pipe', 'pipe', log],
    env: { ...process.env, ...options.env },
  });
  closeSync(log);
  const pid = await firstLine(shell);
  shell.unref();
  let exited = false;
  const end = new Promise<void>((resolve) =>
    shell.once('exit', () => {
      exited = true;
      shell.stdin?.destroy();
      resolve();
    }),
  );
  const signal = (name: NodeJS.Signals) => {
    try {
      if (!exited) process.kill(pid, name);
    } catch {
      // gone already
    }
  };
  return {
    pid,
    exited: () => exited,
    async stop(graceMs = 15_000) {
      shell.ref();
      signal('SIGTERM');
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      await end;
      clearTimeout(timer);
    },
    async kill() {
      shell.ref();
      signal('SIGKILL');
      await end;
    },
  };
}

function firstLine(shell: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.stdout!.once('data', (data: Buffer) => {
      const pid = Number(data.toString().trim());
      shell.stdout!.destroy();
      resolve(pid);
    });
  });
}

/** The last lines of a log, for error messages. */
export function logTail(path: string, lines = 20): string {
  return readFileSync(path, 'utf8').split('\n').slice(-lines).join('\n');
}
