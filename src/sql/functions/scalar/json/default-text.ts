/** The value of DEFAULT in JSON_VALUE as text: what Java's String.valueOf gives for Flink's internal value. */
import { renderer } from '../../../types/render.ts';
import type { SqlType } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { isoTimestamp } from './iso-timestamp.ts';

export function javaDefaultText(type: SqlType): (value: Value) => string {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (value) => value as string;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return (value) => isoTimestamp(value as TimestampValue, true);
    // Days, milliseconds and months are plain numbers inside.
    case 'BOOLEAN':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_DAY_TIME':
    case 'INTERVAL_YEAR_MONTH':
      return String;
    default:
      return renderer(type, { timeZone: 'UTC' });
  }
}
