/** Reads dates, times and timestamps from text as CAST does (Flink's DateTimeUtils); undefined for text that is none. */
import { daysInMonth, daysOfDate, MILLIS_PER_DAY, MILLIS_PER_MINUTE } from './calendar.ts';
import type { TimestampValue } from './value.ts';

const DATE = /^\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?)?$/;

/** `2024-02-29`, `2024-2`, `2024`; what follows a blank is not read. Days since the epoch. */
export function parseDate(text: string): number | undefined {
  const plain = parsePlainDate(text);
  if (plain !== undefined) return plain;
  const blank = text.indexOf(' ');
  const found = DATE.exec(blank > 0 ? text.slice(0, blank) : text);
  if (found === null) return undefined;
  const year = Number(found[1]);
  const month = Number(found[2] ?? 1);
  const day = Number(found[3] ?? 1);
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysOfDate(year, month, day);
}

/** `2024-02-29`, alone or before a blank; undefined for any other form and for days that a month may not have. */
function parsePlainDate(text: string): number | undefined {
  const { length } = text;
  if (length < 10 || (length > 10 && text.charCodeAt(10) !== BLANK)) return undefined;
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return undefined;
  return daysOfDate(year, month, day);
}

const TIME = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,3}))?)?)?$/;

/** `12:34:56.789`, `12:34`, `12`: milliseconds of the day; other forms are left to the long way. */
export function parseTime(text: string): number | undefined {
  const found = TIME.exec(text);
  if (found === null) return parseOddTime(text);
  const millis = Number((found[4] ?? '').padEnd(3, '0'));
  return millisOfDay(Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0), millis);
}

function millisOfDay(hour: number, minute: number, second: number, millis: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + millis;
}

const PARTS = /^([^:]*)(?::([^:]*)(?::([^.]*)(?:\.(.*))?)?)?$/s;
const OFFSET = /^([^:]*)(?::([^:]*))?$/s;

/** A number with blanks around it; 0 where there is none, NaN for other text. */
const wholeNumber = (text: string | undefined): number =>
  text === undefined ? 0 : /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;

/** Thousandths, rounded up by a fourth character from `5` on; what is no digit counts as 0. */
function thousandths(text: string): number {
  const trimmed = text.trim();
  const digits = trimmed
    .slice(0, 3)
    .replace(/[^0-9]/g, '0')
    .padEnd(3, '0');
  return Number(digits) + (trimmed.charAt(3) >= '5' ? 1 : 0);
}

/**
 * Blanks around the numbers, longer fractions and an offset behind them, which is added (`+`) or taken away (`-`) instead of the
 * other way round, as Flink does (DateTimeUtils.parseTime). What leaves the day is none.
 */
function parseOddTime(text: string): number | undefined {
  const minus = text.indexOf('-');
  const sign = minus < 0 ? text.indexOf('+') : minus;
  const parts = PARTS.exec(sign < 0 ? text : text.slice(0, sign));
  const offset = sign < 0 ? ['', '0'] : OFFSET.exec(text.slice(sign + 1));
  // The colon of an offset is taken for the one before the minutes or seconds when there are fewer.
  if (parts === null || offset === null || (offset[2] !== undefined && parts[3] === undefined)) return undefined;
  const [hour, minute, second] = [parts[1], parts[2], parts[3]].map(wholeNumber) as [number, number, number];
  const local = millisOfDay(hour, minute, second, thousandths(parts[4] ?? ''));
  if (local === undefined) return undefined;
  const away = (wholeNumber(offset[1]) * 60 + wholeNumber(offset[2])) * MILLIS_PER_MINUTE;
  const moved = minus < 0 ? local + away : local - away;
  return moved >= 0 && moved < MILLIS_PER_DAY ? moved : undefined;
}

/** Nanoseconds without those a precision has no room for. */
const floorNanos = (nanos: number, precision: number): number => {
  const unit = 10 ** (9 - precision);
  return Math.floor(nanos / unit) * unit;
};

const DIGIT_0 = 48;
const MINUS = 45;
const COLON = 58;
const BLANK = 32;
const POINT = 46;

/** The number that digits from..to of the text write; NaN when one is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - DIGIT_0;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** The usual form, `2024-02-29 12:34:56[.789]`, without the detours; undefined for any other, right or wrong. */
function parsePlainTimestamp(text: string, precision: number): TimestampValue | undefined {
  const { length } = text;
  if (length < 19 || length > 29 || length === 20) return undefined;
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS || text.charCodeAt(10) !== BLANK) return undefined;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined;
  if (length > 19 && text.charCodeAt(19) !== POINT) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const fraction = length > 19 ? digits(text, 20, length) : 0;
  // Comparisons with NaN are false.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && fraction >= 0)) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const nanos = floorNanos(length > 19 ? fraction * 10 ** (29 - length) : 0, precision);
  const millis = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(nanos / 1_000_000);
  return { millis: daysOfDate(year, month, day) * MILLIS_PER_DAY + millis, nanos: nanos % 1_000_000 };
}

const TIMESTAMP =
  /^(\d{4}|\+\d{5,9})-(?:-|(\d{1,2})-(\d{1,2})?)(?: (\d{1,2})?:(\d{1,2})?:(\d{1,2})?(?:\.(\d{0,9}))?)?$/;

/**
 * `2024-02-29 12:34:56.789`, `2024-2-9`, as local date-time; a number left out (`2024-02-`, `2024-2-9 ::`) is the first there is.
 * A day of up to 31 that the month has not becomes its last one, and 24:00:00 the next day's start: Java's DateTimeFormatter is
 * smart.
 */
export function parseTimestamp(text: string, precision: number): TimestampValue | undefined {
  const plain = parsePlainTimestamp(text, precision);
  if (plain !== undefined) return plain;
  const found = TIMESTAMP.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) =>
    Number(found[i] ?? (i <= 3 ? 1 : 0)),
  ) as [number, number, number, number, number, number];
  const nanos = Number((found[7] ?? '').padEnd(9, '0'));
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const midnight = hour === 24 && minute === 0 && second === 0 && nanos === 0;
  if ((hour > 23 && !midnight) || minute > 59 || second > 59) return undefined;
  const days = daysOfDate(year, month, Math.min(day, daysInMonth(year, month)));
  const kept = floorNanos(nanos, precision);
  const millis = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(kept / 1_000_000);
  return { millis: days * MILLIS_PER_DAY + millis, nanos: kept % 1_000_000 };
}
