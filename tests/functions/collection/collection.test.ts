import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import { roaringBytes, roaringValues } from '../../../src/sql/functions/scalar/bitmap/roaring.ts';
import { valueSets } from '../../../src/sql/functions/scalar/collection/element-equality.ts';
import { DOUBLE, INT, map, row, STRING } from '../../../src/sql/types/type.ts';
import { evaluate, typeOfSql, valueOfSql } from '../expect-sql.ts';

describe('types of collections follow Flink', () => {
  it.each([
    ['ARRAY_APPEND(ARRAY[1], NULL)', 'ARRAY<INT>', '[1, NULL]'],
    [`ARRAY_APPEND(ARRAY['a'], 'bcd')`, 'ARRAY<CHAR(1) NOT NULL> NOT NULL', '[a, b]'],
    ['ARRAY_APPEND(ARRAY[CAST(1 AS DOUBLE)], 2)', 'ARRAY<DOUBLE NOT NULL> NOT NULL', '[1.0, 2.0]'],
    ['ARRAY_UNION(ARRAY[1, 2], ARRAY[2.5])', 'ARRAY<DECIMAL(11, 1) NOT NULL> NOT NULL', '[1.0, 2.0, 2.5]'],
    ['ARRAY_CONCAT(ARRAY[1], CAST(NULL AS ARRAY<INT>))', 'ARRAY<INT>', 'NULL'],
    ['ARRAY_MAX(ARRAY[1])', 'INT', '1'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], CAST(NULL AS INT))', 'ARRAY<INT NOT NULL>', 'NULL'],
    ['MAP_ENTRIES(MAP[1, 2])', 'ARRAY<ROW<`key` INT NOT NULL, `value` INT NOT NULL>> NOT NULL', '[(1, 2)]'],
    ['MAP_UNION(MAP[1, 2, 3, 4], MAP[5, 6, 1, 7])', 'MAP<INT NOT NULL, INT NOT NULL> NOT NULL', '{5=6, 1=7, 3=4}'],
    [
      `MAP_UNION(MAP['x', 1], MAP['yy', 2.5])`,
      'MAP<VARCHAR(2) NOT NULL, DECIMAL(11, 1) NOT NULL> NOT NULL',
      '{yy=2.5, x=1.0}',
    ],
    ['ARRAY[1, 2.5]', 'ARRAY<DECIMAL(11, 1) NOT NULL> NOT NULL', '[1.0, 2.5]'],
    [
      `ARRAY[ROW(1, 'a'), ROW(2, 'bcd')]`,
      'ARRAY<ROW<`EXPR$0` INT NOT NULL, `EXPR$1` VARCHAR(3) NOT NULL> NOT NULL> NOT NULL',
      '[(1, a), (2, bcd)]',
    ],
    [`MAP['a', 1, 'b', CAST(NULL AS INT), 'a', 3]`, 'MAP<CHAR(1) NOT NULL, INT> NOT NULL', '{a=3, b=NULL}'],
    [`MAP['a', NULL]`, 'MAP<CHAR(1) NOT NULL, CHAR(1)> NOT NULL', '{a=NULL}'],
    [`OBJECT_UPDATE(OBJECT_OF('U', 'x', 1), 'x', 'abc')`, "STRUCTURED<'U', `x` CHAR(3) NOT NULL>", '(x=abc)'],
  ])('%s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });

  it.each([
    ['ARRAY_APPEND(ARRAY[1], CAST(2 AS BIGINT))', 'must be an element of ARRAY<INT NOT NULL>, found BIGINT'],
    [`ARRAY_UNION(ARRAY[1], ARRAY['a'])`, 'no common type'],
    ['ARRAY_UNION(ARRAY[1], NULL)', 'untyped NULL'],
    ['ARRAY_UNION(1, ARRAY[1])', 'must be an ARRAY, found INT'],
    ['ARRAY_MAX(ARRAY[TRUE])', 'cannot order elements of BOOLEAN'],
    ['ARRAY_JOIN(ARRAY[1], 1)', 'takes an array of strings'],
    ['ARRAY[]', 'at least 1'],
    [`ARRAY[1, 'a']`, 'must be of one type, found INT, CHAR(1)'],
    [`ARRAY[INTERVAL '1' MONTH, INTERVAL '1' YEAR]`, 'different units'],
    ['MAP[1, 2, 3]', 'odd number'],
    ['MULTISET[1]', 'not supported'],
    ['ROW(NULL)', 'untyped NULL'],
    ['MAP_FROM_ARRAYS(ARRAY[1, 2], ARRAY[1])', '2 keys and 1 values'],
    ['ELEMENT(ARRAY[1, 2])', '2 elements'],
    [`OBJECT_OF('U', 'x', 1, 'x', 2)`, `field 'x' is given twice`],
    [`OBJECT_UPDATE(OBJECT_OF('U', 'x', 1), 'y', 2)`, `no field 'y'`],
  ])('%s is refused', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });
});

describe('access', () => {
  it.each([
    ['ARRAY[1, 2][2]', 'INT', '2'],
    ['ARRAY[1, NULL][2]', 'INT', 'NULL'],
    ['ARRAY[1, NULL][3]', 'INT', 'NULL'],
    ['ARRAY[1, 2][3]', 'INT', '-1'],
    [`ARRAY['abc'][3]`, 'CHAR(3)', '   '],
    ['ARRAY[TRUE][3]', 'BOOLEAN', 'FALSE'],
    ['ARRAY[1.5][3]', 'DECIMAL(2, 1)', 'NULL'],
    ['ROW(ARRAY[1][3])', 'ROW<`EXPR$0` INT> NOT NULL', '(-1)'],
    ['ARRAY[1][3] + 1', 'INT', 'NULL'],
    ['ARRAY[1][3] IS NULL', 'BOOLEAN NOT NULL', 'FALSE'],
    ['ARRAY[1.5][3] IS NULL', 'BOOLEAN NOT NULL', 'TRUE'],
    ['COALESCE(ARRAY[1][3], 7)', 'INT NOT NULL', '7'],
    ['MAP[CAST(1 AS BIGINT), 2][1]', 'INT', '2'],
    ['MAP[1.5, 2][1.50]', 'INT', '2'],
    [`MAP['a', 1]['ab']`, 'INT', '-1'],
    [`CAST(ROW(1, 'a') AS ROW<x INT, y STRING>)['y']`, 'STRING', 'a'],
    ['ROW(1, 2)[1]', 'INT NOT NULL', '1'],
    ['CAST(NULL AS ROW<x INT NOT NULL>).x', 'INT', 'NULL'],
  ])('%s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });

  it.each([
    ['ARRAY[1][0]', 'starts at 1, found 0'],
    ['ARRAY[1][CAST(1 AS BIGINT)]', 'must be INT, found BIGINT'],
    [`MAP[1, 2]['1']`, 'the keys of the map are INT, found CHAR(1)'],
    ['ROW(1, 2)[3]', `no field '3'`],
    ['1[1]', 'found INT'],
  ])('%s is refused', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });
});

describe('sets of values', () => {
  it('tell values apart as = does', () => {
    const doubles = valueSets(DOUBLE)();
    expect([0, -0, Number.NaN, Number.NaN, null, null].map((value) => doubles.add(value))).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
    const rows = valueSets(
      row([
        { name: 'a', type: STRING },
        { name: 'b', type: STRING },
      ]),
    )();
    expect([rows.add(['a,b', 'c']), rows.add(['a', 'b,c']), rows.add(['a', 'b,c'])]).toEqual([true, true, false]);
    const maps = valueSets(map(INT, INT))();
    expect([maps.add({ keys: [1, 2], values: [3, 4] }), maps.add({ keys: [2, 1], values: [4, 3] })]).toEqual([
      true,
      false,
    ]);
  });
});

describe('bitmaps', () => {
  it.each([
    ['3b3000000100000900010001000900', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [
      '3a300000030000000000020000800000ffff00002000000026000000280000000100020003000000ffff',
      [1, 2, 3, 2147483648, 4294967295],
    ],
    ['3a30000000000000', []],
  ])('%s', (hex, values) => {
    expect(Buffer.from(roaringBytes(values)).toString('hex')).toBe(hex);
    expect(roaringValues(Buffer.from(hex, 'hex'))).toEqual(values);
  });

  it('come back from their bytes, whatever containers they need', () => {
    const range = fc.tuple(fc.nat(4294960000), fc.integer({ min: 1, max: 7000 }), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
        const set = new Set(
          ranges.flatMap(([from, count, step]) =>
            Array.from({ length: count }, (_, i) => Math.min(from + i * step, 4294967295)),
          ),
        );
        const values = [...set].sort((a, b) => a - b);
        expect(roaringValues(roaringBytes(values))).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  it('refuse other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          roaringValues(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RunTimeError);
        }
      }),
    );
    expect(() => valueOfSql(`BITMAP_FROM_BYTES(x'696e76616c6964')`)).toThrow('no bitmap');
    expect(typeOfSql('BITMAP_BUILD(ARRAY[1])')).toBe('BITMAP NOT NULL');
  });
});
