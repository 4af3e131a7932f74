/** Text in the form of JDBC, `2024-2-9 1:02:03.5` or `2024-2-9`, as Flink reads it when a pattern does not fit (java.sql's Timestamp.valueOf and Date.valueOf). */
import { daysOfDate, MILLIS_PER_DAY } from '../../types/calendar.ts';
import type { TimestampValue } from '../../types/value.ts';

const DATE = /^(\d{4})-([+-]?\d|\d{2})-([+-]?\d|\d{2})$/;
const TIMESTAMP =
  /^(\d{4})-([+-]?\d|\d{2})-([+-]?\d|\d{2}) ([+-]?\d{1,9}):([+-]?\d{1,9}):([+-]?\d{1,9})(?:\.(\d{1,9}))?$/;

/** Java's String.trim: blanks and control characters. */
const trim = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  return text.slice(start, end);
};

/** A day up to 31 that the month has not rolls over into the next, and so do hours, minutes and seconds. */
export function parseSqlTimestamp(text: string): TimestampValue | undefined {
  const trimmed = trim(text);
  const found = (trimmed.includes(' ') ? TIMESTAMP : DATE).exec(trimmed);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(found[i] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const nanos = Number((found[7] ?? '').padEnd(9, '0'));
  const days = daysOfDate(year, month, 1) + day - 1;
  const millis = days * MILLIS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000;
  return { millis: millis + Math.floor(nanos / 1_000_000), nanos: nanos % 1_000_000 };
}
