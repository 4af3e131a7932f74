/** The text of a `.env` or `.properties` file -> names and values. */

type Environment = Readonly<Record<string, string | undefined>>;

export class ParameterFileError extends Error {
  override readonly name = 'ParameterFileError';
}

/** A value in quotes may go over several lines. */
const ENTRY =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\n]*?))[ \t]*(?:[ \t]#[^\n]*)?$/my;
const NOTHING = /^[ \t]*(?:#.*)?$/;

/**
 * `name=value` lines: comments, quotes, `export`; `${VAR}` of a value without or with double quotes comes from lines above and the
 * environment, single quotes keep the text.
 * @throws ParameterFileError with the line of what is no entry
 */
export function parseEnvFile(text: string, environment: Environment): Map<string, string> {
  const values = new Map<string, string>();
  const lines = text.replaceAll('\r\n', '\n');
  for (let at = 0; at < lines.length; ) {
    ENTRY.lastIndex = at;
    const match = ENTRY.exec(lines);
    const newline = lines.indexOf('\n', at);
    const end = newline < 0 ? lines.length : newline;
    if (match) {
      const [whole, name, single, double, bare] = match;
      values.set(name!, single ?? expand(double === undefined ? bare! : unescapeQuoted(double), values, environment));
      at += whole.length + 1;
      continue;
    }
    if (!NOTHING.test(lines.slice(at, end))) {
      const line = lines.slice(0, at).split('\n').length;
      throw new ParameterFileError(`line ${line}: expected name=value`);
    }
    at = end + 1;
  }
  return values;
}

const unescapeQuoted = (text: string): string =>
  text.replace(/\\([\s\S])/g, (whole, c: string) => (c === 'n' ? '\n' : '"\\$'.includes(c) ? c : whole));

/** A reference that has no value stays as it is. */
const expand = (text: string, values: ReadonlyMap<string, string>, environment: Environment): string =>
  text.replace(
    /\$\{([A-Za-z_][\w.-]*)(?::-([^}]*))?\}/g,
    (whole, name: string, fallback?: string) => values.get(name) ?? environment[name] ?? fallback ?? whole,
  );

/**
 * Java's format (java.util.Properties): `#` and `!` comments, `=`, `:` or blanks between key and value, an odd number of `\` at the end of
 * a line continues it. `${VAR}` comes from lines above and the environment.
 */
export function parseProperties(text: string, environment: Environment): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const match = /^((?:\\[\s\S]|[^\s=:\\])*)[ \t\f]*[=:]?[ \t\f]*([\s\S]*)$/.exec(line)!;
    values.set(unescapeText(match[1]!), expand(unescapeText(match[2]!), values, environment));
  }
  return values;
}

/** Lines without comments, blank ones and blanks at their start, with what continues them. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open = false;
  for (const natural of text.split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, '');
    if (!open && /^([#!]|$)/.test(line)) continue;
    const continues = /\\*$/.exec(line)![0].length % 2 === 1;
    const content = continues ? line.slice(0, -1) : line;
    if (open) lines.push(`${lines.pop()}${content}`);
    else lines.push(content);
    open = continues;
  }
  return lines;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };
const unescapeText = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, c: string) =>
    c.length === 5 ? String.fromCharCode(Number.parseInt(c.slice(1), 16)) : (ESCAPES[c] ?? c),
  );
