import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOfSql } from './expect-sql.ts';

type Three = boolean | null;
const THREE: readonly Three[] = [true, false, null];
const sql = (value: Three): string => (value === null ? 'CAST(NULL AS BOOLEAN)' : value ? 'TRUE' : 'FALSE');
const text = (value: Three): string => (value === null ? 'NULL' : value ? 'TRUE' : 'FALSE');

/** NULL stands for a value that is TRUE or FALSE: the result is known when both give the same. */
function known(operator: (a: boolean, b: boolean) => boolean, a: Three, b: Three): Three {
  const results = new Set<boolean>();
  for (const x of a === null ? [true, false] : [a])
    for (const y of b === null ? [true, false] : [b]) results.add(operator(x, y));
  return results.size === 1 ? [...results][0]! : null;
}

describe('AND, OR and NOT', () => {
  it.each(THREE.flatMap((a) => THREE.map((b) => [a, b] as const)))('of %s and %s', (a, b) => {
    expect(valueOfSql(`${sql(a)} AND ${sql(b)}`)).toBe(text(known((x, y) => x && y, a, b)));
    expect(valueOfSql(`${sql(a)} OR ${sql(b)}`)).toBe(text(known((x, y) => x || y, a, b)));
    expect(valueOfSql(`NOT (${sql(a)} AND ${sql(b)})`)).toBe(valueOfSql(`NOT ${sql(a)} OR NOT ${sql(b)}`));
  });

  it('refuse an untyped NULL', () => {
    expect(() => valueOfSql('TRUE AND NULL')).toThrow('illegal use of an untyped NULL');
    expect(() => valueOfSql('1 AND TRUE')).toThrow('must be BOOLEAN, found INT');
  });
});

describe('tests of a condition', () => {
  it.each(THREE)('%s', (value) => {
    for (const [test, meaning] of [
      ['TRUE', true],
      ['FALSE', false],
      ['UNKNOWN', null],
    ] as const) {
      expect(valueOfSql(`${sql(value)} IS ${test}`)).toBe(text(value === meaning));
      expect(valueOfSql(`${sql(value)} IS NOT ${test}`)).toBe(text(value !== meaning));
    }
  });
});

describe('IN and BETWEEN', () => {
  const item = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null });
  const number = (value: number | null): string => (value === null ? 'CAST(NULL AS INT)' : `${value}`);

  it('are the conjunctions they stand for', () => {
    fc.assert(
      fc.property(item, fc.array(item, { minLength: 1, maxLength: 10 }), (value, list) => {
        const any = list.map((one) => `${number(value)} = ${number(one)}`).join(' OR ');
        const items = list.map(number).join(', ');
        expect(valueOfSql(`${number(value)} IN (${items})`)).toBe(valueOfSql(any));
        expect(valueOfSql(`${number(value)} NOT IN (${items})`)).toBe(valueOfSql(`NOT (${any})`));
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(item, item, item, (value, low, high) => {
        const [v, l, h] = [number(value), number(low), number(high)];
        const within = `${l} <= ${v} AND ${v} <= ${h}`;
        expect(valueOfSql(`${v} BETWEEN ${l} AND ${h}`)).toBe(valueOfSql(within));
        expect(valueOfSql(`${v} NOT BETWEEN ${l} AND ${h}`)).toBe(valueOfSql(`NOT (${within})`));
        const swapped = `(${within}) OR (${h} <= ${v} AND ${v} <= ${l})`;
        expect(valueOfSql(`${v} BETWEEN SYMMETRIC ${l} AND ${h}`)).toBe(valueOfSql(swapped));
      }),
      { numRuns: 40 },
    );
  });
});
