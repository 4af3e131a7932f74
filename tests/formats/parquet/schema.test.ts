import { describe, expect, test } from 'vitest';
import type { FileMetadata } from '../../../src/connectors/formats/parquet/format/metadata.ts';
import type { SchemaElement } from '../../../src/connectors/formats/parquet/format/schema.ts';
import { parquetFormat } from '../../../src/connectors/formats/parquet/index.ts';
import { readFooter } from '../../../src/connectors/formats/parquet/read/file.ts';
import { decimalBytes } from '../../../src/connectors/formats/parquet/write/flink-schema.ts';
import type { ProducedColumn } from '../../../src/planner/physical/plan.ts';
import type { SqlType } from '../../../src/sql/types/type.ts';
import * as t from '../../../src/sql/types/type.ts';
import { ALL_TYPES, columnsOf } from './columns.ts';
import { type Row, readRows, sourceOf, withMetadata, writeRows } from './support.ts';

const one = (type: SqlType) => [{ name: 'c', type }];

/** A schema as parquet-java prints it, an element a line. */
function printed(elements: readonly SchemaElement[]): string {
  return elements
    .slice(1)
    .map(({ name, repetition, type, typeLength, logical, children }) => {
      const { kind, ...rest } = logical ?? { kind: '' };
      const detail = Object.entries(rest)
        .sort()
        .map(([, value]) => value)
        .join(',');
      const what = type ? `${type}${typeLength === undefined ? '' : `(${typeLength})`}` : `group of ${children}`;
      return `${repetition} ${what} ${name}${kind && ` ${kind}${detail && `(${detail})`}`}`;
    })
    .join('\n');
}

const schemaOf = async (type: SqlType, options: Record<string, string> = {}) =>
  printed((await readFooter(sourceOf(await writeRows(one(type), [], { options })))).schema);

describe("the schema is that of Flink's writer", () => {
  const simple: [SqlType, string][] = [
    [t.BOOLEAN, 'BOOLEAN c'],
    [t.TINYINT, 'INT32 c INTEGER(8,true)'],
    [t.SMALLINT, 'INT32 c INTEGER(16,true)'],
    [t.INT, 'INT32 c'],
    [t.BIGINT, 'INT64 c'],
    [t.FLOAT, 'FLOAT c'],
    [t.DOUBLE, 'DOUBLE c'],
    [t.decimal(10, 2), 'FIXED_LEN_BYTE_ARRAY(5) c DECIMAL(10,2)'],
    [t.char(3), 'BYTE_ARRAY c STRING'],
    [t.STRING, 'BYTE_ARRAY c STRING'],
    [t.binary(3), 'BYTE_ARRAY c'],
    [t.BYTES, 'BYTE_ARRAY c'],
    [t.DATE, 'INT32 c DATE'],
    [t.time(0), 'INT32 c TIME(MILLIS,true)'],
    [t.timestamp(3), 'INT96 c'],
    [t.timestampLtz(9), 'INT96 c'],
  ];

  test.each(simple)('$kind', async (type, expected) => {
    expect(await schemaOf(type)).toBe(`OPTIONAL ${expected}`);
    expect(await schemaOf(t.notNull(type))).toBe(`REQUIRED ${expected}`);
  });

  test('timestamps of 64 bits', async () => {
    for (const [unit, name] of [
      ['millis', 'MILLIS'],
      ['micros', 'MICROS'],
      ['nanos', 'NANOS'],
    ])
      expect(await schemaOf(t.timestamp(3), { 'write.int64.timestamp': 'true', 'timestamp.time.unit': unit! })).toBe(
        `OPTIONAL INT64 c TIMESTAMP(${name},false)`,
      );
    expect(await schemaOf(t.timestampLtz(3), { 'write.int64.timestamp': 'true' })).toBe(
      'OPTIONAL INT64 c TIMESTAMP(MICROS,false)',
    );
  });

  test('nested types', async () => {
    expect(await schemaOf(t.array(t.notNull(t.INT)))).toBe(
      'OPTIONAL group of 1 c LIST\nREPEATED group of 1 list\nREQUIRED INT32 element',
    );
    expect(await schemaOf(t.map(t.STRING, t.INT))).toBe(
      'OPTIONAL group of 1 c MAP\nREPEATED group of 2 key_value\nREQUIRED BYTE_ARRAY key STRING\nOPTIONAL INT32 value',
    );
    expect(await schemaOf(t.notNull(t.multiset(t.STRING)))).toBe(
      'REQUIRED group of 1 c MAP\nREPEATED group of 2 key_value\nREQUIRED BYTE_ARRAY key STRING\nREQUIRED INT32 value',
    );
    expect(await schemaOf(t.row([{ name: 'x', type: t.DATE }]))).toBe('OPTIONAL group of 1 c\nOPTIONAL INT32 x DATE');
  });

  test('decimals take the fewest bytes', () => {
    const sizes = [1, 2, 4, 6, 9, 11, 14, 16, 18, 21, 23, 26, 28, 31, 33, 35, 38].map((precision) =>
      decimalBytes(precision),
    );
    expect(sizes).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  });

  test('who wrote it, and the name of the root', async () => {
    const { createdBy, schema } = await readFooter(sourceOf(await writeRows(one(t.INT), [])));
    expect(createdBy).toMatch(/^streamsql version \d+\.\d+\.\d+$/);
    expect(schema[0]).toEqual({ name: 'flink_schema', children: 1 });
  });
});

test('types that Parquet has no place for are refused when the table is made', () => {
  const check = (type: SqlType) => parquetFormat.checkSchema!(one(type));
  for (const type of Object.values(ALL_TYPES)) expect(check(type)).toBeUndefined();
  expect(check(t.intervalDayTime('DAY'))).toMatch(/^column 'c' holds INTERVAL/);
  expect(check(t.array(t.VARIANT))).toBe("column 'c' holds VARIANT, which Parquet files cannot hold");
  expect(check(t.map(t.STRING, t.row([])))).toMatch(/^column 'c' holds ROW/);
  expect(check(t.row([{ name: 'f', type: t.BITMAP }]))).toMatch(/holds BITMAP/);
});

describe('columns are found by name', () => {
  const schema = columnsOf({
    a: t.INT,
    b: t.STRING,
    r: t.row([
      { name: 'Inner', type: t.INT },
      { name: 'other', type: t.STRING },
    ]),
  });
  const rows: Row[] = [
    [1, 'x', [10, 'p']],
    [2, null, null],
    [null, 'z', [null, 'q']],
  ];

  test('in any order, and those that the file does not have are NULL', async () => {
    const bytes = await writeRows(schema, rows);
    const wanted = columnsOf({ missing: t.map(t.STRING, t.timestamp(3)), b: t.STRING, a: t.INT, A: t.INT });
    expect(await readRows(bytes, wanted)).toEqual(rows.map(([a, b]) => [null, b, a, null]));
  });

  test('fields of rows too, in any case, some of them', async () => {
    const bytes = await writeRows(schema, rows);
    const inner = t.row([
      { name: 'nothing', type: t.DOUBLE },
      { name: 'inner', type: t.INT },
    ]);
    expect(await readRows(bytes, columnsOf({ r: inner }))).toEqual([[[null, 10]], [null], [[null, null]]]);
    const none = t.row([{ name: 'nothing', type: t.DOUBLE }]);
    expect(await readRows(bytes, columnsOf({ r: none }))).toEqual([[[null]], [null], [[null]]]);
  });

  test('a column that is NOT NULL must be there', async () => {
    const bytes = await writeRows(schema, rows);
    await expect(readRows(bytes, columnsOf({ gone: t.notNull(t.INT) }), { path: 'dir/f.parquet' })).rejects.toThrow(
      "file dir/f.parquet: column 'gone' is NOT NULL, but the file does not have it",
    );
  });

  test('no column at all still counts rows', async () => {
    expect(await readRows(await writeRows(schema, rows), [])).toEqual([[], [], []]);
  });
});

describe('what lies under a path', () => {
  const path = (name: string, steps: string[], type: SqlType): ProducedColumn => ({
    name,
    type,
    from: { kind: 'physical', path: steps },
  });
  const pair = t.row([
    { name: 'k', type: t.INT },
    { name: 'm', type: t.map(t.notNull(t.STRING), t.DOUBLE) },
  ]);
  const schema = columnsOf({ m: t.map(t.notNull(t.STRING), t.STRING), n: t.map(t.notNull(t.STRING), pair), r: pair });
  const rows: Row[] = [
    [
      { keys: ['a', 'b'], values: ['1', null] },
      { keys: ['x'], values: [[7, { keys: ['y'], values: [2.5] }]] },
      [1, { keys: ['z'], values: [0.5] }],
    ],
    [{ keys: ['b', 'a'], values: ['2', '3'] }, { keys: [], values: [] }, [2, null]],
    [null, null, null],
    [{ keys: [], values: [] }, { keys: ['x', 'w'], values: [null, [8, null]] }, [null, { keys: [], values: [] }]],
  ];
  const wanted = [
    path('m', ['a'], t.STRING),
    path('m', ['nothing'], t.STRING),
    path('n', ['x', 'k'], t.INT),
    path('n', ['x', 'm', 'y'], t.DOUBLE),
    path('n', ['w'], pair),
    path('r', ['k'], t.INT),
    path('r', ['m'], t.map(t.notNull(t.STRING), t.DOUBLE)),
    path('r', ['m', 'z'], t.DOUBLE),
    path('r', ['gone', 'far'], t.DOUBLE),
    path('absent', ['a'], t.STRING),
  ];

  test.each(['1', '2', '100'])('in batches of %s', async (size) => {
    const bytes = await writeRows(schema, rows, { options: { 'page.row.count.limit': '3' } });
    expect(await readRows(bytes, wanted, { options: { 'batch-size': size } })).toEqual([
      ['1', null, 7, 2.5, null, 1, { keys: ['z'], values: [0.5] }, 0.5, null, null],
      ['3', null, null, null, null, 2, null, null, null, null],
      [null, null, null, null, null, null, null, null, null, null],
      [null, null, null, null, [8, null], null, { keys: [], values: [] }, null, null, null],
    ]);
  });
});

describe('types', () => {
  const wider: [SqlType, SqlType, Row[number], Row[number]][] = [
    [t.INT, t.BIGINT, -5, -5n],
    [t.SMALLINT, t.INT, 7, 7],
    [t.INT, t.TINYINT, 100, 100],
    [t.FLOAT, t.DOUBLE, 0.5, 0.5],
    [t.decimal(5, 2), t.decimal(20, 2), 123n, 123n],
    [t.decimal(38, 2), t.decimal(5, 2), -99999n, -99999n],
    [t.STRING, t.BYTES, 'ab', new Uint8Array([97, 98])],
    [t.BYTES, t.STRING, new Uint8Array([97, 98]), 'ab'],
    [t.timestamp(9), t.timestampLtz(3), { millis: 1, nanos: 2 }, { millis: 1, nanos: 2 }],
  ];

  test.each(wider)('%o is read as %o', async (from, to, value, expected) => {
    expect(await readRows(await writeRows(one(from), [[value], [null]]), one(to))).toEqual([[expected], [null]]);
  });

  const wrong: [SqlType, SqlType, string][] = [
    [t.BIGINT, t.INT, "column 'c' is INT64, which cannot be read as INT"],
    [t.STRING, t.INT, "column 'c' is BYTE_ARRAY (STRING), which cannot be read as INT"],
    [
      t.decimal(5, 2),
      t.decimal(5, 3),
      "column 'c' is FIXED_LEN_BYTE_ARRAY (DECIMAL(5, 2)), which cannot be read as DECIMAL(5, 3)",
    ],
    [t.TINYINT, t.STRING, "column 'c' is INT32 (INT8), which cannot be read as STRING"],
    [t.INT, t.array(t.INT), "column 'c' is INT32, which cannot be read as ARRAY<INT>"],
    [t.array(t.INT), t.map(t.INT, t.INT), "column 'c' is a group (LIST), which cannot be read as MAP<INT, INT>"],
    [t.array(t.INT), t.array(t.STRING), "column 'c.list.element' is INT32, which cannot be read as STRING"],
    [t.map(t.STRING, t.INT), t.array(t.INT), "column 'c.key_value' is a repeated group, which cannot be read as INT"],
    [t.row([{ name: 'f', type: t.INT }]), t.INT, "column 'c' is a group, which cannot be read as INT"],
    [t.BIGINT, t.timestamp(3), "column 'c' is INT64, which cannot be read as TIMESTAMP(3)"],
  ];

  test.each(wrong)('%o is not read as %o', async (from, to, message) => {
    const bytes = await writeRows(one(from), []);
    await expect(readRows(bytes, one(to), { path: 'a.parquet' })).rejects.toThrow(`file a.parquet: ${message}`);
  });

  test('values that do not fit are errors', async () => {
    await expect(readRows(await writeRows(one(t.INT), [[300]]), one(t.TINYINT))).rejects.toThrow(
      "file memory.parquet: column 'c': it holds 300, expected -128 to 127",
    );
    await expect(readRows(await writeRows(one(t.decimal(9, 2)), [[100000n]]), one(t.decimal(5, 2)))).rejects.toThrow(
      "column 'c': it holds a decimal of more than 5 digits",
    );
  });
});

/** A footer with another schema and other paths of the columns, which have the same levels. */
const withSchema =
  (schema: SchemaElement[], paths: string[]) =>
  (metadata: FileMetadata): FileMetadata => ({
    ...metadata,
    schema: [metadata.schema[0]!, ...schema],
    rowGroups: metadata.rowGroups.map((group) => ({
      ...group,
      columns: group.columns.map((chunk, i) => ({ ...chunk, path: paths[i]!.split('.') })),
    })),
  });

describe('layouts of older writers', () => {
  const int = (name: string, repetition: 'REQUIRED' | 'REPEATED' | 'OPTIONAL'): SchemaElement => ({
    name,
    repetition,
    type: 'INT32',
  });
  const group = (
    name: string,
    repetition: 'REQUIRED' | 'REPEATED' | 'OPTIONAL',
    children: number,
    kind?: 'LIST' | 'MAP' | 'MAP_KEY_VALUE',
  ): SchemaElement => ({
    name,
    repetition,
    children,
    ...(kind && { logical: { kind } }),
  });
  const required = t.notNull(t.array(t.notNull(t.INT)));
  const optional = t.array(t.notNull(t.INT));
  const rows: Row[] = [[[1, 2]], [[]], [[3]]];

  test('a repeated field alone', async () => {
    const bytes = await withMetadata(await writeRows(one(required), rows), withSchema([int('c', 'REPEATED')], ['c']));
    expect(await readRows(bytes, one(required))).toEqual(rows);
  });

  test('lists of two levels', async () => {
    const values: Row[] = [...rows, [null]];
    const schema = [group('c', 'OPTIONAL', 1, 'LIST'), int('array', 'REPEATED')];
    const bytes = await withMetadata(await writeRows(one(optional), values), withSchema(schema, ['c.array']));
    expect(await readRows(bytes, one(optional))).toEqual(values);
  });

  test.each(['array', 'c_tuple'])('lists of rows named %s', async (name) => {
    const rowType = t.notNull(t.row([{ name: 'x', type: t.notNull(t.INT) }]));
    const values: Row[] = [[[[1], [2]]], [null], [[]]];
    const schema = [group('c', 'OPTIONAL', 1, 'LIST'), group(name, 'REPEATED', 1), int('x', 'REQUIRED')];
    const bytes = await withMetadata(
      await writeRows(one(t.array(rowType)), values),
      withSchema(schema, [`c.${name}.x`]),
    );
    expect(await readRows(bytes, one(t.array(rowType)))).toEqual(values);
  });

  test('lists of rows of several fields without a level between', async () => {
    const rowType = t.notNull(
      t.row([
        { name: 'x', type: t.notNull(t.INT) },
        { name: 'y', type: t.notNull(t.INT) },
      ]),
    );
    const values: Row[] = [
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      [null],
      [[]],
    ];
    const schema = [
      group('c', 'OPTIONAL', 1, 'LIST'),
      group('bag', 'REPEATED', 2),
      int('x', 'REQUIRED'),
      int('y', 'REQUIRED'),
    ];
    const bytes = await withMetadata(
      await writeRows(one(t.array(rowType)), values),
      withSchema(schema, ['c.bag.x', 'c.bag.y']),
    );
    expect(await readRows(bytes, one(t.array(rowType)))).toEqual(values);
  });

  test('three levels by other names', async () => {
    const values: Row[] = [[[1, null]], [null]];
    const schema = [group('c', 'OPTIONAL', 1, 'LIST'), group('bag', 'REPEATED', 1), int('array_element', 'OPTIONAL')];
    const bytes = await withMetadata(
      await writeRows(one(t.array(t.INT)), values),
      withSchema(schema, ['c.bag.array_element']),
    );
    expect(await readRows(bytes, one(t.array(t.INT)))).toEqual(values);
  });

  test.each(['MAP_KEY_VALUE', 'MAP', undefined] as const)('maps marked %s', async (kind) => {
    const type = t.map(t.notNull(t.INT), t.INT);
    const values: Row[] = [[{ keys: [1, 2], values: [null, 5] }], [null], [{ keys: [], values: [] }]];
    const schema = [
      group('c', 'OPTIONAL', 1, kind),
      group('map', 'REPEATED', 2),
      int('key', 'REQUIRED'),
      int('num', 'OPTIONAL'),
    ];
    const bytes = await withMetadata(
      await writeRows(one(type), values),
      withSchema(schema, ['c.map.key', 'c.map.num']),
    );
    expect(await readRows(bytes, one(type))).toEqual(values);
  });
});
