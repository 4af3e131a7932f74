/** The arguments of a command -> files read, parameters, and a session with what --set says. */
import { readFileSync } from 'node:fs';
import { PlannerSession } from '../planner/session.ts';
import { checkConfigOption } from '../sql/catalog/config-options.ts';
import { Diagnostics } from '../sql/diagnostics/diagnostic.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';
import type { SourceText } from '../sql/diagnostics/span.ts';
import { EXIT } from './exit-codes.ts';
import { functionLoader } from './functions/loader.ts';
import { isParameter, splitArguments } from './parameters/argument.ts';
import { ParameterFileError } from './parameters/files.ts';
import type { ParameterValues } from './parameters/values.ts';
import { readParameterFile } from './parameters/values.ts';
import { CONNECTOR_REGISTRY, FUNCTIONS } from './registries.ts';
import type { LogFormat } from './report.ts';
import { tell } from './report.ts';
import type { Script } from './script.ts';
import { readScript } from './script.ts';

export interface FileOptions {
  readonly envFile: readonly string[];
  readonly set: readonly string[];
  readonly strict: boolean;
}

/** What is wrong before any statement is read, in one sentence. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Carries out a command, and says what is wrong with its arguments. @returns the exit code */
export async function reportingInputErrors(
  action: () => number | Promise<number>,
  logFormat?: LogFormat,
): Promise<number> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    tell('error', error.message, logFormat);
    return error.exitCode;
  }
}

/** The first of the arguments that is no parameter: the file that a job is known by. */
export const firstFile = (args: readonly string[]): string | undefined => args.find((arg) => !isParameter(arg));

/** A file that cannot be read is a fault beside those of the others. */
export function readInputs(args: readonly string[], options: FileOptions): Script {
  const { given, others: paths } = splitArguments(args);
  if (paths.length === 0) throw new InputError('no SQL file is named');
  const values = parameterValues(given, options.envFile);
  const diagnostics = new Diagnostics();
  const files = paths.flatMap((path) => readSource(path, diagnostics));
  return readScript(files, values, options, diagnostics);
}

/** @param given on the command line @throws InputError for a file that cannot be read */
export const parameterValues = (given: ReadonlyMap<string, string>, envFiles: readonly string[]): ParameterValues => ({
  given,
  file: new Map(envFiles.flatMap((path) => [...parametersOf(path)])),
  environment: process.env,
});

function readSource(path: string, diagnostics: Diagnostics): SourceText[] {
  try {
    return [{ name: path, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') }];
  } catch (error) {
    diagnostics.error('file-unreadable', `cannot read '${path}': ${reason(error)}`);
    return [];
  }
}

function parametersOf(path: string): Map<string, string> {
  try {
    return readParameterFile(path, process.env);
  } catch (error) {
    const why = error instanceof ParameterFileError ? error.message : reason(error);
    throw new InputError(`cannot read '${path}': ${why}`, EXIT.invalid);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code || 'it cannot be opened');
}

/** A session whose configuration starts with `--set key=value`; its statements stand in `sources`. */
export function openSession(set: readonly string[], diagnostics: Diagnostics, sources: Sources): PlannerSession {
  const session = new PlannerSession({
    functions: FUNCTIONS,
    connectors: CONNECTOR_REGISTRY,
    functionLoader: functionLoader(sources),
  });
  for (const text of set) {
    const at = text.indexOf('=');
    if (at < 1) throw new InputError(`--set takes key=value, found '${text}'`);
    const value = text.slice(at + 1);
    const checked = checkConfigOption(text.slice(0, at), value);
    if (checked.ok) session.config[checked.key] = value;
    else diagnostics.error(checked.code, checked.message, undefined, checked.hint ? { hint: checked.hint } : {});
  }
  return session;
}
