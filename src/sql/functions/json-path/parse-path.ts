/** The text of a JSON path to tokens, taking and refusing what Flink's, Jayway's JsonPath 2, does. */
import { PathCursor } from './cursor.ts';
import { invalidPath, PathError, PathEvaluationError, PathSyntaxError } from './errors.ts';
import { parseFilter } from './parse-filter.ts';
import { parseParameters } from './parse-parameters.ts';
import { pathOf } from './path.ts';
import type { Path, Token } from './token.ts';
import { unescapePath } from './unescape.ts';

const MAX_PATH_LENGTH = 100_000;
const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';
const isDigit = (char: string): boolean => char >= '0' && char <= '9';

/** Throws a PathError for a text that is no path. A path that does not start with `$` or `@` means a member of the document. */
export function parsePath(text: string): Path {
  if (text.length > MAX_PATH_LENGTH) return invalidPath(`the path has more than ${MAX_PATH_LENGTH} characters`);
  return guarded(() => {
    let cursor = new PathCursor(text);
    cursor.trim();
    if (!cursor.is('$') && !cursor.is('@')) {
      cursor = new PathCursor(`$.${text}`);
      cursor.trim();
    }
    if (cursor.char(cursor.end - 1) === '.') invalidPath(`the path '${text}' ends in '.'`);
    return parseTokens(cursor);
  });
}

/** A parameter of a path function: it must start with `$` or `@`. */
export const parseParameterPath = (text: string): Path => guarded(() => parseTokens(new PathCursor(text)));

/** Every fault of parsing is a fault of the path. */
function guarded(parse: () => Path): Path {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PathError) throw error;
    if (error instanceof PathSyntaxError || error instanceof PathEvaluationError) return invalidPath(error.message);
    if (error instanceof RangeError) return invalidPath('the path is nested too deep');
    throw error;
  }
}

function parseTokens(cursor: PathCursor): Path {
  while (cursor.inside() && isBlank(cursor.char())) cursor.at += 1;
  const symbol = cursor.char();
  if (symbol !== '$' && symbol !== '@') invalidPath("a path must start with '$' or '@'");
  const tokens: Token[] = [{ kind: 'root', symbol }];
  if (cursor.atTail) return pathOf(tokens);
  cursor.at += 1;
  if (!cursor.is('.') && !cursor.is('[')) invalidPath(`'.' or '[' expected at character ${cursor.at + 1} of the path`);
  // A single character that is left at the end is not looked at.
  do readToken(cursor, tokens);
  while (!cursor.atTail);
  return pathOf(tokens);
}

function readToken(cursor: PathCursor, tokens: Token[]): void {
  const char = cursor.char();
  if (char === '[') {
    tokens.push(
      readNames(cursor) ??
        readIndexes(cursor) ??
        readBracketWildcard(cursor) ??
        parseFilter(cursor) ??
        unreadable(cursor),
    );
  } else if (char === '.') {
    readDot(cursor, tokens);
  } else if (char === '*') {
    cursor.at += 1;
    tokens.push({ kind: 'wildcard' });
  } else {
    tokens.push(readMember(cursor));
  }
}

const unreadable = (cursor: PathCursor): never =>
  invalidPath(`the path cannot be read from character ${cursor.at + 1}`);

function readDot(cursor: PathCursor, tokens: Token[]): void {
  if (cursor.inside(cursor.at + 1) && cursor.char(cursor.at + 1) === '.') {
    tokens.push({ kind: 'scan' });
    cursor.at += 2;
  } else {
    if (!cursor.inside(cursor.at + 1)) invalidPath("a path must not end in '.'");
    cursor.at += 1;
  }
  if (cursor.is('.')) invalidPath(`'.' at character ${cursor.at + 1} of the path is not valid`);
  readToken(cursor, tokens);
}

/** `name` or `name(…)`. */
function readMember(cursor: PathCursor): Token {
  if (cursor.is(' ')) return unreadable(cursor);
  const from = cursor.at;
  let to = from;
  for (; cursor.inside(to); to += 1) {
    const char = cursor.char(to);
    if (char === ' ') invalidPath("a name with blanks is written ['in brackets']");
    if (char === '.' || char === '[' || char === '(') break;
  }
  const name = cursor.slice(from, to);
  if (!cursor.inside(to) || cursor.char(to) !== '(') {
    cursor.at = to;
    return { kind: 'property', names: [name] };
  }
  return readCall(cursor, name, to);
}

function readCall(cursor: PathCursor, name: string, open: number): Token {
  let depth = 1;
  for (let at = open + 1; at < cursor.end && depth > 0; at += 1) {
    const char = cursor.char(at);
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
  }
  if (depth !== 0) invalidPath(`the arguments of ${name}() are not closed`);
  if (cursor.char(open + 1) === ')') {
    cursor.at = open + 1;
    return { kind: 'function', name, parameters: [] };
  }
  cursor.at = open + 1;
  return { kind: 'function', name, parameters: parseParameters(cursor, name) };
}

/** `['a']`, `["a", "b"]`; undefined when the bracket does not start with a quote. */
function readNames(cursor: PathCursor): Token | undefined {
  const quote = cursor.significantChar();
  if (quote !== "'" && quote !== '"') return undefined;
  const names: string[] = [];
  let at = cursor.at + 1;
  let from = at;
  let last = 0;
  let quoted = false;
  let comma = false;
  for (; cursor.inside(at); at += 1) {
    const char = cursor.char(at);
    if (char === '\\') {
      at += 1;
    } else if (char === quote && quoted) {
      const next = cursor.significantChar(at);
      if (next !== ']' && next !== ',') invalidPath(`',' or ']' expected behind character ${at + 1} of the path`);
      last = at;
      names.push(unescapePath(cursor.slice(from, at)));
      quoted = false;
    } else if (char === quote) {
      from = at + 1;
      quoted = true;
      comma = false;
    } else if (!quoted && (char === ']' || char === ',')) {
      if (comma) invalidPath(`an empty name at character ${at + 1} of the path`);
      if (char === ']') break;
      comma = true;
    }
  }
  if (quoted) invalidPath(`a name is not closed, ${quote} is missing`);
  const close = cursor.nextSignificant(last);
  if (names.length === 0 || !cursor.inside(close) || !cursor.text.startsWith(']', close)) invalidPath("']' is missing");
  cursor.at = close + 1;
  return { kind: 'property', names };
}

/** `[1]`, `[1,2]`, `[1:2]`. */
function readIndexes(cursor: PathCursor): Token | undefined {
  const first = cursor.significantChar();
  if (!isDigit(first) && first !== '-' && first !== ':') return undefined;
  const from = cursor.at + 1;
  const close = cursor.indexOf(']', from);
  if (close < 0) return undefined;
  const text = cursor.slice(from, close).trim();
  if (!/^[\d,\-: ]*$/.test(text)) return undefined;
  cursor.at = close + 1;
  return text.includes(':') ? readSlice(text) : { kind: 'index', indexes: text.split(/\s*,\s*/).map(readInteger) };
}

function readInteger(text: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || (value | 0) !== value) invalidPath(`'${text}' is no index`);
  return value;
}

function readSlice(text: string): Token {
  if (text.includes(',') || text.includes(' ')) invalidPath(`'${text}' is no slice`);
  const [from, to] = text.split(':').map((part) => (part === '' ? undefined : readInteger(part)));
  if (from === undefined && to === undefined) invalidPath(`'${text}' is no slice`);
  return { kind: 'slice', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function readBracketWildcard(cursor: PathCursor): Token | undefined {
  if (cursor.significantChar() !== '*') return undefined;
  const star = cursor.nextSignificant();
  if (cursor.significantChar(star) !== ']') invalidPath(`']' expected behind character ${star + 1} of the path`);
  cursor.at = cursor.nextSignificant(star) + 1;
  return { kind: 'wildcard' };
}
