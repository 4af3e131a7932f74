/** Where parameters get their values: arguments first, then the env file, then the environment. */
import { readFileSync } from 'node:fs';
import type { Reference } from './substitute.ts';

export interface ParameterValues {
  /** From `name=value` on the command line. */
  readonly given: ReadonlyMap<string, string>;
  readonly file: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The name as written, else in another case: `bootstrap_servers=` fills `${BOOTSTRAP_SERVERS}`. */
export function lookUp(reference: Reference, values: ParameterValues): string | undefined {
  return (
    find(values.given, reference.name) ??
    find(values.file, reference.name) ??
    values.environment[reference.name] ??
    reference.fallback
  );
}

function find(values: ReadonlyMap<string, string>, name: string): string | undefined {
  const exact = values.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of values) if (key.toLowerCase() === lower) return value;
  return undefined;
}

/** `name=value` lines of a `.env` or `.properties` file: comments, quotes, `export`, continued lines, `${VAR}` from the environment. */
export function readParameterFile(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Map<string, string> {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.properties') ? parseProperties(text, environment) : parseEnvFile(text, environment);
}

export function parseEnvFile(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match) values.set(match[1]!, unquote(match[2]!, values, environment));
  }
  return values;
}

/** Single quotes keep the text; in double quotes and without quotes `${VAR}` is replaced, and an unquoted ` #` begins a comment. */
function unquote(
  text: string,
  values: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const single = /^'([^']*)'/.exec(text);
  if (single) return single[1]!;
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  const plain = double
    ? double[1]!.replace(/\\(["\\$n])/g, (_, c: string) => (c === 'n' ? '\n' : c))
    : text.replace(/\s+#.*$/, '');
  return expand(plain, values, environment);
}

const expand = (
  text: string,
  values: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>,
): string =>
  text.replace(
    /\$\{([A-Za-z_][\w.-]*)(?::-([^}]*))?\}/g,
    (whole, name: string, fallback?: string) => values.get(name) ?? environment[name] ?? fallback ?? whole,
  );

/** Java's format: `#` and `!` comments, `=`, `:` or blanks between key and value, `\` at the end of a line continues it. */
export function parseProperties(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.replace(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    if (/^\s*([#!]|$)/.test(line)) continue;
    const match = /^\s*((?:\\.|[^\s=:\\])+)\s*[=:\s]?\s*(.*)$/.exec(line);
    if (match) values.set(unescapeText(match[1]!), expand(unescapeText(match[2]!), values, environment));
  }
  return values;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };
const unescapeText = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, c: string) =>
    c.length === 5 ? String.fromCharCode(Number.parseInt(c.slice(1), 16)) : (ESCAPES[c] ?? c),
  );
