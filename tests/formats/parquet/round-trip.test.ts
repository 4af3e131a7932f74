import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WRITABLE_CODECS } from '../../../src/connectors/formats/parquet/write/compress.ts';
import type { OutputColumn } from '../../../src/planner/physical/plan.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import type { SqlType } from '../../../src/sql/types/type.ts';
import * as t from '../../../src/sql/types/type.ts';
import { ALL_TYPES, columnsOf, rowArbitrary, SIMPLE_TYPES, sampleRows } from './columns.ts';
import { batchOf, contextOf, memorySink, openWriters, type Row, readRows, worker, writeRows } from './support.ts';

const columns = columnsOf(ALL_TYPES);

describe.each(['wasm', 'typescript'] as const)('written by %s kernels', (implementation) => {
  test.each(WRITABLE_CODECS)('every type comes back, compressed as %s', async (codec) => {
    const rows = sampleRows(columns, 150);
    const at = worker(implementation);
    const bytes = await writeRows(columns, rows, { options: { compression: codec }, worker: at });
    expect(await readRows(bytes, columns, { worker: at })).toEqual(rows);
  });
});

const simple = fc.constantFrom(...Object.values(SIMPLE_TYPES));
const nullable = (type: fc.Arbitrary<SqlType>) =>
  fc.tuple(type, fc.boolean()).map(([of, is]) => t.withNullable(of, is));
const keys = fc.constantFrom<SqlType>(t.STRING, t.INT, t.BIGINT, t.decimal(12, 3)).map((type) => t.notNull(type));

const { type: anyType } = fc.letrec<{ type: SqlType }>((tie) => ({
  type: nullable(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      simple,
      tie('type').map((element) => t.array(element)),
      fc.tuple(keys, tie('type')).map(([key, value]) => t.map(key, value)),
      keys.map((element) => t.multiset(element)),
      fc
        .array(tie('type'), { minLength: 1, maxLength: 3 })
        .map((fields) => t.row(fields.map((type, i) => ({ name: `f${i}`, type })))),
    ),
  ),
}));

const anyOptions: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    compression: fc.constantFrom(...WRITABLE_CODECS),
    'block.size': fc.constantFrom('1', '500', '10000'),
    'page.size': fc.constantFrom('1', '64', '1000'),
    'page.row.count.limit': fc.constantFrom('1', '3', '50'),
    'dictionary.page.size': fc.constantFrom('1', '40', '1000'),
    'enable.dictionary': fc.constantFrom('true', 'false'),
    'batch-size': fc.constantFrom('1', '7', '100'),
  },
  { requiredKeys: [] },
);

/** A schema, rows for it (some of them many times, for dictionaries), how to write them and how to cut them into batches. */
const job = fc
  .array(anyType, { minLength: 1, maxLength: 4 })
  .map((types) => types.map((type, i): OutputColumn => ({ name: `c${i}`, type })))
  .chain((schema) =>
    fc.record({
      schema: fc.constant(schema),
      rows: fc
        .tuple(fc.array(rowArbitrary(schema), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(11), { maxLength: 80 }))
        .map(([distinct, picks]) => [...distinct, ...picks.map((pick) => distinct[pick % distinct.length]!)]),
      options: anyOptions,
      batchRows: fc.constantFrom(1, 3, 1000),
      skip: fc.nat(100),
    }),
  );

test('random schemas and rows come back, however they are cut into batches, pages and row groups', async () => {
  const at = worker('wasm', 16 << 20);
  const twin = worker('typescript', 16 << 20);
  await fc.assert(
    fc.asyncProperty(job, async ({ schema, rows, options, batchRows, skip }) => {
      const bytes = await writeRows(schema, rows, { options, batchRows, worker: at });
      expect(await readRows(bytes, schema, { options, worker: at })).toEqual(rows);
      const skipped = Math.min(skip, rows.length);
      expect(await readRows(bytes, schema, { options, worker: at, skip: skipped })).toEqual(rows.slice(skipped));
      const same = await writeRows(schema, rows, { options, batchRows, worker: twin });
      expect(same.equals(bytes)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('parts of batches are taken row by row, and by two files in turns', async () => {
  const at = worker('wasm', 32 << 20);
  const rows = sampleRows(columns, 60, 3);
  const factory = await openWriters(at, columns, { 'page.row.count.limit': '9' });
  const sinks = [memorySink(), memorySink()] as const;
  const writers = sinks.map((sink) => factory.create(sink));
  const arena = new Arena(at.memory);
  const batch = batchOf(arena, columns, rows);
  rows.forEach((_, row) => {
    writers[row % 2]!.append(batch, row, row + 1);
  });
  for (const writer of writers) writer.finish();
  for (const [turn, sink] of sinks.entries())
    expect(await readRows(sink.bytes(), columns, { worker: at })).toEqual(rows.filter((_, row) => row % 2 === turn));
});

test('memory comes back when a file is finished or abandoned', async () => {
  const at = worker('wasm', 32 << 20);
  const free = () => {
    const all = at.memory.allocate(at.memory.limitBytes - (1 << 20) - 64);
    at.memory.release(all);
    return true;
  };
  const rows = sampleRows(columns, 200);
  const factory = await openWriters(at, columns);
  const arena = new Arena(at.memory);
  const [finished, abandoned, empty] = [memorySink(), memorySink(), memorySink()].map((sink) => factory.create(sink));
  const batch = batchOf(arena, columns, rows);
  finished!.append(batch, 0, 200);
  abandoned!.append(batch, 0, 200);
  expect(free).toThrow('batch memory');
  finished!.finish();
  abandoned!.abandon();
  abandoned!.abandon();
  empty!.finish();
  arena.dispose();
  expect(free()).toBe(true);
});

test('a row that is larger than a page, a dictionary and all first rooms', async () => {
  const large = 'x'.repeat(3 << 20);
  const schema = columnsOf({ s: t.STRING, m: t.map(t.notNull(t.STRING), t.STRING) });
  const rows: Row[] = [
    ['small', { keys: ['a'], values: [large] }],
    [large, { keys: ['a', large], values: [null, 'b'] }],
    [null, null],
    [large, { keys: [], values: [] }],
  ];
  const bytes = await writeRows(schema, rows);
  expect(await readRows(bytes, schema)).toEqual(rows);
});

test('the estimate of a file that is being written grows with its rows and is near what it becomes', async () => {
  const at = worker();
  const schema = columnsOf({ id: t.BIGINT, text: t.STRING });
  const factory = await openWriters(at, schema, { 'page.row.count.limit': '500' });
  const sink = memorySink();
  const writer = factory.create(sink);
  const arena = new Arena(at.memory);
  const estimates = [writer.estimatedBytes];
  for (let part = 0; part < 20; part++) {
    const rows = Array.from(
      { length: 200 },
      (_, i): Row => [BigInt(part * 200 + i), `row ${part * 200 + i} of the table`],
    );
    arena.reset();
    writer.append(batchOf(arena, schema, rows), 0, 200);
    estimates.push(writer.estimatedBytes);
  }
  for (const [i, estimate] of estimates.slice(1).entries()) expect(estimate).toBeGreaterThan(estimates[i]! * 0.8);
  expect(estimates[1]).toBeGreaterThan(1024);
  const last = estimates.at(-1)!;
  writer.finish();
  expect(writer.estimatedBytes).toBe(sink.bytesWritten);
  expect(sink.bytesWritten / last).toBeGreaterThan(0.5);
  expect(sink.bytesWritten / last).toBeLessThan(2);
});

test('files that hold too much together write row groups early', async () => {
  const at = worker('wasm', 512 << 20);
  const schema = columnsOf({ s: t.STRING });
  const sinks = [memorySink(), memorySink()] as const;
  const factory = await openWriters(at, schema, { compression: 'UNCOMPRESSED', 'enable.dictionary': 'false' });
  const writers = sinks.map((sink) => factory.create(sink));
  const arena = new Arena(at.memory);
  const batch = batchOf(
    arena,
    schema,
    Array.from({ length: 64 }, (_, i): Row => [String(i).repeat(1 << 14)]),
  );
  let most = 0;
  for (let round = 0; round < 90; round++)
    for (const [i, writer] of writers.entries()) {
      writer.append(batch, 0, 64);
      most = Math.max(
        most,
        writers.reduce((sum, it, k) => sum + it.estimatedBytes - sinks[k]!.bytesWritten, 0),
      );
      if (i === 1) expect(sinks[0].bytesWritten).toBeGreaterThan(0);
    }
  expect(most).toBeLessThan(70 << 20);
  for (const sink of sinks) expect(sink.bytesWritten).toBeGreaterThan(32 << 20);
  for (const writer of writers) writer.abandon();
});

test('a NULL where the schema allows none is an error that names the column', async () => {
  const cases: [SqlType, Row[number], string][] = [
    [t.notNull(t.INT), null, "column 'c' is NULL, but its type is NOT NULL"],
    [t.notNull(t.array(t.INT)), null, "column 'c' is NULL, but its type is NOT NULL"],
    [t.notNull(t.row([{ name: 'f', type: t.INT }])), null, "column 'c' is NULL, but its type is NOT NULL"],
    [t.array(t.notNull(t.STRING)), [null], "column 'c.list.element' is NULL, but its type is NOT NULL"],
    [t.map(t.STRING, t.INT), { keys: [null], values: [1] }, "a key of map 'c' is NULL, which Parquet has no place for"],
  ];
  for (const [type, value, message] of cases) {
    const at = worker();
    const writer = (await openWriters(at, [{ name: 'c', type }])).create(memorySink());
    const batch = batchOf(new Arena(at.memory), [{ name: 'c', type }], [[value]]);
    expect(() => writer.append(batch, 0, 1)).toThrow(message);
    writer.abandon();
  }
});

test('timestamps that 64 bits of nanoseconds cannot hold are refused', async () => {
  const schema = columnsOf({ c: t.timestamp(9) });
  const options = { 'write.int64.timestamp': 'true', 'timestamp.time.unit': 'nanos' };
  const rows: Row[] = [[{ millis: Date.UTC(2300, 0), nanos: 0 }]];
  await expect(writeRows(schema, rows, { options })).rejects.toThrow(
    "a timestamp of column 'c' does not fit 64 bits in nanos since 1970",
  );
  expect(contextOf(worker(), options).formatOptions.string('timestamp.time.unit')).toBe('nanos');
});
