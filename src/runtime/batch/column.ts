import type { SqlType } from '../../sql/types/type.ts';
import type { Address } from './memory.ts';

/**
 * Columns of a batch: plain data that says where in the worker's memory the values are.
 *
 * Variable-size values are views: a string is (pointer, length), an array (start, length) into its element column; so filtering,
 * gathering and passing through copy a few words a row and never the bytes. NULL is length -1 there, and validity byte 0 elsewhere.
 * What is behind a NULL is undefined.
 */
export type Column =
  | FixedColumn
  | TimestampColumn
  | DecimalColumn
  | BytesColumn
  | ArrayColumn
  | MapColumn
  | RowColumn
  | ObjectColumn;

/**
 * i8: BOOLEAN (0 or 1) · i32: TINYINT SMALLINT INT DATE TIME INTERVAL year-month · i64: BIGINT · f32: FLOAT ·
 * f64: DOUBLE, INTERVAL day-time (milliseconds).
 */
export type FixedLayout = 'i8' | 'i32' | 'i64' | 'f32' | 'f64';

export interface FixedColumn {
  readonly layout: FixedLayout;
  /** One byte a row: 1 valid, 0 NULL. */
  readonly validity: Address;
  readonly values: Address;
}

/** TIMESTAMP, TIMESTAMP_LTZ: `millis` f64 (integral) and `nanos` i32 (0 to 999,999). */
export interface TimestampColumn {
  readonly layout: 'timestamp';
  readonly validity: Address;
  readonly millis: Address;
  readonly nanos: Address;
}

/** DECIMAL: 16 bytes a row, the unscaled value as a little-endian two's-complement 128-bit integer. */
export interface DecimalColumn {
  readonly layout: 'decimal';
  readonly validity: Address;
  readonly values: Address;
}

/** CHAR, VARCHAR (UTF-8), BINARY, VARBINARY: `pointers` i32 (Address), `lengths` i32 in bytes, -1 for NULL. */
export interface BytesColumn {
  readonly layout: 'bytes';
  readonly pointers: Address;
  readonly lengths: Address;
}

/** ARRAY: `starts` i32 (row of the element column), `lengths` i32, -1 for NULL. */
export interface ArrayColumn {
  readonly layout: 'array';
  readonly starts: Address;
  readonly lengths: Address;
  readonly element: Column;
  /** Rows of the element column. */
  readonly elementCount: number;
}

/** MAP and MULTISET (values: i32 counts): as ARRAY, with two children of the same length. */
export interface MapColumn {
  readonly layout: 'map';
  readonly starts: Address;
  readonly lengths: Address;
  readonly keys: Column;
  readonly values: Column;
  readonly entryCount: number;
}

/** ROW, STRUCTURED: a child a field, each of the row count. */
export interface RowColumn {
  readonly layout: 'row';
  readonly validity: Address;
  readonly fields: readonly Column[];
}

/** VARIANT, BITMAP and other values without a byte form: JavaScript values, one a row, null for NULL. Never on a hot path. */
export interface ObjectColumn {
  readonly layout: 'object';
  readonly values: readonly unknown[];
}

export type Layout = Column['layout'];

export function layoutOf(type: SqlType): Layout {
  switch (type.kind) {
    case 'BOOLEAN':
      return 'i8';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_YEAR_MONTH':
    case 'NULL':
      return 'i32';
    case 'BIGINT':
      return 'i64';
    case 'FLOAT':
      return 'f32';
    case 'DOUBLE':
    case 'INTERVAL_DAY_TIME':
      return 'f64';
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return 'timestamp';
    case 'DECIMAL':
      return 'decimal';
    case 'CHAR':
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return 'bytes';
    case 'ARRAY':
      return 'array';
    case 'MAP':
    case 'MULTISET':
      return 'map';
    case 'ROW':
    case 'STRUCTURED':
      return 'row';
    case 'VARIANT':
    case 'BITMAP':
    case 'RAW':
      return 'object';
  }
}
