/** The built command as a process; found from the project's root, because a benchmark runs as a bundle of its own. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Command {
  readonly pid: number;
  readonly finished: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

export function start(root: string, args: readonly string[]): Command {
  const child = spawn(process.execPath, [path.join(root, 'dist/main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const finished = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { pid: child.pid!, finished };
}
