import {
  dateOfDays,
  dayOfMillis,
  daysInMonth,
  daysOfDate,
  MILLIS_PER_DAY,
  timeOfMillis,
} from '../../sql/types/calendar.ts';
import { type TimestampValue, timestampOf } from '../../sql/types/value.ts';

/** Dates and times as text by the formatters of Flink's TimeFormats and of java.time; undefined for text they do not take. */

/** How a timestamp is written: `yyyy-MM-dd HH:mm:ss.f` or `yyyy-MM-ddTHH:mm:ss.f`. */
export type TimestampStyle = 'SQL' | 'ISO-8601';

const YEAR = '([+-]?\\d{4,10})';
const DATE = new RegExp(`^${YEAR}-(\\d\\d)-(\\d\\d)$`);
const CLOCK = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{0,9}))?$/;
/** ISO_LOCAL_TIME: seconds may be missing, a point needs digits or none as Java has it. */
const ISO_CLOCK = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?$/;

/** Years of more than four digits need a sign, others may only have a minus (SignStyle.EXCEEDS_PAD). */
function parseYear(text: string): number | undefined {
  const digits = text.replace(/^[+-]/, '').length;
  if (text.startsWith('+') ? digits === 4 : !text.startsWith('-') && digits > 4) return undefined;
  return Number(text);
}

/** Days since 1970 of `yyyy-MM-dd`. `lenient` takes the last day of the month for one that it has not (ResolverStyle.SMART). */
export function parseJavaDate(text: string, lenient = false): number | undefined {
  const found = DATE.exec(text);
  const year = found ? parseYear(found[1]!) : undefined;
  if (!found || year === undefined) return undefined;
  const month = Number(found[2]);
  const day = Number(found[3]);
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const last = daysInMonth(year, month);
  if (day > last && !lenient) return undefined;
  return daysOfDate(year, month, Math.min(day, last));
}

interface Clock {
  readonly millis: number;
  readonly nanos: number;
}

function clockOf(found: RegExpExecArray | null, lenient: boolean): Clock | undefined {
  if (!found) return undefined;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const fraction = (found[4] ?? '').padEnd(9, '0');
  const isMidnightAfter = hour === 24 && minute === 0 && second === 0 && Number(fraction) === 0;
  if (minute > 59 || second > 59 || (hour > 23 && !(lenient && isMidnightAfter))) return undefined;
  return {
    millis: ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3)),
    nanos: Number(fraction.slice(3)),
  };
}

/** Milliseconds of the day of `HH:mm:ss.f` (TimeFormats.SQL_TIME_FORMAT). */
export function parseSqlTime(text: string): number | undefined {
  const clock = clockOf(CLOCK.exec(text), true);
  return clock && clock.millis % MILLIS_PER_DAY;
}

/** Milliseconds of the day of `HH:mm[:ss[.f]]` (LocalTime.parse). */
export const parseIsoTime = (text: string): number | undefined => clockOf(ISO_CLOCK.exec(text), false)?.millis;

/** Two digits of the text as a number, NaN when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const PLAIN_LENGTH = 'yyyy-MM-dd HH:mm:ss'.length;
const PLAIN_MARKS: readonly (readonly [at: number, mark: string])[] = [
  [4, '-'],
  [7, '-'],
  [10, ' '],
  [13, ':'],
  [16, ':'],
];

/** What nearly all timestamps look like, `yyyy-MM-dd HH:mm:ss` with digits behind a point or not; undefined says nothing. */
function plainTimestamp(text: string): TimestampValue | undefined {
  for (const [at, mark] of PLAIN_MARKS) if (text[at] !== mark) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const fraction = text.length === PLAIN_LENGTH ? '' : text.slice(PLAIN_LENGTH + 1);
  if (text.length > PLAIN_LENGTH && (text[PLAIN_LENGTH] !== '.' || !/^\d{1,9}$/.test(fraction))) return undefined;
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const nanos = fraction === '' ? 0 : Number(fraction.padEnd(9, '0'));
  const millis = daysOfDate(year, month, day) * MILLIS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000;
  return timestampOf(millis + Math.floor(nanos / 1_000_000), nanos % 1_000_000);
}

/** A timestamp; with `zone` it must end in `Z` (TimeFormats.…_WITH_LOCAL_TIMEZONE_FORMAT). */
export function parseJavaTimestamp(text: string, style: TimestampStyle, zone: boolean): TimestampValue | undefined {
  if (zone && !text.endsWith('Z')) return undefined;
  const local = zone ? text.slice(0, -1) : text;
  const isIso = style === 'ISO-8601';
  const plain = isIso ? undefined : plainTimestamp(local);
  if (plain) return plain;
  // Only ISO_LOCAL_DATE_TIME itself is strict and takes a small t; what is put together from parts is neither.
  const lenient = !isIso || zone;
  const separator = isIso ? (zone ? /T/ : /[Tt]/) : / /;
  const at = local.search(separator);
  if (at < 0) return undefined;
  const days = parseJavaDate(local.slice(0, at), lenient);
  const clock = clockOf((isIso ? ISO_CLOCK : CLOCK).exec(local.slice(at + 1)), lenient);
  if (days === undefined || clock === undefined) return undefined;
  return timestampOf(days * MILLIS_PER_DAY + clock.millis, clock.nanos);
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** `yyyy-MM-dd` (ISO_LOCAL_DATE): a sign before years outside 0 to 9999. */
export function javaDateText(days: number): string {
  const { year, month, day } = dateOfDays(days);
  const size = pad(Math.abs(year), 4);
  return `${year < 0 ? '-' : year > 9999 ? '+' : ''}${size}-${pad(month, 2)}-${pad(day, 2)}`;
}

const fractionText = (nanosOfSecond: number) =>
  nanosOfSecond === 0 ? '' : `.${pad(nanosOfSecond, 9).replace(/0+$/, '')}`;

/** `HH:mm:ss` and a fraction of as many digits as it needs. */
export function javaTimeText(millisOfDay: number, nanos = 0): string {
  const seconds = Math.floor(millisOfDay / 1000);
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return clock + fractionText((millisOfDay % 1000) * 1_000_000 + nanos);
}

export function javaTimestampText({ millis, nanos }: TimestampValue, style: TimestampStyle, zone: boolean): string {
  const date = javaDateText(dayOfMillis(millis));
  const time = javaTimeText(timeOfMillis(millis), nanos);
  return `${date}${style === 'SQL' ? ' ' : 'T'}${time}${zone ? 'Z' : ''}`;
}

/** Days between the last one of the Julian calendar and the first one of the Gregorian, which java.sql.Date puts behind each other. */
const GAP_DAYS = 10;
const GAP_START = daysOfDate(1582, 10, 5);
const GAP_END = daysOfDate(1582, 10, 15);

/** Days since 1970 of `yyyy-[m]m-[d]d`; a day that the month has not counts on into the next (java.sql.Date.valueOf). */
export function parseSqlDate(text: string): number | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const days = daysOfDate(year, month, 1) + day - 1;
  return days >= GAP_START && days < GAP_END ? days + GAP_DAYS : days;
}
