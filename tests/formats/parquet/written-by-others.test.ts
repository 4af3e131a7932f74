import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OutputColumn } from '../../../src/planner/physical/plan.ts';
import * as t from '../../../src/sql/types/type.ts';
import { runPython } from '../../harness/python.ts';
import { canonicalRows, PYTHON_CANONICAL } from './canonical.ts';
import { ALL_TYPES, columnsOf, modernRows, SIMPLE_TYPES } from './columns.ts';
import { type Row, readRows } from './support.ts';

const columns = columnsOf(ALL_TYPES);
const rows = modernRows(columns, 150);
/** Values that repeat, for dictionaries and runs. */
const fewValues: Row[] = Array.from({ length: 600 }, (_, i) => rows[Math.floor(i / 20) % 10]!);

/** A file to be written: a line of Python that knows `table`, `path` and `write` (pyarrow's), the values by their number. */
interface Wanted {
  readonly name: string;
  readonly line: string;
  readonly values: number;
}

/** Writes the files, Python starting once. @returns them by name */
async function written(
  of: readonly OutputColumn[],
  values: readonly (readonly unknown[])[],
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-parquet-'));
  const files = wanted.map((file, i) => ({ ...file, path: join(folder, `${i}.parquet`) }));
  await runPython(
    `${PYTHON_CANONICAL}
tables = [arrow_table(input['columns'], rows) for rows in input['values']]
write = pq.write_table
for file in input['files']:
    table, path = tables[file['values']], file['path']
    exec(file['line'])`,
    { files, columns: of, values },
  );
  const bytes = new Map(files.map(({ name, values: number, path }) => [`${name} ${number}`, readFileSync(path)]));
  rmSync(folder, { recursive: true });
  return bytes;
}

const PYARROW: Readonly<Record<string, string>> = {
  'as it comes': "version='2.6'",
  'version 1.0': "version='1.0'",
  'INT96 timestamps': 'use_deprecated_int96_timestamps=True',
  'pages of version 2': "data_page_version='2.0'",
  'pages of version 2, compressed': "data_page_version='2.0', compression='zstd'",
  'small pages': 'data_page_size=300, max_rows_per_page=50, write_batch_size=10',
  'small pages of version 2': "data_page_size=300, max_rows_per_page=50, write_batch_size=10, data_page_version='2.0'",
  'row groups': 'row_group_size=70',
  'without dictionary': 'use_dictionary=False',
  'dictionary given up': 'dictionary_pagesize_limit=200, data_page_size=200, write_batch_size=5',
  'decimals as integers': 'store_decimal_as_integer=True',
  'older names of elements': 'use_compliant_nested_type=False',
  'page index and checksums': 'write_page_index=True, write_page_checksum=True',
  ...Object.fromEntries(
    ['NONE', 'SNAPPY', 'GZIP', 'BROTLI', 'LZ4', 'ZSTD'].map((codec) => [codec, `compression='${codec}'`]),
  ),
};

const linesOf = (lines: Readonly<Record<string, string>>, values: readonly number[]): Wanted[] =>
  Object.entries(lines).flatMap(([name, line]) => values.map((number) => ({ name, line, values: number })));

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

describe('pyarrow', () => {
  let files: ReadonlyMap<string, Buffer>;
  // Version 1.0 of the format has no nanoseconds.
  const sets = [rows, fewValues].flatMap((values) => [
    canonicalRows(values, columns),
    canonicalRows(values, columns, 1000n),
  ]);
  const setsOf = (name: string) => (name === 'version 1.0' ? [1, 3] : [0, 2]);

  beforeAll(async () => {
    const wanted = Object.entries(PYARROW).flatMap(([name, options]) =>
      linesOf({ [name]: `write(table, path, ${options})` }, setsOf(name)),
    );
    files = await written(columns, sets, wanted);
  });

  test.each(Object.keys(PYARROW))('%s', async (name) => {
    for (const set of setsOf(name))
      expect(canonicalRows(await readRows(files.get(`${name} ${set}`)!, columns), columns)).toEqual(sets[set]);
  });
});

describe('pyarrow, encoded as', () => {
  const { int, smallint, bigint, date, string, bytes, float, double, boolean } = SIMPLE_TYPES;
  const encoded = columnsOf({
    int: int!,
    smallint: smallint!,
    bigint: bigint!,
    date: date!,
    string: string!,
    bytes: bytes!,
    float: float!,
    double: double!,
    boolean: boolean!,
    timestamp: t.timestamp(6),
    decimal: t.decimal(30, 4),
    list: t.array(t.BIGINT),
  });
  const each = (names: readonly string[], encoding: string) =>
    Object.fromEntries(names.map((name) => [name, encoding]));
  const encodings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    DELTA_BINARY_PACKED: each(
      ['int', 'smallint', 'bigint', 'date', 'timestamp', 'list.list.element'],
      'DELTA_BINARY_PACKED',
    ),
    DELTA_LENGTH_BYTE_ARRAY: each(['string', 'bytes'], 'DELTA_LENGTH_BYTE_ARRAY'),
    DELTA_BYTE_ARRAY: each(['string', 'bytes', 'decimal'], 'DELTA_BYTE_ARRAY'),
    BYTE_STREAM_SPLIT: each(['float', 'double', 'int', 'bigint', 'decimal'], 'BYTE_STREAM_SPLIT'),
    RLE: each(['boolean'], 'RLE'),
  };
  const sets = [modernRows(encoded, 700), modernRows(encoded, 1), []].map((values) => canonicalRows(values, encoded));
  let files: ReadonlyMap<string, Buffer>;

  beforeAll(async () => {
    const options = (version: string) => (encoding: object) =>
      `write(table, path, use_dictionary=False, data_page_version='${version}', data_page_size=2000, column_encoding=${JSON.stringify(encoding)})`;
    const lines = ['1.0', '2.0'].flatMap((version) =>
      Object.entries(mapValues(encodings, options(version))).map(([name, line]) => [`${name} ${version}`, line]),
    );
    files = await written(encoded, sets, linesOf(Object.fromEntries(lines), [0, 1, 2]));
  });

  test.each(Object.keys(encodings))('%s', async (name) => {
    for (const version of ['1.0', '2.0'])
      for (const set of sets.keys())
        expect(canonicalRows(await readRows(files.get(`${name} ${version} ${set}`)!, encoded), encoded)).toEqual(
          sets[set],
        );
  });
});

const DUCKDB: Readonly<Record<string, string>> = {
  'as it comes': 'FORMAT parquet',
  'version 2': "FORMAT parquet, PARQUET_VERSION 'V2'",
  'row groups': 'FORMAT parquet, ROW_GROUP_SIZE 2048',
  ...Object.fromEntries(
    ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'].map((codec) => [
      codec,
      `FORMAT parquet, CODEC '${codec}'`,
    ]),
  ),
};

describe('DuckDB', () => {
  // It knows no NOT NULL.
  const nullable = columnsOf(Object.fromEntries(columns.map(({ name, type }) => [name, t.nullable(type)])));
  const sets = [rows, fewValues].map((values) => canonicalRows(values, nullable));
  let files: ReadonlyMap<string, Buffer>;

  beforeAll(async () => {
    const lines = mapValues(
      DUCKDB,
      (options) => `data = table; duckdb.sql("COPY (SELECT * FROM data) TO '" + path + "' (${options})")`,
    );
    files = await written(nullable, sets, linesOf(lines, [0, 1]));
  });

  test.each(Object.keys(DUCKDB))('%s', async (name) => {
    for (const set of sets.keys())
      expect(canonicalRows(await readRows(files.get(`${name} ${set}`)!, nullable), nullable)).toEqual(sets[set]);
  });
});

test('hyparquet-writer', async () => {
  const data = modernRows(columnsOf({ i: t.INT, b: t.BIGINT, d: t.DOUBLE, s: t.STRING, o: t.BOOLEAN }), 500);
  const column = (i: number) => data.map((row) => row[i] ?? null);
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'i', data: column(0), type: 'INT32' },
      { name: 'b', data: column(1), type: 'INT64' },
      { name: 'd', data: column(2), type: 'DOUBLE' },
      { name: 's', data: column(3), type: 'STRING' },
      { name: 'o', data: column(4), type: 'BOOLEAN' },
    ],
    rowGroupSize: 130,
  });
  const types = columnsOf({ i: t.INT, b: t.BIGINT, d: t.DOUBLE, s: t.STRING, o: t.BOOLEAN });
  expect(await readRows(new Uint8Array(file), types)).toEqual(data);
});
