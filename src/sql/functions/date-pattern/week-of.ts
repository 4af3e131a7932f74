/** Weeks as Java counts them in English: they begin on Sunday, and a year's or month's first week is the one with its first day. */
import { dateOfDays, daysOfDate } from '../../types/calendar.ts';

const floorMod = (value: number, size: number): number => ((value % size) + size) % size;

/** From 1, Monday, to 7, Sunday; days since 1970-01-01, a Thursday. */
export const isoDayOfWeek = (days: number): number => floorMod(days + 3, 7) + 1;
/** From 1, Sunday, to 7, Saturday. */
export const dayOfWeek = (days: number): number => floorMod(days + 4, 7) + 1;

const sundayOf = (days: number): number => days - floorMod(days + 4, 7);

export interface WeekOfYear {
  readonly year: number;
  readonly week: number;
}

/** The last days of December belong to the next year's first week when that begins among them. */
export function weekOfYear(days: number): WeekOfYear {
  const sunday = sundayOf(days);
  const year = dateOfDays(sunday + 6).year;
  return { year, week: (sunday - sundayOf(daysOfDate(year, 1, 1))) / 7 + 1 };
}

export function weekOfMonth(days: number): number {
  const { year, month } = dateOfDays(days);
  return (sundayOf(days) - sundayOf(daysOfDate(year, month, 1))) / 7 + 1;
}
