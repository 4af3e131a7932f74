// Runs Python programs with libraries of other people (readers and writers of files), in an environment made once for the machine.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, servicesDirectory } from './services/maven.ts';

/** What is in the environment, as pip names it. */
const PACKAGES = ['pyarrow==26.0.1', 'duckdb==2.0.0'];

let interpreter: Promise<string> | undefined;

/** The interpreter of the environment: STREAMSQL_TEST_PYTHON, else one made under the services' directory. */
export function python(): Promise<string> {
  interpreter ??= findInterpreter();
  return interpreter;
}

async function findInterpreter(): Promise<string> {
  const given = process.env['STREAMSQL_TEST_PYTHON'];
  if (given) return given;
  const name = PACKAGES.map((it) => it.replace('==', '-')).join('_');
  const target = join(servicesDirectory(), 'python', name);
  const executable = join(target, 'bin', 'python');
  if (existsSync(executable)) return executable;
  const work = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  await run('python3', ['-m', 'venv', work]);
  await run(join(work, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--no-input', ...PACKAGES]);
  // Another run may have been faster: its environment is as good as ours.
  if (!existsSync(target)) renameSync(work, target);
  rmSync(work, { recursive: true, force: true });
  return executable;
}

/**
 * Runs a program that finds `input` in the variable of that name and leaves its answer in `output`; both cross as JSON.
 * @throws with what Python printed when it fails
 */
export async function runPython<T>(program: string, input: unknown): Promise<T> {
  const wrapped = `import json, sys\ninput = json.load(sys.stdin)\noutput = None\n${program}\njson.dump(output, sys.stdout)\n`;
  const answer = await run(await python(), ['-c', wrapped], JSON.stringify(input)).catch((error: Error) => {
    // The message has the whole command line; what Python says comes behind it.
    throw new Error(error.message.replace(wrapped, '…'));
  });
  return JSON.parse(answer) as T;
}
