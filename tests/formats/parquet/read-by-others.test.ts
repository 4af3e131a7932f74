import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { beforeAll, describe, expect, test } from 'vitest';
import { WRITABLE_CODECS } from '../../../src/connectors/formats/parquet/write/compress.ts';
import * as t from '../../../src/sql/types/type.ts';
import type { MapValue, Value } from '../../../src/sql/types/value.ts';
import { runPython } from '../../harness/python.ts';
import { canonicalRows, PYTHON_CANONICAL } from './canonical.ts';
import { ALL_TYPES, columnsOf, modernRows } from './columns.ts';
import { writeRows } from './support.ts';
import { temporaryFile } from './temporary.ts';

const columns = columnsOf(ALL_TYPES);
const rows = modernRows(columns, 200);

/** Options that give several row groups, several pages, a dictionary that is given up in the middle. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'as it comes': {},
  'small row groups': { 'block.size': '10000' },
  'small pages': { 'page.size': '500', 'dictionary.page.size': '300' },
  'few rows a page': { 'page.row.count.limit': '7' },
  'without dictionary, statistics and checksums': {
    'enable.dictionary': 'false',
    'column.statistics.enabled': 'false',
    'page.write-checksum.enabled': 'false',
  },
  'INT64 timestamps': { 'write.int64.timestamp': 'true', 'timestamp.time.unit': 'nanos' },
  ...Object.fromEntries(WRITABLE_CODECS.map((codec) => [codec, { compression: codec }])),
};

interface Answers {
  readonly arrow: unknown[];
  readonly duckdb: unknown[];
  readonly rowGroups: number;
}

/** Python starts once for all files. */
const read = (paths: readonly string[]) =>
  runPython<Answers[]>(
    `${PYTHON_CANONICAL}
output = []
for path in input:
    arrow = pq.read_table(path, page_checksum_verification=True)
    arrow.validate(full=True)
    duck = duckdb.sql(f"select * from '{path}'").to_arrow_table()
    output.append({'arrow': canonical_rows(arrow), 'duckdb': canonical_rows(duck), 'rowGroups': pq.ParquetFile(path).num_row_groups})`,
    paths,
  );

describe('pyarrow and DuckDB read every type', () => {
  const answers = new Map<string, Answers>();

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'streamsql-parquet-'));
    const files: Record<string, Uint8Array> = { 'no rows': await writeRows(columns, []) };
    for (const [name, options] of Object.entries(SHAPES))
      files[name] = await writeRows(columns, rows, { options, batchRows: 30 });
    const paths = Object.values(files).map((bytes, i) => {
      const path = join(folder, `${i}.parquet`);
      writeFileSync(path, bytes);
      return path;
    });
    const all = await read(paths).finally(() => rmSync(folder, { recursive: true }));
    Object.keys(files).forEach((name, i) => {
      answers.set(name, all[i]!);
    });
  });

  test.each(Object.entries(SHAPES))('%s', (name, options) => {
    const { arrow, duckdb, rowGroups } = answers.get(name)!;
    const expected = canonicalRows(rows, columns);
    expect(arrow).toEqual(expected);
    // DuckDB reads INT96 as microseconds.
    const nanos = options['write.int64.timestamp'] !== undefined;
    expect(duckdb).toEqual(nanos ? expected : canonicalRows(rows, columns, 1000n));
    if (name === 'small row groups') expect(rowGroups).toBeGreaterThan(2);
  });

  test('a file without rows', () => {
    expect(answers.get('no rows')).toEqual({ arrow: [], duckdb: [], rowGroups: 0 });
  });
});

test('DuckDB skips row groups by our statistics and finds what is there', async () => {
  const types = columnsOf({ n: t.INT, s: t.STRING, d: t.decimal(20, 4), f: t.DOUBLE, b: t.BIGINT });
  const values = modernRows(types, 500, 7);
  const path = temporaryFile(
    await writeRows(types, values, {
      options: { 'block.size': '2000', 'statistics.truncate.length': '2' },
      batchRows: 50,
    }),
  );
  const literals = values.map(([n, s, , , b]) => ({ n, s, b: b === null ? null : String(b) }));
  const found = await runPython<number[]>(
    `${PYTHON_CANONICAL}
con = duckdb.connect()
output = []
for v in input['values']:
    for c, kind in (('n', 'INT'), ('s', 'VARCHAR'), ('b', 'BIGINT')):
        if v[c] is None: continue
        got = con.execute(f"select count(*) from '{input['path']}' where {c} = cast(? as {kind})", [v[c]]).fetchone()[0]
        if got < 1: output.append([c, v[c]])`,
    { path, values: literals.slice(0, 60) },
  );
  expect(found).toEqual([]);
});

/** Values as hyparquet gives them. */
function asObject(value: Value, type: t.SqlType): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'ARRAY':
      return (value as readonly Value[]).map((item) => asObject(item, type.element));
    case 'MAP': {
      const { keys, values } = value as MapValue;
      return Object.fromEntries(keys.map((key, i) => [key, asObject(values[i]!, type.value)]));
    }
    case 'ROW':
      return Object.fromEntries(
        (value as readonly Value[]).map((field, i) => [type.fields[i]!.name, asObject(field, type.fields[i]!.type)]),
      );
    default:
      return value;
  }
}

/** hyparquet says undefined where a list, map or row is NULL. */
function nullsOf(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(nullsOf);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nullsOf(item)]));
}

test.each(WRITABLE_CODECS)(
  'hyparquet reads numbers, text and what is nested of them, compressed as %s',
  async (codec) => {
    const { boolean, tinyint, smallint, int, bigint, float, double, string, array, map, row, array_of_array } =
      ALL_TYPES;
    const types = columnsOf({
      boolean,
      tinyint,
      smallint,
      int,
      bigint,
      float,
      double,
      string,
      array,
      map,
      row,
      array_of_array,
    });
    const values = modernRows(types, 300);
    const bytes = await writeRows(types, values, { options: { compression: codec, 'page.row.count.limit': '100' } });
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const objects = await parquetReadObjects({ file, compressors });
    expect(objects.map(nullsOf)).toEqual(
      values.map((row) => Object.fromEntries(types.map(({ name, type }, i) => [name, asObject(row[i]!, type)]))),
    );
  },
);
