/**
 * How one SQL value looks as a JavaScript value: in constants, in functions, in tests; the type is always known beside it.
 *
 * | SQL type | JavaScript |
 * |---|---|
 * | any, NULL | `null` |
 * | BOOLEAN | boolean |
 * | TINYINT SMALLINT INT | number, integral |
 * | BIGINT | bigint, within 64 bits |
 * | FLOAT DOUBLE | number (FLOAT always already rounded by Math.fround) |
 * | DECIMAL(p, s) | bigint: the unscaled value; the scale is the type's |
 * | CHAR VARCHAR | string |
 * | BINARY VARBINARY | Uint8Array |
 * | DATE | number: days since 1970-01-01 |
 * | TIME(p) | number: milliseconds of the day |
 * | TIMESTAMP(p) | TimestampValue: of the local date-time read as if it were UTC |
 * | TIMESTAMP_LTZ(p) | TimestampValue: of the instant |
 * | INTERVAL year-month | number: months |
 * | INTERVAL day-time | number: milliseconds |
 * | ARRAY | readonly Value[] |
 * | MAP, MULTISET | MapValue (a multiset maps an element to its count, a number) |
 * | ROW, STRUCTURED | readonly Value[], one a field |
 * | VARIANT | VariantValue |
 * | BITMAP | BitmapValue |
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | TimestampValue
  | MapValue
  | VariantValue
  | BitmapValue
  | readonly Value[];

/** `millis` since the epoch (floor) and `nanos` within that millisecond, 0 to 999,999; Flink's TimestampData. */
export interface TimestampValue {
  readonly millis: number;
  readonly nanos: number;
}

/** Entries in the order of insertion; a key stands once. Plain data, so that it crosses threads. */
export interface MapValue {
  readonly keys: readonly Value[];
  readonly values: readonly Value[];
}

/** A semi-structured value: JSON's kinds with Flink's scalar types kept apart. */
export interface VariantValue {
  readonly variant:
    | 'NULL'
    | 'BOOLEAN'
    | 'TINYINT'
    | 'SMALLINT'
    | 'INT'
    | 'BIGINT'
    | 'FLOAT'
    | 'DOUBLE'
    | 'DECIMAL'
    | 'STRING'
    | 'DATE'
    | 'TIMESTAMP'
    | 'TIMESTAMP_LTZ'
    | 'BYTES'
    | 'ARRAY'
    | 'OBJECT';
  /** The scalar as its SQL type has it (DECIMAL: `{unscaled, scale}` as the text of the number), VariantValue[] for ARRAY, MapValue from string to VariantValue for OBJECT. */
  readonly value: Value;
}

/** A set of unsigned 32-bit integers, ascending. */
export interface BitmapValue {
  readonly bitmap: readonly number[];
}

export const timestampOf = (millis: number, nanos = 0): TimestampValue => ({ millis, nanos });
