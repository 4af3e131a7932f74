/** Texts as bytes -> numbers and timestamps, when they have the usual form; NaN for all others, which the function itself reads. */
import { type Part, patternParts } from '../../../sql/functions/date-pattern/pattern.ts';
import { daysInMonth, daysOfDate, MILLIS_PER_DAY } from '../../../sql/types/calendar.ts';
import type { Address } from '../../batch/memory.ts';

const MINUS = 45;
const POINT = 46;

/** Of so many digits every number is exact. */
const EXACT_DIGITS = 15;

/** `-?[0-9]+` of `mostDigits` at most. */
export function readInteger(u8: Uint8Array, text: Address, length: number, mostDigits: number): number {
  const negative = length > 0 && u8[text] === MINUS;
  const from = negative ? text + 1 : text;
  const end = text + length;
  if (from === end || end - from > mostDigits) return Number.NaN;
  let value = 0;
  for (let at = from; at < end; at++) {
    const digit = u8[at]! - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return negative && value !== 0 ? -value : value;
}

const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/** `-?[0-9]+(\.[0-9]+)?`: both the digits and the power of ten are exact, so their quotient is the nearest number. */
export function readDecimal(u8: Uint8Array, text: Address, length: number, mostDigits: number): number {
  const negative = length > 0 && u8[text] === MINUS;
  const from = negative ? text + 1 : text;
  const end = text + length;
  let value = 0;
  let digits = 0;
  let point = end;
  for (let at = from; at < end; at++) {
    const digit = u8[at]! - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (u8[at] === POINT && point === end && at > from) point = at;
    else return Number.NaN;
  }
  const decimals = point === end ? 0 : end - point - 1;
  if (digits === 0 || digits > mostDigits || point === end - 1) return Number.NaN;
  const quotient = value / POWERS_OF_TEN[decimals]!;
  return negative ? -quotient : quotient;
}

/** For each byte its place in `2024-02-29 12:34:56.789`, or `~byte` for one that stands as it is. */
export type DateForm = Int16Array;

/** Fields by the place of their first digit in that text. */
const PLACES: Readonly<Record<string, number>> = { yyyy: 0, uuuu: 0, MM: 5, dd: 8, HH: 11, mm: 14, ss: 17, SSS: 20 };
const PLACE_COUNT = 23;

function sourcesOf(part: Part): readonly number[] | undefined {
  if (part.kind === 'literal') return [...Buffer.from(part.text, 'utf8')].map((byte) => ~byte);
  const place = part.kind === 'letters' && part.pad === 0 ? PLACES[part.letter.repeat(part.count)] : undefined;
  return place === undefined || part.kind === 'optional'
    ? undefined
    : Array.from({ length: part.count }, (_, i) => place + i);
}

/** A pattern with a whole date and a time down to anything, every field of a fixed width and there once; undefined for others. */
export function dateForm(pattern: string): DateForm | undefined {
  const parts = patternParts(pattern, true);
  const sources = parts.map(sourcesOf);
  if (!sources.every((source) => source !== undefined)) return undefined;
  const form = Int16Array.from(sources.flat());
  const places = [...form].filter((place) => place >= 0);
  const isDate = [0, 5, 8].every((place) => places.includes(place));
  return isDate && new Set(places).size === places.length ? form : undefined;
}

const digits = new Uint8Array(PLACE_COUNT);
const pair = (at: number): number => 10 * digits[at]! + digits[at + 1]!;

/** Milliseconds since the epoch; NaN for another form, and for a day or time that does not exist. */
export function readTimestamp(u8: Uint8Array, text: Address, length: number, form: DateForm): number {
  if (length !== form.length) return Number.NaN;
  digits.fill(0);
  for (let i = 0; i < length; i++) {
    const place = form[i]!;
    const byte = u8[text + i]!;
    if (place < 0) {
      if (byte !== ~place) return Number.NaN;
    } else {
      const digit = byte - 48;
      if (digit < 0 || digit > 9) return Number.NaN;
      digits[place] = digit;
    }
  }
  const [year, month, day] = [100 * pair(0) + pair(2), pair(5), pair(8)];
  const [hour, minute, second] = [pair(11), pair(14), pair(17)];
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const millis = 100 * digits[20]! + pair(21);
  return daysOfDate(year, month, day) * MILLIS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + millis;
}
