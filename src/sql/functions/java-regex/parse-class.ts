/** A character class, `[…]`, with ranges, nested classes and intersections -> a set. */
import { type CharSet, complementSet, ignoreCaseRange, intersectionSet, rangeSet, unionSet } from './char-set.ts';
import { type Cursor, fail, peek, peekSecond, take, takeRaw } from './cursor.ts';
import { parseEscape } from './parse-escape.ts';
import { RegexUnsupportedError } from './syntax.ts';

/** Classes in classes. */
const MAX_CLASS_DEPTH = 50;

export const rangeOf = (cursor: Cursor, from: number, to: number): CharSet =>
  cursor.flags.ignoreCase ? ignoreCaseRange(from, to) : rangeSet(from, to);

/** After the `[`, up to and with the `]`. */
export function parseClass(cursor: Cursor): CharSet {
  if (++cursor.depth > MAX_CLASS_DEPTH) throw new RegexUnsupportedError('classes are nested too deeply');
  // Only directly after the bracket: with the flag x a blank before it makes it a character.
  const negated = cursor.points[cursor.at] === '^';
  if (negated) cursor.at++;
  const set = members(cursor);
  take(cursor);
  cursor.depth--;
  return negated ? complementSet(set) : set;
}

/** What stands up to the closing bracket, which stays. */
function members(cursor: Cursor): CharSet {
  let set: CharSet | undefined;
  const add = (other: CharSet) => {
    set = set === undefined ? other : unionSet([set, other]);
  };
  for (;;) {
    const point = peek(cursor);
    if (point === undefined) return fail('unclosed character class');
    if (point === ']' && set !== undefined) return set;
    if (point === '[') {
      cursor.at++;
      add(parseClass(cursor));
    } else if (point === '&' && peekSecond(cursor) === '&') {
      cursor.at += 2;
      const right = rightOf(cursor);
      if (right === undefined && set === undefined) return fail('bad class syntax');
      if (right !== undefined) set = set === undefined ? right : intersectionSet(set, right);
    } else {
      add(range(cursor));
    }
  }
}

/** What follows `&&`, up to the next `&&` or the end of the class; undefined for nothing. */
function rightOf(cursor: Cursor): CharSet | undefined {
  let right: CharSet | undefined;
  for (;;) {
    const point = peek(cursor);
    if (point === undefined) return fail('unclosed character class');
    if (point === ']' || point === '&') return right;
    let part: CharSet;
    if (point === '[') {
      cursor.at++;
      part = parseClass(cursor);
    } else part = members(cursor);
    right = right === undefined ? part : unionSet([right, part]);
  }
}

/** One character, a named set, or a range. */
function range(cursor: Cursor): CharSet {
  const first = item(cursor);
  if (typeof first !== 'number') return first;
  if (peek(cursor) !== '-') return rangeOf(cursor, first, first);
  const end = peekSecond(cursor);
  if (end === '[' || end === ']') return rangeOf(cursor, first, first);
  cursor.at++;
  const last = item(cursor);
  if (typeof last !== 'number' || last < first) return fail('illegal character range');
  return rangeOf(cursor, first, last);
}

function item(cursor: Cursor): number | CharSet {
  const point = peek(cursor);
  if (point === undefined) return fail('unclosed character class');
  takeRaw(cursor);
  if (point !== '\\') return point.codePointAt(0)!;
  const found = parseEscape(cursor, true);
  if ('char' in found) return found.char;
  return 'set' in found ? found.set : fail('illegal escape in a character class');
}
