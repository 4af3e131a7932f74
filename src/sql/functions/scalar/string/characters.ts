/** Text counted in characters: Flink's string functions count Unicode code points where Java counts UTF-16 units. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';

/** The longest text a function builds, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 1 << 27;

/** @throws RunTimeError when a result would be longer than `MAX_TEXT_LENGTH` */
export function checkLength(name: string, length: number): void {
  if (length > MAX_TEXT_LENGTH) {
    throw new RunTimeError(`${name} would give a text of ${length} characters; at most ${MAX_TEXT_LENGTH} are allowed`);
  }
}

const SURROGATE = /[\ud800-\udfff]/;

/** True when every character is one UTF-16 unit, so that units can be counted. */
export const isPlain = (text: string): boolean => !SURROGATE.test(text);

/** The text with `?` for halves of surrogate pairs: what Java's encoder makes of them. */
export const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '?'));

/** Length in characters. */
export function characterCount(text: string): number {
  if (isPlain(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The characters from `start` (of 0) up to but not with `end`. */
export function sliceCharacters(text: string, start: number, end: number): string {
  if (isPlain(text)) return text.slice(start, end);
  return [...text].slice(start, end).join('');
}

export const reverseCharacters = (text: string): string =>
  isPlain(text) ? text.split('').reverse().join('') : [...text].reverse().join('');

/**
 * Where `needle` stands in `text` from a character on (of 0; a negative one is 0), -1 when it does not; an empty one is always
 * at 0 (BinaryStringData.indexOf).
 */
export function indexOfCharacters(text: string, needle: string, from: number): number {
  if (needle === '') return 0;
  const start = Math.max(0, from);
  if (isPlain(text)) return text.indexOf(needle, start);
  const units = sliceCharacters(text, 0, start).length;
  const found = text.indexOf(needle, units);
  return found < 0 ? -1 : characterCount(text.slice(0, found));
}
