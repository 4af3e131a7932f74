/** The text of a regular expression, as java.util.regex.Pattern (Java 17) reads it -> its tree. */
import { charsSet } from './char-set.ts';
import { accept, type Cursor, cursorOf, type Flags, fail, peek, take, takeRaw } from './cursor.ts';
import { lengthOf } from './lengths.ts';
import { ANY, NOT_LINE_END, NOT_NEWLINE } from './named-sets.ts';
import { parseClass, rangeOf } from './parse-class.ts';
import { groupName, parseEscape } from './parse-escape.ts';
import { type Parsed, type RegexNode, RegexUnsupportedError, sequence } from './syntax.ts';

/** The longest pattern, in characters. */
export const MAX_PATTERN_LENGTH = 20_000;
/** Groups in groups. */
const MAX_GROUP_DEPTH = 200;
const MAX_COUNT = 2147483647;

/** @throws RegexSyntaxError, RegexUnsupportedError */
export function parseRegex(pattern: string): Parsed {
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new RegexUnsupportedError(`it is longer than ${MAX_PATTERN_LENGTH} characters`);
  const cursor = cursorOf(pattern);
  const root = parseChoice(cursor);
  if (peek(cursor) === ')') fail("unmatched closing ')'");
  return { root, groups: cursor.groups };
}

function parseChoice(cursor: Cursor): RegexNode {
  const options = [parseSequence(cursor)];
  while (accept(cursor, '|')) options.push(parseSequence(cursor));
  return options.length === 1 ? options[0]! : { kind: 'choice', options };
}

function parseSequence(cursor: Cursor): RegexNode {
  const items: RegexNode[] = [];
  for (;;) {
    const point = peek(cursor);
    if (point === undefined || point === '|' || point === ')') return sequence(items);
    const atom = parseAtom(cursor, point);
    if (atom !== undefined) items.push(parseQuantifier(cursor, atom));
  }
}

/** Undefined for flags, which are no part of the text. */
function parseAtom(cursor: Cursor, point: string): RegexNode | undefined {
  switch (point) {
    case '(':
      cursor.at++;
      return parseGroup(cursor);
    case '*':
    case '+':
    case '?':
      return fail(`dangling meta character '${point}'`);
    case '{':
      if (/[0-9]/.test(cursor.points[cursor.at + 1] ?? '')) {
        throw new RegexUnsupportedError('a count {…} without something before it to repeat is not supported');
      }
      return fail('illegal repetition');
  }
  takeRaw(cursor);
  switch (point) {
    case '[':
      return { kind: 'set', set: parseClass(cursor) };
    case '.':
      return { kind: 'set', set: dot(cursor.flags) };
    case '^':
      return { kind: 'assert', what: cursor.flags.multiline ? unixed(cursor, 'line-start') : 'input-start' };
    case '$':
      return { kind: 'assert', what: unixed(cursor, cursor.flags.multiline ? 'line-end' : 'final-end') };
    case '\\':
      return escapeNode(cursor);
    default:
      return character(cursor, point.codePointAt(0)!);
  }
}

const dot = (flags: Flags) => (flags.dotAll ? ANY : flags.unixLines ? NOT_NEWLINE : NOT_LINE_END);

const unixed = <T extends 'line-start' | 'line-end' | 'final-end'>(cursor: Cursor, what: T): T | `${T}-unix` =>
  cursor.flags.unixLines ? `${what}-unix` : what;

const character = (cursor: Cursor, code: number): RegexNode => ({ kind: 'set', set: rangeOf(cursor, code, code) });

const LINE_BREAK: RegexNode = {
  kind: 'choice',
  options: [
    sequence([...'\r\n'].map((unit): RegexNode => ({ kind: 'set', set: charsSet(unit) }))),
    { kind: 'set', set: charsSet('\n\v\f\r\u0085\u2028\u2029') },
  ],
};

function escapeNode(cursor: Cursor): RegexNode {
  const found = parseEscape(cursor, false);
  if ('char' in found) return character(cursor, found.char);
  if ('set' in found) return { kind: 'set', set: found.set };
  if ('assert' in found) return { kind: 'assert', what: found.assert };
  if ('lineBreak' in found) return LINE_BREAK;
  return { kind: 'reference', index: found.reference, ignoreCase: cursor.flags.ignoreCase };
}

function parseQuantifier(cursor: Cursor, body: RegexNode): RegexNode {
  const bounds = quantifierBounds(cursor);
  if (bounds === undefined) return body;
  const mode = accept(cursor, '?') ? 'lazy' : accept(cursor, '+') ? 'possessive' : 'greedy';
  return { kind: 'repeat', body, min: bounds[0], max: bounds[1], mode };
}

function quantifierBounds(cursor: Cursor): readonly [number, number] | undefined {
  if (accept(cursor, '?')) return [0, 1];
  if (accept(cursor, '*')) return [0, Number.POSITIVE_INFINITY];
  if (accept(cursor, '+')) return [1, Number.POSITIVE_INFINITY];
  if (peek(cursor) !== '{') return undefined;
  const end = cursor.points.indexOf('}', cursor.at);
  const inside = cursor.points.slice(cursor.at + 1, end < 0 ? undefined : end).join('');
  const counts = /^(\d+)(,(\d*))?$/.exec(inside);
  if (counts === null || end < 0) return fail(/^\d/.test(inside) ? 'unclosed counted closure' : 'illegal repetition');
  const min = Number(counts[1]);
  const max = counts[2] === undefined ? min : counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3]);
  if (min > MAX_COUNT || max < min || (max > MAX_COUNT && max !== Number.POSITIVE_INFINITY))
    fail('illegal repetition range');
  cursor.at = end + 1;
  return [min, max];
}

function enclosed(cursor: Cursor): RegexNode {
  if (++cursor.depth > MAX_GROUP_DEPTH) throw new RegexUnsupportedError('groups are nested too deeply');
  const body = parseChoice(cursor);
  if (take(cursor) !== ')') fail('unclosed group');
  cursor.depth--;
  return body;
}

/** After the `(`. Flags set inside hold up to its end. */
function parseGroup(cursor: Cursor): RegexNode | undefined {
  const { flags } = cursor;
  if (peek(cursor) !== '?') return scoped(cursor, flags, () => capturing(cursor));
  takeRaw(cursor);
  const point = takeRaw(cursor);
  switch (point) {
    case ':':
      return scoped(cursor, flags, () => enclosed(cursor));
    case '=':
    case '!':
      return scoped(cursor, flags, () => ({
        kind: 'look',
        ahead: true,
        negated: point === '!',
        body: enclosed(cursor),
      }));
    case '>':
      return scoped(cursor, flags, () => ({ kind: 'atomic', body: enclosed(cursor) }));
    case '<':
      return scoped(cursor, flags, () => afterAngle(cursor));
    default:
      cursor.at--;
      return parseFlags(cursor);
  }
}

function scoped(cursor: Cursor, flags: Flags, parse: () => RegexNode): RegexNode {
  const node = parse();
  cursor.flags = flags;
  return node;
}

function capturing(cursor: Cursor): RegexNode {
  const index = ++cursor.groups;
  return { kind: 'group', index, body: enclosed(cursor) };
}

function afterAngle(cursor: Cursor): RegexNode {
  const point = cursor.points[cursor.at];
  if (point !== '=' && point !== '!') {
    const name = groupName(cursor);
    if (cursor.names.has(name)) fail(`named capturing group <${name}> is already defined`);
    cursor.names.set(name, cursor.groups + 1);
    return capturing(cursor);
  }
  cursor.at++;
  const body = enclosed(cursor);
  if (lengthOf(body).max === Number.POSITIVE_INFINITY)
    fail('look-behind group does not have an obvious maximum length');
  return { kind: 'look', ahead: false, negated: point === '!', body };
}

const FLAG_NAMES: Readonly<Record<string, keyof Flags>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  d: 'unixLines',
  x: 'comments',
};

/** `(?i)` up to the end of the group around, `(?i:…)` for what is inside. */
function parseFlags(cursor: Cursor): RegexNode | undefined {
  const before = cursor.flags;
  let on = true;
  for (;;) {
    const point = takeRaw(cursor);
    if (point === ')') return undefined;
    if (point === ':') return scoped(cursor, before, () => enclosed(cursor));
    if (point === '-' && on) on = false;
    else if (point !== undefined && Object.hasOwn(FLAG_NAMES, point))
      cursor.flags = { ...cursor.flags, [FLAG_NAMES[point]!]: on };
    else if (point === 'u' || point === 'U' || point === 'c') {
      throw new RegexUnsupportedError(
        `the flag (?${point}) is not supported; name the characters, [äÄ], or use \\p{…}`,
      );
    } else
      return fail(point === undefined ? 'unknown inline modifier' : `unknown group type or inline modifier '${point}'`);
  }
}
