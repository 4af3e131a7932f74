/** Starts the built command as a user does, and waits for it or kills it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Finished {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the text stands on standard output or standard error, or the command has ended. */
  appears(text: string): Promise<void>;
  readonly finished: Promise<Finished>;
}

/** @param args as on the command line; the working directory is the project's root unless `cwd` says otherwise */
export function start(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Running {
  if (!existsSync(MAIN)) throw new Error('dist/ is missing: npm run build comes first');
  const child = spawn(process.execPath, ['--', MAIN, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdin.end(options.input ?? '');
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const appears = async (text: string) => {
    let ended = false;
    const end = () => {
      ended = true;
    };
    void finished.then(end, end);
    while (!ended && !stdout.includes(text) && !stderr.includes(text))
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { pid: child.pid!, kill: (signal) => child.kill(signal), appears, finished };
}

export const streamsql = (args: readonly string[], options?: Parameters<typeof start>[1]): Promise<Finished> =>
  start(args, options).finished;
