import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadKernels } from '../../../src/kernels/load.ts';
import { columnBuilder } from '../../../src/runtime/batch/builder.ts';
import { gatherRows } from '../../../src/runtime/batch/gather.ts';
import { Arena, Memory } from '../../../src/runtime/batch/memory.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import * as t from '../../../src/sql/types/type.ts';
import { valueArbitrary } from '../../harness/values.ts';

const nested = t.row([
  { name: 'i', type: t.INT },
  { name: 's', type: t.STRING },
  { name: 'm', type: t.map(t.STRING, t.array(t.DOUBLE)) },
]);

const TYPES: Readonly<Record<string, t.SqlType>> = {
  BOOLEAN: t.BOOLEAN,
  TINYINT: t.TINYINT,
  SMALLINT: t.SMALLINT,
  INT: t.INT,
  BIGINT: t.BIGINT,
  FLOAT: t.FLOAT,
  DOUBLE: t.DOUBLE,
  DATE: t.DATE,
  NULL: t.NULL,
  'TIME(3)': t.time(3),
  'TIMESTAMP(0)': t.timestamp(0),
  'TIMESTAMP(9)': t.timestamp(9),
  'TIMESTAMP_LTZ(6)': t.timestampLtz(6),
  'DECIMAL(10, 2)': t.decimal(10, 2),
  'DECIMAL(38, 18)': t.decimal(38, 18),
  'CHAR(5)': t.char(5),
  STRING: t.STRING,
  BYTES: t.BYTES,
  'INTERVAL YEAR': t.intervalYearMonth('YEAR'),
  'INTERVAL DAY': t.intervalDayTime('DAY'),
  'ARRAY<INT>': t.array(t.INT),
  'ARRAY<ARRAY<STRING>>': t.array(t.array(t.STRING)),
  'MAP<STRING, STRING>': t.map(t.STRING, t.STRING),
  'MULTISET<STRING>': t.multiset(t.STRING),
  'ROW<…>': nested,
  'ARRAY<ROW<…>>': t.array(nested),
};

const memory = new Memory(64 << 20);
const kernels = loadKernels(memory.wasm);

describe.each(Object.entries(TYPES))('%s', (_, type) => {
  test('values come back as they were appended', () => {
    fc.assert(
      fc.property(fc.array(valueArbitrary(type), { maxLength: 150 }), (values) => {
        const arena = new Arena(memory);
        const builder = columnBuilder(arena, type, 8);
        for (const value of values) builder.append(value);
        const column = builder.finish();
        expect(values.map((_value, row) => readValue(memory, column, type, row))).toEqual(values);
        arena.dispose();
      }),
      { numRuns: 20 },
    );
  });

  test('gathered rows are the rows asked for', () => {
    fc.assert(
      fc.property(
        fc.array(valueArbitrary(type), { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (values, picks) => {
          const arena = new Arena(memory);
          const builder = columnBuilder(arena, type);
          for (const value of values) builder.append(value);
          const rows = Int32Array.from(picks, (pick) => pick % values.length);
          const gathered = gatherRows(kernels, arena, builder.finish(), rows);
          expect(Array.from(rows, (_row, i) => readValue(memory, gathered, type, i))).toEqual(
            Array.from(rows, (row) => values[row]),
          );
          arena.dispose();
        },
      ),
      { numRuns: 20 },
    );
  });
});

test('values without a byte form are kept as they are', () => {
  const arena = new Arena(memory);
  const builder = columnBuilder(arena, t.BITMAP);
  builder.append({ bitmap: [1, 5] });
  builder.append(null);
  const gathered = gatherRows(kernels, arena, builder.finish(), Int32Array.of(1, 0));
  expect([0, 1].map((row) => readValue(memory, gathered, t.BITMAP, row))).toEqual([null, { bitmap: [1, 5] }]);
  arena.dispose();
});

test('a lone surrogate is written as Java writes it', () => {
  const arena = new Arena(memory);
  const builder = columnBuilder(arena, t.STRING);
  builder.append('a\ud800b');
  expect(readValue(memory, builder.finish(), t.STRING, 0)).toBe('a?b');
  arena.dispose();
});
