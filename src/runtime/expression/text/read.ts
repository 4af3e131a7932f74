/** Texts as bytes -> numbers and timestamps, when they have the usual form; NaN for all others, which the function itself reads. */
import { daysInMonth, daysOfDate, MILLIS_PER_DAY } from '../../../sql/types/calendar.ts';
import type { Address } from '../../batch/memory.ts';
import { type DateForm, dateForm, FRACTION } from './date-form.ts';

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

/** A form with a whole date, every field once, and milliseconds or none; undefined for others. */
export function readableForm(pattern: string): DateForm | undefined {
  const form = dateForm(pattern);
  const places = [...(form ?? [])].filter((place) => place >= 0);
  const fraction = places.filter((place) => place >= FRACTION).length;
  const isWhole = [0, 5, 8].every((place) => places.includes(place)) && (fraction === 0 || fraction === 3);
  return isWhole && new Set(places).size === places.length ? form : undefined;
}

const digits = new Uint8Array(FRACTION + 3);
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
  const millis = 100 * digits[FRACTION]! + pair(FRACTION + 1);
  return daysOfDate(year, month, day) * MILLIS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + millis;
}
