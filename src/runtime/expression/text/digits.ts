/** Numbers, dates and timestamps -> their SQL text, written into memory digit by digit. All give the text's address and leave its length in `writer.length`. */
import { dayOfMillis, MILLIS_PER_DAY } from '../../../sql/types/calendar.ts';
import { dateText, timestampText } from '../../../sql/types/temporal-text.ts';
import type { Address } from '../../batch/memory.ts';
import type { TextWriter } from '../access.ts';

const ZERO = 48;
const MINUS = 45;
const COLON = 58;
const BLANK = 32;
const POINT = 46;
/** What the longest of these texts takes. */
const MOST_BYTES = 32;

/** `width` digits, zeros in front, of a value below 2^31. */
export function writeDigits(u8: Uint8Array, at: Address, value: number, width: number): void {
  let rest = value | 0;
  for (let i = at + width - 1; i >= at; i--) {
    const next = (rest / 10) | 0;
    u8[i] = ZERO + rest - 10 * next;
    rest = next;
  }
}

function writePair(u8: Uint8Array, at: Address, value: number): void {
  const tens = (value / 10) | 0;
  u8[at] = ZERO + tens;
  u8[at + 1] = ZERO + value - 10 * tens;
}

function digitCount(value: number): number {
  let count = 1;
  for (let least = 10; value >= least; least *= 10) count++;
  return count;
}

/** Values from here on are split in two for the sake of 32-bit arithmetic. */
const BILLION = 1_000_000_000;

/** A whole number that is exact in JavaScript. */
export function integerText(writer: TextWriter, u8: Uint8Array, value: number): Address {
  const at = writer.room(MOST_BYTES);
  const size = Math.abs(value);
  const sign = value < 0 ? 1 : 0;
  if (sign === 1) u8[at] = MINUS;
  const width = digitCount(size);
  if (size < BILLION) writeDigits(u8, at + sign, size, width);
  else {
    const billions = Math.floor(size / BILLION);
    writeDigits(u8, at + sign, billions, width - 9);
    writeDigits(u8, at + sign + width - 9, size - BILLION * billions, 9);
  }
  writer.keep(sign + width);
  return at;
}

export function bigintText(writer: TextWriter, u8: Uint8Array, value: bigint): Address {
  const number = Number(value);
  return Number.isSafeInteger(number) ? integerText(writer, u8, number) : writer.text(String(value));
}

/** 0000-01-01 and 9999-12-31: years between have four digits, and their days 32-bit arithmetic. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

export const hasFourDigits = (days: number): boolean => days >= FIRST_DAY && days <= LAST_DAY;

/** `2024-02-29`, as `dateOfDays` counts; years begin in March. */
export function writeDate(u8: Uint8Array, at: Address, days: number): void {
  // One era more, so that nothing is negative.
  const shifted = ((days | 0) + 719_468 + 146_097) | 0;
  const era = (shifted / 146_097) | 0;
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const shiftedMonth = ((5 * dayOfYear + 2) / 153) | 0;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0);
  const century = (year / 100) | 0;
  writePair(u8, at, century);
  writePair(u8, at + 2, year - 100 * century);
  u8[at + 4] = MINUS;
  writePair(u8, at + 5, month);
  u8[at + 7] = MINUS;
  writePair(u8, at + 8, dayOfYear - (((153 * shiftedMonth + 2) / 5) | 0) + 1);
}

/** `12:34:56`. */
export function writeTime(u8: Uint8Array, at: Address, millisOfDay: number): void {
  const second = ((millisOfDay | 0) / 1000) | 0;
  const minute = (second / 60) | 0;
  const hour = (minute / 60) | 0;
  writePair(u8, at, hour);
  u8[at + 2] = COLON;
  writePair(u8, at + 3, minute - 60 * hour);
  u8[at + 5] = COLON;
  writePair(u8, at + 6, second - 60 * minute);
}

/** As `dateText`. */
export function dateBytes(writer: TextWriter, u8: Uint8Array, days: number): Address {
  if (!hasFourDigits(days)) return writer.text(dateText(days));
  const at = writer.room(MOST_BYTES);
  writeDate(u8, at, days);
  writer.keep(10);
  return at;
}

/** As `timestampText`. */
export function timestampBytes(
  writer: TextWriter,
  u8: Uint8Array,
  millis: number,
  nanos: number,
  precision: number,
): Address {
  const days = dayOfMillis(millis);
  if (!hasFourDigits(days)) return writer.text(timestampText({ millis, nanos }, precision));
  const at = writer.room(MOST_BYTES);
  const time = (millis - days * MILLIS_PER_DAY) | 0;
  writeDate(u8, at, days);
  u8[at + 10] = BLANK;
  writeTime(u8, at + 11, time);
  writer.keep(19 + writeFraction(u8, at + 19, (time % 1000) * 1_000_000 + nanos, precision));
  return at;
}

/** The point and the digits of the precision, more where the value has more. @returns how many bytes */
function writeFraction(u8: Uint8Array, at: Address, nanosOfSecond: number, precision: number): number {
  let width = 9;
  let rest = nanosOfSecond | 0;
  while (width > precision && rest % 10 === 0) {
    rest = (rest / 10) | 0;
    width--;
  }
  if (width === 0) return 0;
  u8[at] = POINT;
  writeDigits(u8, at + 1, rest, width);
  return 1 + width;
}
