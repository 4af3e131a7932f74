/** Fields that were read -> a local date-time, by the rules of java.time's Parsed (its SMART style) and Flink's defaults for what is missing. */
import { dateOfDays, daysInMonth, daysOfDate, isLeapYear, MILLIS_PER_DAY } from '../../types/calendar.ts';
import type { TimestampValue } from '../../types/value.ts';
import { agree, FIELD, type FieldSlot, type ParsedFields, take, UNSET } from './parsed-fields.ts';
import { dayOfWeek, isoDayOfWeek, weekOfMonth, weekOfYear } from './week-of.ts';

/** `unresolved`: the text contradicts itself or is out of range, as DateTimeParseException; `invalid`: as DateTimeException, when the date is made. */
export type Resolution = TimestampValue | 'unresolved' | 'invalid';

const MAX_YEAR = 999_999_999;
const NANOS_PER_DAY = 86_400_000_000_000;

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;
/** Unset or in its range. */
const allowed = (value: number, low: number, high: number): boolean => value === UNSET || within(value, low, high);

/** Of an era and a year of it the year; false on a contradiction. */
function resolveYear(f: ParsedFields): boolean {
  const yearOfEra = take(f, FIELD.YEAR_OF_ERA);
  if (yearOfEra === UNSET) return true;
  if (!within(yearOfEra, 1, MAX_YEAR + 1)) return false;
  const era = take(f, FIELD.ERA);
  if (era !== UNSET) return agree(f, FIELD.YEAR, era === 1 ? yearOfEra : 1 - yearOfEra);
  const year = f[FIELD.YEAR]!;
  return agree(f, FIELD.YEAR, year === UNSET || year > 0 ? yearOfEra : 1 - yearOfEra);
}

/** The date in days since the epoch, UNSET where fields are missing for it, undefined where they are out of range. */
function resolveDate(f: ParsedFields): number | undefined {
  const julian = take(f, FIELD.JULIAN_DAY);
  if (julian !== UNSET) return julian - 40_587;
  if (!resolveYear(f)) return undefined;
  const year = f[FIELD.YEAR]!;
  if (year === UNSET) return UNSET;
  const month = f[FIELD.MONTH]!;
  const day = f[FIELD.DAY]!;
  const dayOfYear = f[FIELD.DAY_OF_YEAR]!;
  if (month !== UNSET && day !== UNSET) {
    f[FIELD.YEAR] = f[FIELD.MONTH] = f[FIELD.DAY] = UNSET;
    if (!within(Math.abs(year), 0, MAX_YEAR) || !within(month, 1, 12) || !within(day, 1, 31)) return undefined;
    // A day up to 31 that the month has not becomes its last one.
    return daysOfDate(year, month, Math.min(day, daysInMonth(year, month)));
  }
  if (dayOfYear === UNSET) return UNSET;
  f[FIELD.YEAR] = f[FIELD.DAY_OF_YEAR] = UNSET;
  if (!within(Math.abs(year), 0, MAX_YEAR) || !within(dayOfYear, 1, isLeapYear(year) ? 366 : 365)) return undefined;
  return daysOfDate(year, 1, 1) + dayOfYear - 1;
}

/** Fields of a whole day as hour, minute, second and nanosecond; false on a contradiction. */
function splitDay(f: ParsedFields, nanos: number): boolean {
  const seconds = Math.floor(nanos / 1e9);
  return (
    agree(f, FIELD.HOUR, Math.floor(seconds / 3600)) &&
    agree(f, FIELD.MINUTE, Math.floor(seconds / 60) % 60) &&
    agree(f, FIELD.SECOND, seconds % 60) &&
    agree(f, FIELD.NANO, nanos - seconds * 1e9)
  );
}

/** The many ways to say an hour as the hour of the day. */
function resolveHour(f: ParsedFields): boolean {
  const clock = take(f, FIELD.CLOCK_HOUR);
  if (clock !== UNSET && !(within(clock, 0, 24) && agree(f, FIELD.HOUR, clock % 24))) return false;
  const clockOfHalf = take(f, FIELD.CLOCK_HOUR_OF_HALF);
  if (clockOfHalf !== UNSET && !(within(clockOfHalf, 0, 12) && agree(f, FIELD.HOUR_OF_HALF, clockOfHalf % 12))) {
    return false;
  }
  const half = f[FIELD.HALF]!;
  const hourOfHalf = f[FIELD.HOUR_OF_HALF]!;
  if (half !== UNSET && hourOfHalf !== UNSET) {
    f[FIELD.HALF] = f[FIELD.HOUR_OF_HALF] = UNSET;
    if (!within(hourOfHalf, 0, 11) || !agree(f, FIELD.HOUR, half * 12 + hourOfHalf)) return false;
  }
  const nanoOfDay = take(f, FIELD.NANO_OF_DAY);
  if (nanoOfDay !== UNSET && !(within(nanoOfDay, 0, NANOS_PER_DAY - 1) && splitDay(f, nanoOfDay))) return false;
  const milliOfDay = take(f, FIELD.MILLI_OF_DAY);
  if (milliOfDay === UNSET) return true;
  return within(milliOfDay, 0, MILLIS_PER_DAY - 1) && splitDay(f, milliOfDay * 1_000_000);
}

/** AM or PM alone is the middle of its half of the day (Java from 16 on). */
function middleOfHalf(f: ParsedFields): void {
  const half = f[FIELD.HALF]!;
  const others = [FIELD.HOUR, FIELD.MINUTE, FIELD.SECOND, FIELD.NANO];
  if (half === UNSET || others.some((slot) => f[slot] !== UNSET)) return;
  f[FIELD.HALF] = UNSET;
  f[FIELD.HOUR] = half * 12 + 6;
}

const timeInRange = (f: ParsedFields): boolean =>
  allowed(f[FIELD.HOUR]!, 0, 23) &&
  allowed(f[FIELD.HOUR_OF_HALF]!, 0, 11) &&
  allowed(f[FIELD.HALF]!, 0, 1) &&
  allowed(f[FIELD.MINUTE]!, 0, 59) &&
  allowed(f[FIELD.SECOND]!, 0, 59) &&
  allowed(f[FIELD.NANO]!, 0, 999_999_999);

const timeGiven = (f: ParsedFields): boolean =>
  f[FIELD.HOUR] !== UNSET &&
  (f[FIELD.MINUTE] !== UNSET || (f[FIELD.SECOND] === UNSET && f[FIELD.NANO] === UNSET)) &&
  (f[FIELD.SECOND] !== UNSET || f[FIELD.NANO] === UNSET || f[FIELD.MINUTE] === UNSET);

/** Half days that stand beside an hour of the day and must say the same. */
const agreesWithHour = (f: ParsedFields, hour: number): boolean =>
  (f[FIELD.HALF] === UNSET || f[FIELD.HALF] === Math.floor(hour / 12)) &&
  (f[FIELD.HOUR_OF_HALF] === UNSET || f[FIELD.HOUR_OF_HALF] === hour % 12);

const isZero = (value: number): boolean => value === 0 || value === UNSET;

/** What stands beside a date and must say the same: its day of the week, its week, its quarter. */
function agreesWithDate(f: ParsedFields, days: number): boolean {
  const { year, month, day } = dateOfDays(days);
  const same = (slot: FieldSlot, value: number): boolean => f[slot] === UNSET || f[slot] === value;
  return (
    same(FIELD.ERA, year > 0 ? 1 : 0) &&
    same(FIELD.YEAR_OF_ERA, year > 0 ? year : 1 - year) &&
    same(FIELD.YEAR, year) &&
    same(FIELD.MONTH, month) &&
    same(FIELD.DAY, day) &&
    same(FIELD.DAY_OF_YEAR, days - daysOfDate(year, 1, 1) + 1) &&
    same(FIELD.QUARTER, Math.floor((month + 2) / 3)) &&
    same(FIELD.DAY_OF_WEEK, isoDayOfWeek(days)) &&
    same(FIELD.LOCAL_DAY_OF_WEEK, dayOfWeek(days)) &&
    weeksAgree(f, days)
  );
}

function weeksAgree(f: ParsedFields, days: number): boolean {
  if (f[FIELD.WEEK] === UNSET && f[FIELD.WEEK_YEAR] === UNSET && f[FIELD.WEEK_OF_MONTH] === UNSET) return true;
  const { year, week } = weekOfYear(days);
  return (
    (f[FIELD.WEEK_YEAR] === UNSET || f[FIELD.WEEK_YEAR] === year) &&
    (f[FIELD.WEEK] === UNSET || f[FIELD.WEEK] === week) &&
    (f[FIELD.WEEK_OF_MONTH] === UNSET || f[FIELD.WEEK_OF_MONTH] === weekOfMonth(days))
  );
}

const or = (value: number, fallback: number): number => (value === UNSET ? fallback : value);

/** Missing fields are those of 1970-01-01 00:00:00 (Flink's DateTimeUtils.fromTemporalAccessor). */
function assemble(f: ParsedFields, days: number, isEndOfDay: boolean): Resolution {
  const time = ((or(f[FIELD.HOUR]!, 0) * 60 + or(f[FIELD.MINUTE]!, 0)) * 60 + or(f[FIELD.SECOND]!, 0)) * 1000;
  const nano = or(f[FIELD.NANO]!, 0);
  const clock = { millis: (isEndOfDay ? 0 : time) + Math.floor(nano / 1_000_000), nanos: nano % 1_000_000 };
  if (days !== UNSET) {
    return { millis: (days + (isEndOfDay ? 1 : 0)) * MILLIS_PER_DAY + clock.millis, nanos: clock.nanos };
  }
  const year = or(f[FIELD.YEAR]!, 1970);
  const month = or(f[FIELD.MONTH]!, 1);
  const day = or(f[FIELD.DAY]!, 1);
  if (!within(Math.abs(year), 0, MAX_YEAR) || !within(month, 1, 12) || !within(day, 1, daysInMonth(year, month))) {
    return 'invalid';
  }
  return { millis: daysOfDate(year, month, day) * MILLIS_PER_DAY + clock.millis, nanos: clock.nanos };
}

/** Resolves and uses up the fields. */
export function resolveFields(f: ParsedFields): Resolution {
  const days = resolveDate(f);
  if (days === undefined || !resolveHour(f)) return 'unresolved';
  middleOfHalf(f);
  const isEndOfDay =
    f[FIELD.HOUR] === 24 &&
    isZero(f[FIELD.MINUTE]!) &&
    isZero(f[FIELD.SECOND]!) &&
    isZero(f[FIELD.NANO]!) &&
    timeGiven(f);
  if (!isEndOfDay && !timeInRange(f)) return 'unresolved';
  if (timeGiven(f) && !agreesWithHour(f, f[FIELD.HOUR]! % 24)) return 'unresolved';
  if (!allowed(f[FIELD.LOCAL_DAY_OF_WEEK]!, 1, 7)) return 'unresolved';
  if (days !== UNSET && !agreesWithDate(f, days)) return 'unresolved';
  return assemble(f, days, isEndOfDay);
}

/** The same for the fields of an ordinary timestamp, in few steps; what is out of its range goes the long way. */
export function resolvePlain(f: ParsedFields): Resolution {
  const year = f[FIELD.YEAR_OF_ERA]!;
  const month = f[FIELD.MONTH]!;
  const day = f[FIELD.DAY]!;
  const inRange = year >= 1 && year <= MAX_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!inRange || !timeInRange(f)) return resolveFields(f);
  return assemble(f, daysOfDate(year, month, day <= 28 ? day : Math.min(day, daysInMonth(year, month))), false);
}
