/** Days since 1970-01-01 -> the fields EXTRACT gives of a date (Flink's DateTimeUtils.extractFromDate). */
import { dateOfDays, daysOfDate } from '../../../types/calendar.ts';
import { dayOfWeek, isoDayOfWeek } from '../../date-pattern/week-of.ts';

/** The Thursday of the ISO week, which says to which year the week belongs. */
const thursdayOf = (days: number): number => days - isoDayOfWeek(days) + 4;

function isoWeek(days: number): number {
  const thursday = thursdayOf(days);
  return Math.floor((thursday - daysOfDate(dateOfDays(thursday).year, 1, 1)) / 7) + 1;
}

/** Years in hundreds and thousands begin with the year 1. */
const yearsOf = (days: number, size: number): number => {
  const { year } = dateOfDays(days);
  return Math.trunc((year > 0 ? year + size - 1 : year - size + 1) / size);
};

export const CALENDAR_FIELDS: Readonly<Record<string, (days: number) => number>> = {
  YEAR: (days) => dateOfDays(days).year,
  MONTH: (days) => dateOfDays(days).month,
  DAY: (days) => dateOfDays(days).day,
  QUARTER: (days) => Math.floor((dateOfDays(days).month + 2) / 3),
  DOY: (days) => days - daysOfDate(dateOfDays(days).year, 1, 1) + 1,
  DOW: dayOfWeek,
  ISODOW: isoDayOfWeek,
  WEEK: isoWeek,
  ISOYEAR: (days) => dateOfDays(thursdayOf(days)).year,
  DECADE: (days) => Math.trunc(dateOfDays(days).year / 10),
  CENTURY: (days) => yearsOf(days, 100),
  MILLENNIUM: (days) => yearsOf(days, 1000),
};
