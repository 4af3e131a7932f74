/** Sets of code points: written as a class of JavaScript's `v` mode, and asked one by one. */

export interface CharSet {
  /** The set as a nested class, `[…]`. */
  readonly source: string;
  /** False when no code point above 127 is in it. */
  readonly beyondAscii: boolean;
  readonly has: (codePoint: number) => boolean;
}

const ASCII = 128;
const escaped = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;

/** Asks the regular expression once for ASCII, and each time for other code points. */
function ofSource(source: string, beyondAscii: boolean): CharSet {
  let ascii: Uint8Array | undefined;
  let pattern: RegExp | undefined;
  const test = (codePoint: number): boolean => {
    pattern ??= new RegExp(`^${source}$`, 'v');
    return pattern.test(String.fromCodePoint(codePoint));
  };
  const has = (codePoint: number): boolean => {
    if (codePoint >= ASCII) return beyondAscii && test(codePoint);
    ascii ??= Uint8Array.from({ length: ASCII }, (_, code) => (test(code) ? 1 : 0));
    return ascii[codePoint] === 1;
  };
  return { source, beyondAscii, has };
}

export const rangeSet = (from: number, to: number): CharSet =>
  ofSource(from === to ? `[${escaped(from)}]` : `[${escaped(from)}-${escaped(to)}]`, to >= ASCII);

/** Something that JavaScript has a name for, such as `\p{L}`. */
export const namedSet = (source: string): CharSet => ofSource(`[${source}]`, true);

export const unionSet = (sets: readonly CharSet[]): CharSet =>
  sets.length === 1
    ? sets[0]!
    : ofSource(
        `[${sets.map((set) => set.source).join('')}]`,
        sets.some((set) => set.beyondAscii),
      );

export const intersectionSet = (left: CharSet, right: CharSet): CharSet =>
  ofSource(`[${left.source}&&${right.source}]`, left.beyondAscii && right.beyondAscii);

export const complementSet = (set: CharSet): CharSet => ofSource(`[^${set.source}]`, true);

/** Code points of a text. */
export const charsSet = (text: string): CharSet =>
  unionSet([...text].map((character) => rangeSet(character.codePointAt(0)!, character.codePointAt(0)!)));

/** True when it is certain that no code point is in both. */
export function disjointSets(left: CharSet, right: CharSet): boolean {
  if (left.beyondAscii && right.beyondAscii) return false;
  for (let code = 0; code < ASCII; code++) if (left.has(code) && right.has(code)) return false;
  return true;
}

const A = 65;
const Z = 90;
const CASE = 32;

/** The range with the other case of its ASCII letters (CASE_INSENSITIVE without UNICODE_CASE). */
export function ignoreCaseRange(from: number, to: number): CharSet {
  const sets = [rangeSet(from, to)];
  const add = (low: number, high: number, shift: number) => {
    const start = Math.max(from, low);
    const end = Math.min(to, high);
    if (start <= end) sets.push(rangeSet(start + shift, end + shift));
  };
  add(A, Z, CASE);
  add(A + CASE, Z + CASE, -CASE);
  return unionSet(sets);
}
