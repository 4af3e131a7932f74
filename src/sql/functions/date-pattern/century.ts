/** Years of two digits: which century they mean (SimpleDateFormat's default century). */
import { MILLIS_PER_DAY } from '../../types/calendar.ts';
import { hybridDate, hybridDays } from './hybrid-calendar.ts';

/** Two digits are a time from 80 years ago to 20 years ahead. */
const YEARS_BACK = 80;

export interface Century {
  readonly startMillis: number;
  /** The year of the century's start; whether it is that one or a hundred years later says the rest of the date. */
  readonly startYear: number;
}

export function centuryAround(nowMillis: number): Century {
  const days = Math.floor(nowMillis / MILLIS_PER_DAY);
  const { year, month, day } = hybridDate(days);
  const startMillis = hybridDays(year - YEARS_BACK, month, day) * MILLIS_PER_DAY + nowMillis - days * MILLIS_PER_DAY;
  return { startMillis, startYear: year - YEARS_BACK };
}

/** The year of two digits that is not before the start's. */
export function fullYear(twoDigits: number, { startYear }: Century): number {
  const last = startYear % 100;
  return startYear - last + twoDigits + (twoDigits < last ? 100 : 0);
}
