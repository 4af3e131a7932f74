/** A unit and a type -> the function that reads the field of the unit, with the edges of Flink's ExtractCallGen. */
import { MILLIS_PER_DAY } from '../../../types/calendar.ts';
import { sessionCalendarZone } from '../../../types/calendar-zone.ts';
import { UTC } from '../../../types/time-zone.ts';
import type { SqlType } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { CALENDAR_FIELDS } from './calendar-fields.ts';

type Field = (value: Value) => number;

/** A unit of a fixed length: how many of it go into the next larger one, and its length. */
interface Clock {
  readonly within: number;
  readonly size: number;
}

const CLOCK_FIELDS: Readonly<Record<string, Clock>> = {
  HOUR: { within: MILLIS_PER_DAY, size: 3_600_000 },
  MINUTE: { within: 3_600_000, size: 60_000 },
  SECOND: { within: 60_000, size: 1000 },
  MILLISECOND: { within: 1000, size: 1 },
};

/** Both divisions are cut towards zero, so that times before 1970 have fields from 0 down. */
const clockField = ({ within, size }: Clock): ((millis: number) => number) => {
  if (size === 1) return (millis) => millis % within;
  return (millis) => Math.trunc((millis % within) / size);
};

/** Months of an interval. */
const MONTH_FIELDS: Readonly<Record<string, (months: number) => number>> = {
  YEAR: (months) => Math.trunc(months / 12),
  QUARTER: (months) => Math.trunc(((months % 12) - 1) / 3) + 1,
  MONTH: (months) => months % 12,
  CENTURY: (months) => Math.trunc(months / 1200),
  MILLENNIUM: (months) => Math.trunc(months / 12_000),
};

function numberField(type: SqlType, unit: string): ((value: number) => number) | undefined {
  const clock = CLOCK_FIELDS[unit];
  switch (type.kind) {
    case 'DATE':
      if (unit === 'EPOCH') return (days) => days * 86_400;
      // Flink takes the days of a DATE for milliseconds when asked for its hours, minutes and seconds.
      return CALENDAR_FIELDS[unit] ?? (clock && clockField(clock));
    case 'TIME':
      return clock && clockField(clock);
    case 'INTERVAL_YEAR_MONTH':
      return MONTH_FIELDS[unit];
    case 'INTERVAL_DAY_TIME':
      return unit === 'DAY' ? (millis) => Math.trunc(millis / MILLIS_PER_DAY) : clock && clockField(clock);
    default:
      return undefined;
  }
}

/** The field from local milliseconds since the epoch and the nanoseconds within the last of them. */
function timestampField(unit: string): ((millis: number, nanos: number) => number) | undefined {
  const calendar = CALENDAR_FIELDS[unit];
  if (calendar) return (millis) => calendar(Math.trunc(millis / MILLIS_PER_DAY));
  const clock = CLOCK_FIELDS[unit];
  if (clock) return clockField(clock);
  switch (unit) {
    case 'EPOCH':
      return (millis) => Math.trunc(millis / 1000);
    case 'MICROSECOND':
      return (millis, nanos) => (millis % 1000) * 1000 + Math.trunc(nanos / 1000);
    case 'NANOSECOND':
      return (millis, nanos) => (millis % 1000) * 1_000_000 + nanos;
    default:
      return undefined;
  }
}

/** The field of values that are not NULL; undefined where the type has none of the unit. A TIMESTAMP_LTZ is read as the session's clocks show it, EPOCH too. */
export function extractField(type: SqlType, unit: string, zoneId: string): Field | undefined {
  if (type.kind !== 'TIMESTAMP' && type.kind !== 'TIMESTAMP_LTZ') {
    return numberField(type, unit) as Field | undefined;
  }
  const field = timestampField(unit);
  if (field === undefined) return undefined;
  const zone = type.kind === 'TIMESTAMP_LTZ' ? sessionCalendarZone(zoneId) : UTC;
  if (zone.fixedOffset === 0) {
    return (value) => field((value as TimestampValue).millis, (value as TimestampValue).nanos);
  }
  return (value) => {
    const { millis, nanos } = value as TimestampValue;
    return field(millis + zone.offsetAt(millis), nanos);
  };
}
