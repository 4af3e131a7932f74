/** Standard output and error of a process whose reader may leave early (`| head`) or be slow. */
import { once } from 'node:events';
import { EXIT } from './exit-codes.ts';

/** A closed standard output ends the process without a word, as nobody reads what it would say, with the exit code found so far. */
export function guardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
    process.stderr.write(`error: cannot write to standard output: ${error.code ?? 'it is broken'}\n`);
    process.exit(EXIT.failed);
  });
  process.stderr.on('error', () => {});
}

/** Resolves when more may come. */
export async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** All of standard input, also from a pipe that has nothing to read yet. */
export async function readIn(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return text.replace(/^\uFEFF/, '');
}

/**
 * Keeps standard output for one text: until then, what anything prints (rows of `print` tables, too) goes to standard error.
 * @returns writes that text
 */
export function reserveStandardOutput(): (text: string) => void {
  const { stdout, stderr } = process;
  const write = stdout.write;
  stdout.write = stderr.write.bind(stderr) as typeof write;
  return (text) => {
    stdout.write = write;
    stdout.write(text);
  };
}
