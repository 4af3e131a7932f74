/** Where parameters get their values: arguments first, then the env file, then the environment. */
import { readFileSync } from 'node:fs';
import { parseEnvFile, parseProperties } from './files.ts';
import type { Reference } from './substitute.ts';

export interface ParameterValues {
  /** From `name=value` on the command line. */
  readonly given: ReadonlyMap<string, string>;
  readonly file: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The name as written, else in another case: `bootstrap_servers=` fills `${BOOTSTRAP_SERVERS}`. As in a shell, `:-` also stands in for an
 * empty value, unless it is given on the command line.
 */
export function lookUp(reference: Reference, values: ParameterValues): string | undefined {
  const given = find(values.given, reference.name);
  if (given !== undefined) return given;
  const { fallback } = reference;
  const configured = find(values.file, reference.name) ?? values.environment[reference.name];
  return fallback === undefined ? configured : configured || fallback;
}

function find(values: ReadonlyMap<string, string>, name: string): string | undefined {
  const exact = values.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of values) if (key.toLowerCase() === lower) return value;
  return undefined;
}

/** @param path of a `.properties` file, or of one in the form of `.env` @throws ParameterFileError */
export function readParameterFile(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Map<string, string> {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  return path.endsWith('.properties') ? parseProperties(text, environment) : parseEnvFile(text, environment);
}
