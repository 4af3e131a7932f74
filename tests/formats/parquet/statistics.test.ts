import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStruct } from '../../../src/connectors/formats/parquet/format/thrift-read.ts';
import { readFooter } from '../../../src/connectors/formats/parquet/read/file.ts';
import { truncatedMax, truncatedMin } from '../../../src/connectors/formats/parquet/write/statistics.ts';
import type { SqlType } from '../../../src/sql/types/type.ts';
import * as t from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import { sourceOf, writeRows } from './support.ts';

interface Statistics {
  readonly nulls: number;
  readonly min?: string;
  readonly max?: string;
  readonly exact?: readonly boolean[];
}

/** The statistics of the only column of the first row group, as the footer's bytes have them. */
async function statisticsOf(
  type: SqlType,
  values: readonly Value[],
  options: Record<string, string> = {},
): Promise<Statistics | undefined> {
  const bytes = await writeRows(
    [{ name: 'c', type }],
    values.map((value) => [value]),
    { options },
  );
  const end = bytes.length - 8;
  type Struct = ReadonlyMap<number, unknown>;
  const root: Struct = readStruct(bytes.subarray(end - bytes.readUInt32LE(end), end)).value;
  const group = (root.get(4) as Struct[])[0]!;
  const chunk = (group.get(1) as Struct[])[0]!.get(3) as Struct;
  const statistics = chunk.get(12) as Struct | undefined;
  if (!statistics) return undefined;
  const hex = (field: number) => Buffer.from(statistics.get(field) as Uint8Array).toString('hex');
  return {
    nulls: statistics.get(3) as number,
    ...(statistics.has(6) && {
      min: hex(6),
      max: hex(5),
      exact: [statistics.get(8) as boolean, statistics.get(7) as boolean],
    }),
  };
}

const EXACT = [true, true];
const le = (value: number | bigint, bytes: number) =>
  Buffer.from(
    BigInt.asUintN(bytes * 8, BigInt(value))
      .toString(16)
      .padStart(bytes * 2, '0'),
    'hex',
  )
    .reverse()
    .toString('hex');
const f64 = (value: number) => Buffer.from(Float64Array.of(value).buffer).toString('hex');

describe.each(['true', 'false'])('statistics, with a dictionary: %s', (dictionary) => {
  const of = (type: SqlType, values: readonly Value[]) =>
    statisticsOf(type, [...values, ...values, ...values, ...values], {
      'enable.dictionary': dictionary,
      'page.row.count.limit': '3',
    });

  test.each<[string, SqlType, Value[], string, string]>([
    ['integers by their sign', t.INT, [5, -3, 100, null], le(-3, 4), le(100, 4)],
    ['64-bit integers', t.BIGINT, [2n ** 60n, -1n, -(2n ** 62n)], le(-(2n ** 62n), 8), le(2n ** 60n, 8)],
    ['booleans', t.BOOLEAN, [true, true], '01', '01'],
    ['doubles without NaN', t.DOUBLE, [Number.NaN, -2.5, 1e300, Number.NaN], f64(-2.5), f64(1e300)],
    ['zeros of both signs', t.DOUBLE, [0, 0], f64(-0), f64(0)],
    ['a negative zero as the largest', t.DOUBLE, [-0, -1], f64(-1), f64(0)],
    ['decimals by their sign', t.decimal(10, 2), [-1n, 5n, -300n], 'fffffffed4', '0000000005'],
    ['strings as unsigned bytes', t.STRING, ['b', 'a', 'é', 'z'], '61', 'c3a9'],
    ['an empty string', t.STRING, ['', 'a'], '', '61'],
    ['dates', t.DATE, [-5, 20000], le(-5, 4), le(20000, 4)],
  ])('%s', async (_, type, values, min, max) => {
    const nulls = 4 * values.filter((value) => value === null).length;
    expect(await of(type, values)).toEqual({ nulls, min, max, exact: EXACT });
  });

  test('nothing where there is no order or no value', async () => {
    expect(await of(t.timestamp(3), [{ millis: 0, nanos: 0 }, null])).toEqual({ nulls: 4 });
    expect(await of(t.STRING, [null, null])).toEqual({ nulls: 8 });
    expect(await of(t.DOUBLE, [Number.NaN])).toEqual({ nulls: 0 });
    expect(await of(t.array(t.INT), [[], null, [null]])).toEqual({ nulls: 12 });
  });

  test('long strings are cut to bounds', async () => {
    const long = (last: string) => 'x'.repeat(63) + last;
    expect(await of(t.STRING, [long('é!'), long('éz')])).toEqual({
      nulls: 0,
      min: Buffer.from('x'.repeat(63)).toString('hex'),
      max: Buffer.from(`${'x'.repeat(62)}y`).toString('hex'),
      exact: [false, false],
    });
    expect(await of(t.BYTES, [Buffer.alloc(100, 0xff)])).toEqual({
      nulls: 0,
      min: 'ff'.repeat(64),
      max: 'ff'.repeat(100),
      exact: [false, true],
    });
  });
});

test('statistics can be left out, and strings cut elsewhere', async () => {
  expect(await statisticsOf(t.INT, [1], { 'column.statistics.enabled': 'false' })).toBeUndefined();
  expect(await statisticsOf(t.STRING, ['hello'], { 'statistics.truncate.length': '2' })).toMatchObject({
    min: Buffer.from('he').toString('hex'),
    max: Buffer.from('hf').toString('hex'),
  });
});

test('truncated bounds hold, are short, and text stays text', () => {
  const special = fc.constantFrom('\u{10ffff}', '\ud7ff', '\uffff', '\u007f', '\u07ff', 'a');
  const text = fc
    .array(fc.oneof(special, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 12 })
    .map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(text, fc.uint8Array({ maxLength: 20 })), fc.integer({ min: 1, max: 10 }), (value, limit) => {
      const isText = isUtf8(value);
      const [min, max] = [truncatedMin(value, limit, isText), truncatedMax(value, limit, isText)];
      expect(Buffer.compare(min, value)).toBeLessThanOrEqual(0);
      expect(Buffer.compare(max, value)).toBeGreaterThanOrEqual(0);
      expect(min.length).toBeLessThanOrEqual(limit);
      if (isText) expect([isUtf8(min), isUtf8(max)]).toEqual([true, true]);
      if (max.length > limit) expect(max).toEqual(value);
    }),
    { numRuns: 2000 },
  );
});

test('row groups and their columns say where they are and how large', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => [i, `text ${i % 7}`]);
  const schema = [
    { name: 'n', type: t.INT },
    { name: 's', type: t.STRING },
  ];
  const bytes = await writeRows(schema, rows, { options: { 'block.size': '800' }, batchRows: 50 });
  const { rowGroups, rowCount } = await readFooter(sourceOf(bytes));
  expect(rowCount).toBe(300);
  expect(rowGroups.length).toBeGreaterThan(2);
  let offset = 4;
  for (const { columns } of rowGroups)
    for (const chunk of columns) {
      expect(chunk.dictionaryPageOffset ?? chunk.dataPageOffset).toBe(offset);
      offset += chunk.compressedBytes;
    }
});
