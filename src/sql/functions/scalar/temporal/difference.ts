/** The time between two dates, times or timestamps, in months or milliseconds (Flink's minus of time points). */
import { addMonths, dateOfDays, dayOfMillis, MILLIS_PER_DAY, timeOfMillis } from '../../../types/calendar.ts';
import type { SqlType, TypeKind } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';

/** Later, earlier: gives the difference. */
type Difference = (later: Value, earlier: Value) => number;

/** Whole months from `earlier` to `later`, days since the epoch; a month is full on the last day of a shorter one. */
function monthsBetweenDays(later: number, earlier: number): number {
  if (later < earlier) return -monthsBetweenDays(earlier, later);
  const to = dateOfDays(later);
  const from = dateOfDays(earlier);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return addMonths(earlier, months) > later ? months - 1 : months;
}

/** Whole months from `earlier` to `later`, milliseconds since the epoch; the time of day counts where both fall on one day (DateTimeUtils.subtractMonths). */
function monthsBetweenMillis(later: number, earlier: number): number {
  const laterDay = dayOfMillis(later);
  const earlierDay = dayOfMillis(earlier);
  const months = monthsBetweenDays(laterDay, earlierDay);
  const reached = addMonths(earlierDay, months) === laterDay;
  return reached && timeOfMillis(later) < timeOfMillis(earlier) ? months - 1 : months;
}

/** Milliseconds since the epoch, or since midnight. */
const millisOf = (type: SqlType): ((value: Value) => number) => {
  if (type.kind === 'DATE') return (value) => (value as number) * MILLIS_PER_DAY;
  return type.kind === 'TIME' ? (value) => value as number : (value) => (value as TimestampValue).millis;
};

/** An instant has a difference to another instant only, and a date none in hours to a time of day. */
export function canSubtract(later: SqlType, earlier: SqlType, unit: 'months' | 'millis'): boolean {
  const kinds: readonly TypeKind[] = [later.kind, earlier.kind];
  if (kinds.includes('TIMESTAMP_LTZ')) return later.kind === earlier.kind;
  return unit === 'months' || later.kind === earlier.kind || !kinds.includes('TIME');
}

export function differenceInMillis(later: SqlType, earlier: SqlType): Difference {
  const a = millisOf(later);
  const b = millisOf(earlier);
  return (x, y) => a(x) - b(y);
}

export function differenceInMonths(later: SqlType, earlier: SqlType): Difference {
  const hasTimestamp = [later, earlier].some(({ kind }) => kind === 'TIMESTAMP' || kind === 'TIMESTAMP_LTZ');
  // Flink takes the milliseconds of a TIME for days where no timestamp is beside it.
  if (!hasTimestamp) return (x, y) => monthsBetweenDays(x as number, y as number);
  const a = millisOf(later);
  const b = millisOf(earlier);
  return (x, y) => monthsBetweenMillis(a(x), b(y));
}
