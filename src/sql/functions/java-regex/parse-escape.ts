/** What stands after a backslash -> a character, a set, an assertion or a reference. */
import type { CharSet } from './char-set.ts';
import { complementSet } from './char-set.ts';
import { type Cursor, fail, peek, take, takeRaw } from './cursor.ts';
import { ESCAPED_SETS, propertySet } from './named-sets.ts';
import { type Assertion, RegexUnsupportedError } from './syntax.ts';

export type Escape =
  | { readonly char: number }
  | { readonly set: CharSet }
  | { readonly assert: Assertion }
  | { readonly reference: number }
  | { readonly lineBreak: true };

const CONTROLS: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

function hexDigits(cursor: Cursor, count: number, what: string): number {
  const digits = cursor.points.slice(cursor.at, cursor.at + count).join('');
  if (digits.length < count || !/^[0-9a-fA-F]+$/.test(digits)) fail(`illegal ${what} escape sequence`);
  cursor.at += count;
  return Number.parseInt(digits, 16);
}

function hexEscape(cursor: Cursor): number {
  if (cursor.points[cursor.at] !== '{') return hexDigits(cursor, 2, 'hexadecimal');
  const end = cursor.points.indexOf('}', cursor.at);
  const digits = cursor.points.slice(cursor.at + 1, end).join('');
  if (end < 0 || !/^[0-9a-fA-F]+$/.test(digits)) fail('unclosed hexadecimal escape sequence');
  const value = Number.parseInt(digits, 16);
  if (value > 0x10ffff) fail('hexadecimal codepoint is too big');
  cursor.at = end + 1;
  return value;
}

/** `\uhhhh`, two of them for a pair. */
function unicodeEscape(cursor: Cursor): number {
  const high = hexDigits(cursor, 4, 'Unicode');
  if ((high & 0xfc00) !== 0xd800 || cursor.points[cursor.at] !== '\\' || cursor.points[cursor.at + 1] !== 'u')
    return high;
  const start = cursor.at;
  cursor.at += 2;
  const low = hexDigits(cursor, 4, 'Unicode');
  if ((low & 0xfc00) === 0xdc00) return (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
  cursor.at = start;
  return high;
}

function octalEscape(cursor: Cursor): number {
  const digits = /^[0-7]{1,3}/.exec(cursor.points.slice(cursor.at, cursor.at + 3).join(''))?.[0];
  if (digits === undefined) return fail('illegal octal escape sequence');
  const length = digits.length === 3 && digits > '377' ? 2 : digits.length;
  cursor.at += length;
  return Number.parseInt(digits.slice(0, length), 8);
}

/** As many digits as there are groups for. */
function numberedReference(cursor: Cursor, first: string): number {
  let index = Number(first);
  for (;;) {
    const digit = peek(cursor);
    if (digit === undefined || !/[0-9]/.test(digit) || index * 10 + Number(digit) > cursor.groups) return index;
    index = index * 10 + Number(digit);
    cursor.at++;
  }
}

export function groupName(cursor: Cursor): string {
  const rest = cursor.points.slice(cursor.at).join('');
  const name = /^([A-Za-z][A-Za-z0-9]*)>/.exec(rest)?.[1];
  if (name === undefined) return fail('a named group is written (?<name>…) with letters and digits');
  cursor.at += name.length + 1;
  return name;
}

function namedReference(cursor: Cursor): number {
  if (takeRaw(cursor) !== '<') fail("\\k is not followed by '<' for named capturing group");
  const name = groupName(cursor);
  return cursor.names.get(name) ?? fail(`named capturing group <${name}> does not exist`);
}

function property(cursor: Cursor, negated: boolean): CharSet {
  const first = take(cursor);
  if (first === undefined) return fail('unclosed character family');
  let name = first;
  if (first === '{') {
    const end = cursor.points.indexOf('}', cursor.at);
    if (end < 0) fail('unclosed character family');
    name = cursor.points.slice(cursor.at, end).join('');
    if (name === '') fail('empty character family');
    cursor.at = end + 1;
  }
  const set = propertySet(name, cursor.flags.ignoreCase);
  return negated ? complementSet(set) : set;
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'input-start',
  B: 'not-word',
  G: 'last-match',
  b: 'word',
  z: 'input-end',
};

/** After the backslash; inside a class only characters and sets can stand. */
export function parseEscape(cursor: Cursor, inClass: boolean): Escape {
  const point = takeRaw(cursor);
  if (point === undefined) return fail('unexpected internal error');
  if (!/[0-9A-Za-z]/.test(point)) return { char: point.codePointAt(0)! };
  if (Object.hasOwn(CONTROLS, point)) return { char: CONTROLS[point]! };
  if (Object.hasOwn(ESCAPED_SETS, point)) return { set: ESCAPED_SETS[point]! };
  switch (point) {
    case '0':
      return { char: octalEscape(cursor) };
    case 'x':
      return { char: hexEscape(cursor) };
    case 'u':
      return { char: unicodeEscape(cursor) };
    case 'c': {
      const control = takeRaw(cursor);
      return control === undefined ? fail('illegal control escape sequence') : { char: control.codePointAt(0)! ^ 64 };
    }
    case 'p':
    case 'P':
      return { set: property(cursor, point === 'P') };
    case 'N':
      throw new RegexUnsupportedError('characters by name (\\N{…}) are not supported; use \\x{…}');
  }
  if (!inClass) return outsideClass(cursor, point);
  return fail(`illegal/unsupported escape sequence \\${point}`);
}

function outsideClass(cursor: Cursor, point: string): Escape {
  if (point >= '1' && point <= '9') return { reference: numberedReference(cursor, point) };
  if (point === 'k') return { reference: namedReference(cursor) };
  if (point === 'R') return { lineBreak: true };
  if (point === 'X') throw new RegexUnsupportedError('extended grapheme clusters (\\X) are not supported');
  if (point === 'Z') return { assert: cursor.flags.unixLines ? 'final-end-unix' : 'final-end' };
  if (point === 'b' && cursor.points[cursor.at] === '{') {
    if (cursor.points.slice(cursor.at, cursor.at + 3).join('') !== '{g}')
      return fail('illegal/unsupported escape sequence \\b{');
    throw new RegexUnsupportedError('boundaries of graphemes (\\b{g}) are not supported');
  }
  if (Object.hasOwn(ASSERTIONS, point)) return { assert: ASSERTIONS[point]! };
  return fail(`illegal/unsupported escape sequence \\${point}`);
}
