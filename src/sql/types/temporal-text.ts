/** Dates, times, timestamps and intervals as SQL text: what CAST to STRING gives (Flink's DateTimeUtils). */
import { dateOfDays, dayOfMillis, MILLIS_PER_DAY, timeOfMillis } from './calendar.ts';
import type { TimestampValue } from './value.ts';

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const two = (value: number): string => TWO_DIGITS[value]!;

/** Four digits; of a year beyond 9999 the last four, as Flink prints it. */
const four = (year: number): string => {
  if (year < 0) return `-${String(-year).padStart(4, '0')}`;
  return `${two(Math.floor(year / 100) % 100)}${two(year % 100)}`;
};

/** `2024-02-29`. */
export function dateText(days: number): string {
  const { year, month, day } = dateOfDays(days);
  return `${four(year)}-${two(month)}-${two(day)}`;
}

const clockText = (millis: number): string => {
  const seconds = Math.floor(millis / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** `12:34:56`; of a TIME with precision the fraction up to its last digit that is not 0, at least one. */
export function timeText(millisOfDay: number, precision: number): string {
  // CEIL may come to 24:00:00.
  const millis =
    millisOfDay === MILLIS_PER_DAY ? millisOfDay : ((millisOfDay % MILLIS_PER_DAY) + MILLIS_PER_DAY) % MILLIS_PER_DAY;
  if (precision === 0) return clockText(millis);
  const fraction = String(millis % 1000)
    .padStart(3, '0')
    .slice(0, Math.min(precision, 3))
    .replace(/0+$/, '');
  return `${clockText(millis)}.${fraction || '0'}`;
}

/** `2024-02-29 12:34:56.789`: digits of the fraction as the precision has, more where the value has more. */
export function timestampText({ millis, nanos }: TimestampValue, precision: number): string {
  const day = dayOfMillis(millis);
  const text = `${dateText(day)} ${clockText(timeOfMillis(millis))}`;
  const thousandths = ((millis % 1000) + 1000) % 1000;
  if (nanos === 0 && precision <= 3) {
    if (thousandths === 0 && precision === 0) return text;
    if (precision === 3) return `${text}.${two(Math.floor(thousandths / 10))}${thousandths % 10}`;
  }
  let fraction = String(thousandths * 1_000_000 + nanos).padStart(9, '0');
  let length = 9;
  while (length > precision && fraction[length - 1] === '0') length -= 1;
  fraction = fraction.slice(0, length);
  return fraction === '' ? text : `${text}.${fraction}`;
}

/** `+1-02`: years and months. */
export function yearMonthText(months: number): string {
  const size = Math.abs(months);
  return `${months < 0 ? '-' : '+'}${Math.floor(size / 12)}-${two(size % 12)}`;
}

/** `+1 02:03:04.567`: days, hours, minutes, seconds. */
export function dayTimeText(millis: number): string {
  const size = Math.abs(millis);
  const rest = size % MILLIS_PER_DAY;
  const fraction = String(size % 1000).padStart(3, '0');
  return `${millis < 0 ? '-' : '+'}${Math.floor(size / MILLIS_PER_DAY)} ${clockText(rest)}.${fraction}`;
}
