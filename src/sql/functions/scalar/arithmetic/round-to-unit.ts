/** Rounds dates, times and timestamps down or up to a unit, with the edges of Flink's DateTimeUtils (floor, ceil and julianDateFloor). */
import { daysOfDate, MILLIS_PER_DAY } from '../../../types/calendar.ts';
import { sessionCalendarZone } from '../../../types/calendar-zone.ts';
import { isTimestamp } from '../../../types/family.ts';
import { UTC } from '../../../types/time-zone.ts';
import type { SqlType } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { hybridDate } from '../../date-pattern/hybrid-calendar.ts';

/** Units of a fixed length, in milliseconds. */
const CLOCK_UNITS: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
};

const quarterStart = (year: number, quarter: number): number =>
  daysOfDate(year + (quarter > 3 ? 1 : 0), (quarter % 4) * 3 + 1, 1);
const monthStart = (year: number, month: number): number =>
  daysOfDate(month > 12 ? year + 1 : year, month > 12 ? 1 : month, 1);

/** Years in hundreds and thousands begin with the year 1, so 2000 belongs to the ones before. */
const yearsStart = (year: number, size: number, up: boolean): number =>
  daysOfDate(size * Math.trunc((year + size - 1) / size) + (up ? 1 : 1 - size), 1, 1);

/** The day of the Julian calendar taken for one of the Gregorian, as Flink does before 15 October 1582. */
const relabelled = (days: number): number => {
  const { year, month, day } = hybridDate(days);
  return daysOfDate(year, month, day);
};

/** First days of units, from days since the epoch; only YEAR, MONTH and WEEK stay where they are when rounded up from a first day. */
const CALENDAR_UNITS: Readonly<Record<string, (days: number, up: boolean) => number>> = {
  MILLENNIUM: (days, up) => yearsStart(hybridDate(days).year, 1000, up),
  CENTURY: (days, up) => yearsStart(hybridDate(days).year, 100, up),
  DECADE: (days, up) => daysOfDate(10 * (Math.trunc(hybridDate(days).year / 10) + (up ? 1 : 0)), 1, 1),
  YEAR: (days, up) => {
    const { year, month, day } = hybridDate(days);
    return daysOfDate(up && (month > 1 || day > 1) ? year + 1 : year, 1, 1);
  },
  QUARTER: (days, up) => {
    const { year, month, day } = hybridDate(days);
    const quarter = Math.floor((month - 1) / 3);
    return quarterStart(year, up && (month > 1 || day > 1) ? quarter + 1 : quarter);
  },
  MONTH: (days, up) => {
    const { year, month, day } = hybridDate(days);
    return monthStart(year, up && day > 1 ? month + 1 : month);
  },
  // Weeks begin on Sunday; 1970-01-01 was a Thursday.
  WEEK: (days, up) => {
    const weekday = (((days + 4) % 7) + 7) % 7;
    return relabelled(days) - weekday + (up && weekday > 0 ? 7 : 0);
  },
};

const floorTo = (value: number, size: number): number => Math.floor(value / size) * size;
const roundTo = (value: number, size: number, up: boolean): number =>
  up ? -floorTo(-value, size) + 0 : floorTo(value, size);

/** Units by which a DATE stays as it is. */
const IDLE_UNITS: ReadonlySet<string> = new Set([
  'MICROSECOND',
  'NANOSECOND',
  'EPOCH',
  'DOW',
  'ISODOW',
  'DOY',
  'ISOYEAR',
]);

/** Whether values of the type can be rounded to the unit. */
export function isRoundingUnit(unit: string, type: SqlType): boolean {
  if (type.kind === 'DATE' && IDLE_UNITS.has(unit)) return true;
  if (CLOCK_UNITS[unit] !== undefined) return true;
  return type.kind !== 'TIME' && (unit === 'DAY' || CALENDAR_UNITS[unit] !== undefined);
}

function roundDate(unit: string, up: boolean): (days: number) => number {
  const calendar = CALENDAR_UNITS[unit];
  if (calendar) return (days) => calendar(days, up);
  // A date is always moved up by a whole day, and never by hours.
  if (unit !== 'DAY') return (days) => days;
  return (days) => relabelled(days) + (up ? 1 : 0);
}

/** Local milliseconds since the epoch. */
function roundMillis(unit: string, up: boolean): (millis: number) => number {
  const calendar = CALENDAR_UNITS[unit];
  // Times before 1970 fall on the day after theirs, as the division is cut towards zero.
  if (calendar) return (millis) => calendar(Math.trunc(millis / MILLIS_PER_DAY), up) * MILLIS_PER_DAY;
  const size = CLOCK_UNITS[unit] ?? MILLIS_PER_DAY;
  return (millis) => roundTo(millis, size, up);
}

/** FLOOR or, with `up`, CEIL of values of a date or time type; a TIMESTAMP_LTZ is rounded as the session's clocks show it. */
export function roundToUnit(type: SqlType, unit: string, up: boolean, zoneId: string): (value: Value) => Value {
  if (type.kind === 'DATE') {
    const round = roundDate(unit, up);
    return (value) => round(value as number);
  }
  const round = roundMillis(unit, up);
  if (!isTimestamp(type)) return (value) => round(value as number);
  const zone = type.kind === 'TIMESTAMP_LTZ' ? sessionCalendarZone(zoneId) : UTC;
  // Only to the MILLISECOND, and only without a zone, do the digits beyond it count.
  const started = up && unit === 'MILLISECOND' && type.kind === 'TIMESTAMP' ? 1 : 0;
  return (value) => {
    const { millis, nanos } = value as TimestampValue;
    const offset = zone.offsetAt(millis);
    return { millis: round(millis + offset) - offset + (nanos > 0 ? started : 0), nanos: 0 };
  };
}
