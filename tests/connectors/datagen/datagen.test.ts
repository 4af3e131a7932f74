import { describe, expect, test } from 'vitest';
import { datagen } from '../../../src/connectors/datagen/connector.ts';
import { Pace } from '../../../src/connectors/datagen/pace.ts';
import { planFields } from '../../../src/connectors/datagen/plan-fields.ts';
import { readOptions } from '../../../src/connectors/options.ts';
import type { OutputColumn } from '../../../src/planner/physical/plan.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import * as T from '../../../src/sql/types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../../src/sql/types/value.ts';
import { physical, readRows, rowText, testHost, testJob } from '../../harness/connector-context.ts';
import { entrySuite } from '../../harness/connector-suite.ts';
import { sourceSuite } from '../../harness/source-suite.ts';

entrySuite(datagen);

const FAST = { 'rows-per-second': '1000000000' };

const sequence = (name: string, start: number, end: number) => ({
  [`fields.${name}.kind`]: 'sequence',
  [`fields.${name}.start`]: String(start),
  [`fields.${name}.end`]: String(end),
});

const columns = (types: Readonly<Record<string, T.SqlType>>): readonly OutputColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

/** Reads a bounded table to its end, with one subtask. */
async function read(
  types: Readonly<Record<string, T.SqlType>>,
  options: Readonly<Record<string, string>>,
  only?: readonly string[],
): Promise<readonly (readonly Value[])[]> {
  const job = testJob(testHost(7));
  const table = { connector: datagen, options: { ...FAST, ...options }, columns: columns(types) };
  const implementation = await datagen.source!();
  const enumerator = await implementation.openEnumerator(job.context(table));
  const produced = physical(table.columns.filter(({ name }) => only === undefined || only.includes(name)));
  const reader = await implementation.openReader(job.context(table), produced);
  reader.assign(await enumerator.discover(new Map()));
  const arena = new Arena(job.memory);
  const rows: (readonly Value[])[] = [];
  for (let batch = await reader.poll(arena, 10); batch !== 'end'; batch = await reader.poll(arena, 10)) {
    if (batch) rows.push(...readRows(job.memory, produced, batch));
    arena.reset();
  }
  return rows;
}

const column = (rows: readonly (readonly Value[])[], index = 0) => rows.map((row) => row[index]!);
const numbers = (rows: readonly (readonly Value[])[], index = 0) => column(rows, index).map(Number);

sourceSuite(() => {
  const name = 'sequences of all types';
  const types = { a: T.BIGINT, b: T.STRING, c: T.decimal(20, 3), d: T.DOUBLE, e: T.BYTES, f: T.INT };
  const fields = Object.keys(types).map((key) => sequence(key, -3, 300));
  const options = Object.assign({ 'rows-per-second': '1000' }, ...fields);
  const rows = Array.from({ length: 304 }, (_, i) => {
    const value = BigInt(i - 3);
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(value);
    return rowText([value, String(value), value * 1000n, Number(value), new Uint8Array(bytes), Number(value)]);
  });
  const table = { connector: datagen, columns: columns(types), options };
  const few = { ...options, 'number-of-rows': '5' };
  return [
    { name, table, rows },
    { name: 'fewer rows than splits', table: { ...table, options: few }, rows: rows.slice(0, 5) },
    { name: 'one split', table: { ...table, options: { ...options, 'scan.parallelism': '1' } }, rows },
    { name: 'no rows', table: { ...table, options: { ...few, 'number-of-rows': '0' } }, rows: [] },
  ];
});

describe('sequences', () => {
  test('come in order', async () => {
    const rows = await read({ id: T.INT }, sequence('id', 1, 20_000));
    expect(numbers(rows)).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
  });

  test('the shortest one ends the table', async () => {
    const options = { ...sequence('a', 1, 10), ...sequence('b', 5, 7), 'number-of-rows': '100' };
    expect(await read({ a: T.INT, b: T.INT }, options)).toEqual([
      [1, 5],
      [2, 6],
      [3, 7],
    ]);
  });

  test('beyond 2^53 every value is exact', async () => {
    const options = {
      'fields.a.kind': 'sequence',
      'fields.a.start': '9223372036854775800',
      'fields.a.end': '9223372036854775807',
    };
    expect(column(await read({ a: T.BIGINT }, options))).toEqual(
      Array.from({ length: 8 }, (_, i) => 9223372036854775800n + BigInt(i)),
    );
  });
});

describe('random values', () => {
  const rows = { 'number-of-rows': '3000' };

  test('numbers stay within their bounds and reach them', async () => {
    const options = {
      ...rows,
      'fields.i.min': '-2',
      'fields.i.max': '3',
      'fields.l.min': '5000000000',
      'fields.l.max': '5000000003',
    };
    const found = await read({ i: T.INT, l: T.BIGINT }, options);
    expect([...new Set(numbers(found))].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    expect([...new Set(numbers(found, 1))].sort()).toEqual([5000000000, 5000000001, 5000000002, 5000000003]);
  });

  test.each([
    [T.TINYINT, -128, 127],
    [T.SMALLINT, -32768, 32767],
    [T.INT, -2147483648, 2147483647],
    [T.FLOAT, 0, 3.4028234663852886e38],
    [T.DOUBLE, 0, Number.MAX_VALUE],
    [T.intervalYearMonth('YEAR'), 0, 120000],
  ] as const)('%o uses its whole range from %d to %d', async (type, min, max) => {
    const found = numbers(await read({ x: type }, rows));
    const [least, most] = [Math.min(...found), Math.max(...found)];
    expect(least).toBeGreaterThanOrEqual(min);
    expect(most).toBeLessThanOrEqual(max);
    expect(least / 2).toBeLessThan(min / 2 + (max / 2 - min / 2) * 0.02);
    expect(most / 2).toBeGreaterThan(max / 2 - (max / 2 - min / 2) * 0.02);
    expect(new Set(found).size).toBeGreaterThan(200);
  });

  test('BIGINT and large decimals use their whole range', async () => {
    const found = await read(
      { l: T.BIGINT, d: T.decimal(38, 5), s: T.decimal(5, 2) },
      { ...rows, 'fields.s.min': '-1.5', 'fields.s.max': '2.25' },
    );
    const longs = column(found) as bigint[];
    expect(longs.some((value) => value < -(2n ** 62n)) && longs.some((value) => value > 2n ** 62n)).toBe(true);
    const decimals = column(found, 1) as bigint[];
    expect(decimals.every((value) => value >= 0n && value < 10n ** 38n)).toBe(true);
    expect(decimals.some((value) => value > 9n * 10n ** 37n)).toBe(true);
    const small = column(found, 2) as bigint[];
    expect(small.every((value) => value >= -150n && value <= 225n)).toBe(true);
    expect(small).toContain(-1n);
  });

  test('strings are hexadecimal digits, bytes anything', async () => {
    const found = await read(
      { c: T.char(7), v: T.varchar(9), s: T.STRING, y: T.binary(3), z: T.BYTES },
      { ...rows, 'fields.s.length': '5', 'fields.z.length': '4', 'fields.z.var-len': 'true' },
    );
    for (const [c, v, s, y, z] of found) {
      expect(c).toMatch(/^[0-9a-f]{7}$/);
      expect(v).toMatch(/^[0-9a-f]{9}$/);
      expect(s).toMatch(/^[0-9a-f]{5}$/);
      expect(y).toHaveLength(3);
      expect([1, 2, 3]).toContain((z as Uint8Array).length);
    }
    expect(new Set(column(found, 2)).size).toBeGreaterThan(2900);
    expect(String((await read({ s: T.STRING }, { 'number-of-rows': '1' }))[0]![0])).toHaveLength(100);
  });

  test('nulls come at their rate', async () => {
    const types = {
      b: T.BOOLEAN,
      s: T.STRING,
      t: T.timestamp(3),
      a: T.array(T.INT),
      r: T.row([{ name: 'x', type: T.INT }]),
    };
    const rates = Object.fromEntries(Object.keys(types).map((name) => [`fields.${name}.null-rate`, '0.3']));
    const found = await read(types, { ...rows, ...rates, 'fields.r.x.null-rate': '1' });
    for (const index of Object.keys(types).keys()) {
      const nulls = column(found, index).filter((value) => value === null).length;
      expect(nulls).toBeGreaterThan(750);
      expect(nulls).toBeLessThan(1050);
    }
    expect(column(found, 4).every((value) => value === null || (value as Value[])[0] === null)).toBe(true);
  });

  test('times are those of the clock', async () => {
    const found = await read(
      { d: T.DATE, h: T.time(0), n: T.timestamp(3), p: T.timestampLtz(3) },
      { ...rows, 'fields.p.max-past': '1 min' },
    );
    const now = Date.UTC(2026, 10, 21, 6, 30, 15, 250);
    for (const [d, h, n, p] of found) {
      expect(d).toBe(Math.floor(now / 86_400_000));
      expect(h as number).toBeGreaterThanOrEqual(now % 86_400_000);
      expect((n as TimestampValue).millis).toBeGreaterThanOrEqual(now);
      expect((p as TimestampValue).millis).toBeGreaterThan(now - 60_001);
    }
    const past = column(found, 3).map((value) => (value as TimestampValue).millis);
    expect(Math.min(...past)).toBeLessThan(now - 55_000);
  });

  test('collections have their length, maps no key twice', async () => {
    const types = {
      a: T.array(T.STRING),
      m: T.map(T.INT, T.BOOLEAN),
      s: T.multiset(T.STRING),
      n: T.array(T.array(T.INT)),
    };
    const options = {
      'fields.a.length': '4',
      'fields.a.element.length': '2',
      'fields.m.key.min': '0',
      'fields.m.key.max': '3',
    };
    for (const [a, m, s, n] of await read(types, { ...rows, ...options })) {
      expect(a).toHaveLength(4);
      expect((a as string[])[0]).toHaveLength(2);
      const { keys, values } = m as MapValue;
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThan(0);
      expect(values).toHaveLength(keys.length);
      for (const count of (s as MapValue).values) expect(count as number).toBeLessThanOrEqual(10);
      expect((n as Value[][]).flat()).toHaveLength(9);
    }
  });

  test('a row is the same whichever columns are read', async () => {
    const types = { a: T.INT, b: T.STRING, c: T.DOUBLE };
    const all = await read(types, rows);
    expect(column(await read(types, rows, ['c']))).toEqual(column(all, 2));
  });

  test('no columns at all', async () => {
    expect(await read({ a: T.INT }, rows, [])).toHaveLength(3000);
  });
});

describe('options', () => {
  const problems = (types: Readonly<Record<string, T.SqlType>>, raw: Record<string, string>) =>
    planFields(columns(types), raw).problems.map(({ at, message }) => `${at} | ${message}`);

  test.each([
    [{ a: T.INT }, { 'b.min': '1' }, 'fields.b.min', 'unknown option'],
    [{ a: T.INT }, { 'a.length': '1' }, 'fields.a.length', 'unknown option'],
    [{ a: T.INT }, { 'a.kind': 'sequence', 'a.start': '1' }, 'fields.a.end', 'required'],
    [{ a: T.INT }, { 'a.kind': 'sequence', 'a.start': '5', 'a.end': '1' }, 'fields.a.end', 'below the start'],
    [{ a: T.TINYINT }, { 'a.kind': 'sequence', 'a.start': '1', 'a.end': '200' }, 'fields.a.end', 'beyond the type'],
    [
      { a: T.array(T.INT) },
      { 'a.kind': 'sequence', 'a.start': '1', 'a.end': '2' },
      'fields.a.kind',
      "cannot be 'sequence'",
    ],
    [{ a: T.INT }, { 'a.kind': 'ascending' }, 'fields.a.kind', 'one of random, sequence'],
    [{ a: T.INT }, { 'a.min': '1.5' }, 'fields.a.min', 'expected an integer'],
    [{ a: T.INT }, { 'a.min': '2', 'a.max': '1' }, 'fields.a.max', 'below the minimum'],
    [{ a: T.SMALLINT }, { 'a.max': '40000' }, 'fields.a.max', 'beyond the type'],
    [{ a: T.decimal(3, 1) }, { 'a.max': '100' }, 'fields.a.max', 'beyond the type'],
    [{ a: T.char(3) }, { 'a.length': '2' }, 'fields.a.length', 'fixed length'],
    [{ a: T.varchar(3) }, { 'a.length': '4' }, 'fields.a.length', 'longer than the type'],
    [{ a: T.STRING }, { 'a.length': '0' }, 'fields.a.length', 'expected an integer from 1'],
    [{ a: T.INT }, { 'a.null-rate': '2' }, 'fields.a.null-rate', 'from 0 to 1'],
    [{ a: T.notNull(T.INT) }, { 'a.null-rate': '0.5' }, 'fields.a.null-rate', 'NOT NULL'],
    [{ a: T.VARIANT }, {}, 'fields.a.kind', 'VARIANT'],
    [{ a: T.map(T.STRING, T.INT) }, { 'a.key.min': '1' }, 'fields.a.key.min', 'unknown option'],
  ] as const)('%o with %o', (types, raw, at, message) => {
    const found = problems(types, raw);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${at} | `);
    expect(found[0]).toContain(message);
  });

  test.each([
    ['rows-per-second', '0'],
    ['number-of-rows', '-1'],
    ['scan.parallelism', '0'],
  ])('%s = %s is refused', (key, value) => {
    expect(readOptions(datagen.options, { [key]: value }, datagen.rules).problems).toMatchObject([{ at: key }]);
  });

  test.each([
    [{}, false],
    [{ 'number-of-rows': '3' }, true],
    [sequence('a', 1, 2), true],
    [{ 'fields.a.kind': 'random' }, false],
  ])('with %o it is bounded: %s', (raw, bounded) => {
    expect(datagen.bounded!(readOptions(datagen.options, raw).options)).toBe(bounded);
  });
});

describe('pace', () => {
  test.each([1, 7, 100, 5000, 2_000_000])('%i rows a second come evenly', (rate) => {
    let now = 1000;
    const pace = new Pace(rate, now);
    let rows = 0;
    while (now < 11_000) {
      const wait = pace.waitMs(now, 8192);
      now += wait === 0 ? 1 : wait;
      const due = Math.min(8192 * 4, pace.due(now));
      pace.take(due);
      rows += due;
      expect(rows).toBeLessThanOrEqual(((now - 1000) * rate) / 1000 + 1);
    }
    expect(rows).toBeGreaterThan(rate * 9.9);
  });

  test('after a pause at most a second comes at once', () => {
    const pace = new Pace(1000, 0);
    pace.take(pace.due(0));
    expect(pace.due(60_000)).toBe(1000);
    pace.take(1000);
    expect(pace.due(60_000)).toBeLessThanOrEqual(1);
    expect(pace.due(60_010)).toBeLessThanOrEqual(11);
  });
});

test('a reader keeps to the rate of its share', async () => {
  const job = testJob();
  const table = { connector: datagen, options: { 'rows-per-second': '640' }, columns: columns({ a: T.INT }) };
  const implementation = await datagen.source!();
  const splits = await (await implementation.openEnumerator(job.context(table))).discover(new Map());
  const reader = await implementation.openReader(job.context(table), physical(table.columns));
  reader.assign(splits.filter((_, index) => index % 2 === 0));
  const arena = new Arena(job.memory);
  const startMs = job.host.timeMs;
  let rows = 0;
  while (job.host.timeMs < startMs + 5000) {
    const batch = await reader.poll(arena, 50);
    if (batch !== null && batch !== 'end') rows += batch.rowCount;
    arena.reset();
  }
  expect(rows).toBeGreaterThan(1590);
  expect(rows).toBeLessThan(1660);
});
