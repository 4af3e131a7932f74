/** A local date-time taken apart into the fields that patterns print. */
import { dateOfDays, MILLIS_PER_DAY } from '../../types/calendar.ts';

/** One is filled again for every value that is printed: formatting makes no objects. */
export interface Moment {
  /** Days since 1970-01-01. */
  days: number;
  /** Proleptic: 0 is 1 BC. */
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nano: number;
  /** Milliseconds east of UTC; only where the moment has a zone. */
  offset: number;
}

export const emptyMoment = (): Moment => ({
  days: Number.NaN,
  year: 1970,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  nano: 0,
  offset: 0,
});

type Calendar = (days: number) => { readonly year: number; readonly month: number; readonly day: number };

/** Takes local milliseconds apart; the date is computed only when it is another than the last one's. */
export function fillMoment(moment: Moment, millis: number, nanos: number, calendar: Calendar = dateOfDays): void {
  const days = Math.floor(millis / MILLIS_PER_DAY);
  const time = millis - days * MILLIS_PER_DAY;
  if (days !== moment.days) {
    const { year, month, day } = calendar(days);
    moment.days = days;
    moment.year = year;
    moment.month = month;
    moment.day = day;
  }
  const seconds = Math.floor(time / 1000);
  const minutes = Math.floor(seconds / 60);
  moment.hour = Math.floor(minutes / 60);
  moment.minute = minutes - moment.hour * 60;
  moment.second = seconds - minutes * 60;
  moment.nano = (time - seconds * 1000) * 1_000_000 + nanos;
}
