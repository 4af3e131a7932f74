// Columns of every type that a Parquet file can hold, and rows for them.
import fc from 'fast-check';
import type { OutputColumn } from '../../../src/planner/physical/plan.ts';
import type { SqlType } from '../../../src/sql/types/type.ts';
import * as t from '../../../src/sql/types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../../src/sql/types/value.ts';
import { valueArbitrary } from '../../harness/values.ts';
import type { Row } from './support.ts';

export const SIMPLE_TYPES: Readonly<Record<string, SqlType>> = {
  boolean: t.BOOLEAN,
  tinyint: t.TINYINT,
  smallint: t.SMALLINT,
  int: t.INT,
  bigint: t.BIGINT,
  float: t.FLOAT,
  double: t.DOUBLE,
  decimal_1: t.decimal(1, 0),
  decimal_9: t.decimal(9, 2),
  decimal_18: t.decimal(18, 6),
  decimal_29: t.decimal(29, 17),
  decimal_38: t.decimal(38, 38),
  char: t.char(3),
  string: t.STRING,
  binary: t.binary(4),
  bytes: t.BYTES,
  date: t.DATE,
  time: t.time(3),
  timestamp_3: t.timestamp(3),
  timestamp_9: t.timestamp(9),
  timestamp_ltz: t.timestampLtz(6),
};

const row = (...types: SqlType[]) => t.row(types.map((type, i) => ({ name: `f${i}`, type })));

export const NESTED_TYPES: Readonly<Record<string, SqlType>> = {
  array: t.array(t.INT),
  array_not_null: t.notNull(t.array(t.notNull(t.STRING))),
  map: t.map(t.notNull(t.STRING), t.STRING),
  map_of_decimal: t.map(t.notNull(t.INT), t.decimal(20, 3)),
  multiset: t.multiset(t.notNull(t.STRING)),
  row: row(t.INT, t.STRING, t.BOOLEAN),
  row_not_null: t.notNull(row(t.notNull(t.DOUBLE), t.timestamp(6))),
  array_of_array: t.array(t.array(t.BIGINT)),
  array_of_row: t.array(row(t.STRING, t.array(t.DATE))),
  map_of_array: t.map(t.notNull(t.STRING), t.array(t.DOUBLE)),
  map_of_map: t.map(t.notNull(t.STRING), t.map(t.notNull(t.STRING), t.timestamp(3))),
  row_of_row: row(row(row(t.STRING, t.INT), t.map(t.notNull(t.STRING), t.notNull(t.INT))), t.BYTES),
};

export const ALL_TYPES = { ...SIMPLE_TYPES, ...NESTED_TYPES };

export const columnsOf = (types: Readonly<Record<string, SqlType>>): OutputColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

export const rowArbitrary = (columns: readonly OutputColumn[]): fc.Arbitrary<Row> =>
  fc.tuple(...columns.map(({ type }) => valueArbitrary(type)));

/** The same rows for the same seed. */
export const sampleRows = (columns: readonly OutputColumn[], count: number, seed = 1): Row[] =>
  fc.sample(rowArbitrary(columns), { numRuns: count, seed });

const EARLIEST = Date.UTC(1700, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Rows whose dates and times are within what 64 bits of nanoseconds and Python's dates can hold. */
export const modernRows = (columns: readonly OutputColumn[], count: number, seed = 1): Row[] =>
  sampleRows(columns, count, seed).map((row) => row.map((value, i) => modern(value, columns[i]!.type)));

function modern(value: Value, type: SqlType): Value {
  if (value === null) return null;
  switch (type.kind) {
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const { millis, nanos } = value as TimestampValue;
      const range = LATEST - EARLIEST;
      return { millis: EARLIEST + (((millis % range) + range) % range), nanos };
    }
    case 'ARRAY':
      return (value as readonly Value[]).map((item) => modern(item, type.element));
    case 'MAP': {
      const { keys, values } = value as MapValue;
      return { keys, values: values.map((item) => modern(item, type.value)) };
    }
    case 'ROW':
      return (value as readonly Value[]).map((field, i) => modern(field, type.fields[i]!.type));
    default:
      return value;
  }
}
