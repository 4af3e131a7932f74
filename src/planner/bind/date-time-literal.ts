/** The text of DATE, TIME and TIMESTAMP literals -> values (Calcite's DateString, TimeString, TimestampString). */
import { daysInMonth, daysOfDate, MILLIS_PER_DAY } from '../../sql/types/calendar.ts';
import { type TimestampValue, timestampOf } from '../../sql/types/value.ts';

const DATE = /^\s*(\d+)-(\d+)-(\d+)$/;
const TIME = /^\s*(\d+):(\d+):(\d+)(?:\.(\d*))?$/;

/** The days between the Julian and the Gregorian calendar, which Java's calendar has not. */
const isSkipped = (year: number, month: number, day: number): boolean =>
  year === 1582 && month === 10 && day > 4 && day < 15;

/** @returns days since 1970-01-01 */
export function dateLiteral(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (isSkipped(year, month, day)) return undefined;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysOfDate(year, month, day);
}

interface TimeParts {
  readonly millis: number;
  readonly nanos: number;
}

function timeParts(text: string): TimeParts | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = (match[4] ?? '').slice(0, 9).padEnd(9, '0');
  return {
    millis: ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3)),
    nanos: Number(fraction.slice(3)),
  };
}

/** @returns milliseconds of the day */
export const timeLiteral = (text: string): number | undefined => timeParts(text)?.millis;

export function timestampLiteral(text: string): TimestampValue | undefined {
  const trimmed = text.trimStart();
  const gap = trimmed.search(/\s/);
  const days = dateLiteral(gap < 0 ? trimmed : trimmed.slice(0, gap));
  const time = gap < 0 ? { millis: 0, nanos: 0 } : timeParts(trimmed.slice(gap + 1));
  return days === undefined || !time ? undefined : timestampOf(days * MILLIS_PER_DAY + time.millis, time.nanos);
}
