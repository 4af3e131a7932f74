import { doubleText, floatText } from '../../sql/types/float-text.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { BitmapValue, MapValue, TimestampValue, Value, VariantValue } from '../../sql/types/value.ts';
import { variantText } from '../../sql/types/variant-text.ts';
import { javaDate, javaDateTime, javaDecimal, javaDuration, javaInstant, javaPeriod, javaTime } from '../java-text.ts';

/** RowKind.shortString by the row kind's byte. */
export const ROW_KINDS = ['+I', '-U', '+U', '-D'] as const;

const COUNT: SqlType = { kind: 'INT', nullable: false };

/**
 * A value as Flink's print sink shows it: the `toString` of the Java object (Row.toString for nested rows and collections).
 * Entries of a map stand in the order they were put in; in Flink their order is that of a hash table.
 */
export function valueText(value: Value, type: SqlType): string {
  if (value === null) return 'null';
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return value as string;
    case 'FLOAT':
      return floatText(value as number);
    case 'DOUBLE':
      return doubleText(value as number);
    case 'DECIMAL':
      return javaDecimal(value as bigint, type.scale);
    case 'BINARY':
    case 'VARBINARY':
      return `[${Array.from(value as Uint8Array, (byte) => (byte << 24) >> 24).join(', ')}]`;
    case 'DATE':
      return javaDate(value as number);
    case 'TIME':
      return javaTime(value as number);
    case 'TIMESTAMP':
      return javaDateTime((value as TimestampValue).millis, (value as TimestampValue).nanos);
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return javaInstant((value as TimestampValue).millis, (value as TimestampValue).nanos);
    case 'INTERVAL_YEAR_MONTH':
      return javaPeriod(value as number);
    case 'INTERVAL_DAY_TIME':
      return javaDuration(value as number);
    case 'ARRAY':
      return `[${(value as readonly Value[]).map((element) => valueText(element, type.element)).join(', ')}]`;
    case 'MAP':
      return mapText(value as MapValue, type.key, type.value);
    case 'MULTISET':
      return mapText(value as MapValue, type.element, COUNT);
    case 'ROW':
    case 'STRUCTURED':
      return `+I[${type.fields.map((field, i) => valueText((value as readonly Value[])[i]!, field.type)).join(', ')}]`;
    case 'VARIANT':
      return variantText(value as VariantValue);
    case 'BITMAP':
      return `{${(value as BitmapValue).bitmap.join(',')}}`;
    default:
      return String(value);
  }
}

const mapText = (map: MapValue, key: SqlType, value: SqlType) =>
  `{${map.keys.map((one, i) => `${valueText(one, key)}=${valueText(map.values[i]!, value)}`).join(', ')}}`;
