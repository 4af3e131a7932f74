/** CAST to DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ; between local and absolute times lies the session's zone. */
import { dayOfMillis, MILLIS_PER_DAY, timeOfMillis } from '../calendar.ts';
import { isTimestamp } from '../family.ts';
import { parseDate, parseTime, parseTimestamp } from '../parse-temporal.ts';
import type { TimeZone } from '../time-zone.ts';
import type { SqlType, TemporalType } from '../type.ts';
import type { TimestampValue, Value } from '../value.ts';
import type { Cast, CastContext } from './rule.ts';

const localMillis = (instant: TimestampValue, zone: TimeZone): number => instant.millis + zone.offsetAt(instant.millis);

const fromText =
  (parse: (text: string) => Value | undefined, target: SqlType, example: string, { unreadable }: CastContext): Cast =>
  (value) => {
    const result = parse(value as string);
    if (result === undefined) throw unreadable(value as string, target, `expected a form like ${example}`);
    return result;
  };

export function toDate(from: SqlType, target: SqlType, context: CastContext): Cast | undefined {
  switch (from.kind) {
    case 'DATE':
      return (value) => value;
    case 'TIMESTAMP':
      // Before 1970 the day after, as the division is cut towards zero.
      return (value) => Math.trunc((value as TimestampValue).millis / MILLIS_PER_DAY) + 0;
    case 'TIMESTAMP_LTZ':
      return (value) => dayOfMillis(localMillis(value as TimestampValue, context.zone));
    case 'CHAR':
    case 'VARCHAR':
      return fromText(parseDate, target, '2024-12-31', context);
    default:
      return undefined;
  }
}

/** Milliseconds cut to what a TIME of the precision holds; 3 is the most Flink keeps. */
const cutMillis = (precision: number): ((millis: number) => number) => {
  const unit = 10 ** (3 - Math.min(precision, 3));
  return unit === 1 ? (millis) => millis : (millis) => Math.floor(millis / unit) * unit;
};

export function toTime(from: SqlType, target: TemporalType, context: CastContext): Cast | undefined {
  const cut = cutMillis(target.precision);
  switch (from.kind) {
    case 'TIME':
      return (value) => cut(value as number);
    case 'TIMESTAMP':
      return (value) => cut(timeOfMillis((value as TimestampValue).millis));
    case 'TIMESTAMP_LTZ':
      return (value) => cut(timeOfMillis(localMillis(value as TimestampValue, context.zone)));
    case 'CHAR':
    case 'VARCHAR': {
      const read = fromText(parseTime, target, '23:59:59.999', context);
      return (value) => cut(read(value) as number);
    }
    default:
      return undefined;
  }
}

/** Drops the digits of the fraction beyond a precision (Flink's DateTimeUtils.truncate). */
export function truncateTimestamp(precision: number): (value: TimestampValue) => TimestampValue {
  if (precision >= 9) return (value) => value;
  if (precision > 3) {
    const unit = 10 ** (9 - precision);
    return ({ millis, nanos }) => ({ millis, nanos: Math.floor(nanos / unit) * unit });
  }
  const unit = 10 ** (3 - precision);
  return ({ millis }) => ({ millis: Math.floor(millis / unit) * unit, nanos: 0 });
}

/** The same as CAST does it: milliseconds before 1970 are cut towards that year. */
function truncateTowardsEpoch(precision: number): (value: TimestampValue) => TimestampValue {
  if (precision >= 3) return truncateTimestamp(precision);
  const unit = 10 ** (3 - precision);
  return ({ millis }) => ({ millis: Math.trunc(millis / unit) * unit + 0, nanos: 0 });
}

/** A local date-time; NULL never. */
function localTimestamp(from: SqlType, target: TemporalType, context: CastContext): Cast | undefined {
  switch (from.kind) {
    case 'DATE':
      return (value) => ({ millis: (value as number) * MILLIS_PER_DAY, nanos: 0 });
    case 'TIME':
      return (value) => ({ millis: value as number, nanos: 0 });
    case 'TIMESTAMP':
      return (value) => value;
    case 'TIMESTAMP_LTZ':
      return (value) => {
        const instant = value as TimestampValue;
        return { millis: localMillis(instant, context.zone), nanos: instant.nanos };
      };
    case 'CHAR':
    case 'VARCHAR':
      return fromText((text) => parseTimestamp(text, target.precision), target, '2024-12-31 23:59:59', context);
    default:
      return undefined;
  }
}

/** Text is cut while it is read. */
const truncationOf = (from: SqlType, target: TemporalType): ((value: TimestampValue) => TimestampValue) =>
  isTimestamp(from) ? truncateTowardsEpoch(target.precision) : truncateTimestamp(target.precision);

export function toTimestamp(from: SqlType, target: TemporalType, context: CastContext): Cast | undefined {
  const local = localTimestamp(from, target, context);
  if (local === undefined) return undefined;
  const truncate = truncationOf(from, target);
  return (value) => truncate(local(value) as TimestampValue);
}

export function toInstant(from: SqlType, target: TemporalType, context: CastContext): Cast | undefined {
  const truncate = truncationOf(from, target);
  if (from.kind === 'TIMESTAMP_LTZ') return (value) => truncate(value as TimestampValue);
  const local = localTimestamp(from, target, context);
  if (local === undefined) return undefined;
  const { zone } = context;
  return (value) => {
    const { millis, nanos } = local(value) as TimestampValue;
    return truncate({ millis: zone.instantOf(millis), nanos });
  };
}
