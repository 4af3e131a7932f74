/** The calendar of java.util: Julian up to 4 October 1582, Gregorian from 15 October on. */
import { dateOfDays, daysOfDate, type YearMonthDay } from '../../types/calendar.ts';

/** 1582-10-15, the first day of the Gregorian calendar, in days since the epoch. */
const CUTOVER_DAYS = -141_427;
const CUTOVER_YEAR = 1582;
/** 0000-03-01 of the Julian calendar in days since the epoch. */
const JULIAN_ERA = -719_470;
const DAYS_PER_FOUR_YEARS = 1461;

function julianDays(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return Math.floor((y * DAYS_PER_FOUR_YEARS) / 4) + dayOfYear + JULIAN_ERA;
}

function julianDate(days: number): YearMonthDay {
  const shifted = days - JULIAN_ERA;
  const cycle = Math.floor(shifted / DAYS_PER_FOUR_YEARS);
  const dayOfCycle = shifted - cycle * DAYS_PER_FOUR_YEARS;
  const yearOfCycle = Math.min(3, Math.floor(dayOfCycle / 365));
  const dayOfYear = dayOfCycle - yearOfCycle * 365;
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: cycle * 4 + yearOfCycle + (month <= 2 ? 1 : 0), month, day };
}

/** The date as java.util.GregorianCalendar shows it; years before 1 count down through 0. */
export const hybridDate = (days: number): YearMonthDay => (days >= CUTOVER_DAYS ? dateOfDays(days) : julianDate(days));

/** Days since the epoch of a date that may have any month and any day: they roll over, as Java's lenient calendar has it. */
export function hybridDays(year: number, month: number, day: number): number {
  const y = year + Math.floor((month - 1) / 12);
  const m = ((((month - 1) % 12) + 12) % 12) + 1;
  const gregorian = daysOfDate(y, m, 1) + day - 1;
  if (year > CUTOVER_YEAR && gregorian >= CUTOVER_DAYS) return gregorian;
  const julian = julianDays(y, m, 1) + day - 1;
  if (year < CUTOVER_YEAR) return julian;
  return gregorian >= CUTOVER_DAYS && julian >= CUTOVER_DAYS ? gregorian : julian;
}
