/** The arguments of a command -> files read, parameters, and a session with what --set says. */
import { readFileSync } from 'node:fs';
import { PlannerSession } from '../planner/session.ts';
import { checkConfigOption } from '../sql/catalog/config-options.ts';
import type { Diagnostics } from '../sql/diagnostics/diagnostic.ts';
import type { SourceText } from '../sql/diagnostics/span.ts';
import type { ParameterValues } from './parameters/values.ts';
import { readParameterFile } from './parameters/values.ts';
import { CONNECTOR_REGISTRY, FUNCTIONS } from './registries.ts';
import type { Script } from './script.ts';
import { readScript } from './script.ts';

export interface FileOptions {
  readonly envFile: readonly string[];
  readonly set: readonly string[];
  readonly strict: boolean;
}

/** A file that is not there, a parameter without `=`: said in one sentence. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** `name=value` */
const PARAMETER = /^([A-Za-z_][\w.-]*)=(.*)$/s;

/** The first of the arguments that is no parameter: the file that a job is known by. */
export const firstFile = (args: readonly string[]): string | undefined => args.find((arg) => !PARAMETER.test(arg));

export function readInputs(args: readonly string[], options: FileOptions): Script {
  const files: SourceText[] = [];
  const given = new Map<string, string>();
  for (const arg of args) {
    const parameter = PARAMETER.exec(arg);
    if (parameter) given.set(parameter[1]!, parameter[2]!);
    else files.push({ name: arg, text: readText(arg) });
  }
  if (files.length === 0) throw new InputError('no SQL file is named');
  const file = new Map(options.envFile.flatMap((path) => [...parametersOf(path)]));
  const values: ParameterValues = { given, file, environment: process.env };
  return readScript(files, values, options);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new InputError(`cannot read '${path}': ${reason(error)}`);
  }
}

function parametersOf(path: string): Map<string, string> {
  try {
    return readParameterFile(path, process.env);
  } catch (error) {
    throw new InputError(`cannot read '${path}': ${reason(error)}`);
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

/** A session whose configuration starts with `--set key=value`. */
export function openSession(set: readonly string[], diagnostics: Diagnostics): PlannerSession {
  const session = new PlannerSession({ functions: FUNCTIONS, connectors: CONNECTOR_REGISTRY });
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
