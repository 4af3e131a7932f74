/** The one rendering of values as text: what the SQL client prints (`renderValue`) and what CAST to STRING gives (`castText`). */
import { decimalText } from './decimal.ts';
import { doubleText, floatText } from './float-text.ts';
import { dateText, dayTimeText, timestampText, timeText, yearMonthText } from './temporal-text.ts';
import { type TimeZone, timeZone, UTC } from './time-zone.ts';
import type { RowField, SqlType, TemporalType } from './type.ts';
import type { BitmapValue, MapValue, TimestampValue, Value, VariantValue } from './value.ts';
import { variantText } from './variant-text.ts';

/** What rendering needs to know of a session. */
export interface RenderSession {
  readonly timeZone: string;
}

type Text = (value: Value) => string;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Lower-case hexadecimal digits, two a byte. */
export const hexText = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A NULL inside a collection or row. */
const orNull =
  (text: Text): Text =>
  (value) =>
    value === null ? 'NULL' : text(value);

const localTimestamp = (value: TimestampValue, zone: TimeZone): TimestampValue => ({
  millis: value.millis + zone.offsetAt(value.millis),
  nanos: value.nanos,
});

const temporalText = (type: TemporalType, zone: TimeZone): Text => {
  const { precision } = type;
  switch (type.kind) {
    case 'TIME':
      return (value) => timeText(value as number, precision);
    case 'TIMESTAMP_LTZ':
      return (value) => timestampText(localTimestamp(value as TimestampValue, zone), precision);
    default:
      return (value) => timestampText(value as TimestampValue, precision);
  }
};

const mapText = (key: Text, item: Text): Text => {
  const keyText = orNull(key);
  const itemText = orNull(item);
  return (value) => {
    const { keys, values } = value as MapValue;
    return `{${keys.map((k, i) => `${keyText(k)}=${itemText(values[i]!)}`).join(', ')}}`;
  };
};

const rowText = (fields: readonly RowField[], named: boolean, part: (type: SqlType) => Text): Text => {
  const texts = fields.map((field) => {
    const text = orNull(part(field.type));
    return named ? (value: Value) => `${field.name}=${text(value)}` : text;
  });
  return (value) => `(${texts.map((text, i) => text((value as readonly Value[])[i]!)).join(', ')})`;
};

/** How values of one type become text; found once a query. The function takes no NULL. */
function textOf(type: SqlType, zone: TimeZone, printing: boolean): Text {
  const part = (inner: SqlType): Text => textOf(inner, zone, printing);
  switch (type.kind) {
    case 'NULL':
      return () => 'NULL';
    case 'BOOLEAN':
      return (value) => (value ? 'TRUE' : 'FALSE');
    case 'FLOAT':
      return (value) => floatText(value as number);
    case 'DOUBLE':
      return (value) => doubleText(value as number);
    case 'DECIMAL':
      return (value) => decimalText(value as bigint, type.scale);
    case 'CHAR':
    case 'VARCHAR':
      return (value) => value as string;
    case 'BINARY':
    case 'VARBINARY':
      return printing ? (value) => `x'${hexText(value as Uint8Array)}'` : (value) => utf8.decode(value as Uint8Array);
    case 'DATE':
      return (value) => dateText(value as number);
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return temporalText(type, zone);
    case 'INTERVAL_YEAR_MONTH':
      return (value) => yearMonthText(value as number);
    case 'INTERVAL_DAY_TIME':
      return (value) => dayTimeText(value as number);
    case 'ARRAY': {
      const element = orNull(part(type.element));
      return (value) => `[${(value as readonly Value[]).map(element).join(', ')}]`;
    }
    case 'MAP':
      return mapText(part(type.key), part(type.value));
    case 'MULTISET':
      return mapText(part(type.element), String);
    case 'ROW':
      return rowText(type.fields, false, part);
    case 'STRUCTURED':
      return rowText(type.fields, true, part);
    case 'VARIANT':
      return (value) => variantText(value as VariantValue);
    case 'BITMAP':
      return (value) => `{${(value as BitmapValue).bitmap.join(',')}}`;
    default:
      return (value) => String(value);
  }
}

/** The text of CAST(… AS STRING) for values of `type` that are not NULL; bytes are read as UTF-8. */
export const castText = (type: SqlType, zone: TimeZone): ((value: Value) => string) => textOf(type, zone, false);

/** The text the SQL client shows for values of `type`; bytes as `x'0a'`, NULL as `NULL`. */
export const renderer = (type: SqlType, session: RenderSession): ((value: Value) => string) =>
  orNull(textOf(type, timeZone(session.timeZone) ?? UTC, true));

/** One value as the SQL client shows it; for many values of a type take `renderer` once. */
export const renderValue = (value: Value, type: SqlType, session: RenderSession): string =>
  renderer(type, session)(value);
