import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JavaRandom } from '../../src/sql/functions/java-random.ts';
import { decimalText, divideTo38, divisionType, rescaleTo } from '../../src/sql/types/decimal.ts';
import { evaluate, typeOfSql, valueOfSql } from './expect-sql.ts';

describe('whole numbers', () => {
  it.each([
    ['5 / 2', '2'],
    ['-5 / 2', '-2'],
    ['-5 % 3', '-2'],
    ['5 % -3', '2'],
    ['CAST(2147483647 AS INT) + 1', '-2147483648'],
    ['CAST(9223372036854775807 AS BIGINT) + 1', '-9223372036854775808'],
    ['CAST(127 AS TINYINT) + CAST(1 AS TINYINT)', '-128'],
    ['100000 * 100000', '1410065408'],
    ["-CAST('-2147483648' AS INT)", '-2147483648'],
    ['9000000000 % 7', '5'],
  ])('%s = %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it('fail to divide by zero, floats only as constants', () => {
    for (const sql of ['1 / 0', '1 % 0', '1.0 / 0', '1e0 / 0'])
      expect(() => valueOfSql(sql)).toThrow('division by zero');
  });

  it('of INT agree with 32-bit arithmetic', () => {
    const int = fc.bigInt({ min: -(1n << 31n), max: (1n << 31n) - 1n });
    const cast = (value: bigint): string => `CAST('${value}' AS INT)`;
    fc.assert(
      fc.property(int, int, (a, b) => {
        expect(valueOfSql(`${cast(a)} * ${cast(b)}`)).toBe(BigInt.asIntN(32, a * b).toString());
        expect(valueOfSql(`${cast(a)} - ${cast(b)}`)).toBe(BigInt.asIntN(32, a - b).toString());
        if (b !== 0n) expect(valueOfSql(`${cast(a)} / ${cast(b)}`)).toBe(BigInt.asIntN(32, a / b).toString());
      }),
      { numRuns: 50 },
    );
  });
});

describe('types of results', () => {
  it.each([
    ['CAST(1 AS TINYINT) + CAST(1 AS SMALLINT)', 'SMALLINT NOT NULL'],
    ['CAST(1 AS INT) % CAST(1 AS TINYINT)', 'TINYINT NOT NULL'],
    ['CAST(1 AS FLOAT) + CAST(1 AS DOUBLE)', 'FLOAT NOT NULL'],
    ['CAST(1 AS FLOAT) * CAST(1 AS DECIMAL(5, 2))', 'DOUBLE NOT NULL'],
    ['1.5 * CAST(NULL AS INT)', 'DECIMAL(13, 1)'],
    ["TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '1' DAY", 'TIMESTAMP(0) NOT NULL'],
    ["INTERVAL '1' DAY * 2", 'INTERVAL SECOND(3) NOT NULL'],
    ['ROUND(1.234, 1)', 'DECIMAL(3, 1) NOT NULL'],
  ])('%s is %s', (sql, type) => {
    expect(typeOfSql(sql)).toBe(type);
  });

  it('refuse other operands, saying which and what fits', () => {
    expect(() => valueOfSql("1 + '1'")).toThrow('cannot apply + to INT + CHAR(1)');
    expect(() => valueOfSql('1e0 % 2')).toThrow('cannot apply % to DOUBLE % INT');
    expect(() => valueOfSql("DATE '2024-01-01' - DATE '2023-01-01'")).toThrow('cannot apply - to DATE - DATE');
    expect(() => valueOfSql('1 + NULL')).toThrow('illegal use of an untyped NULL');
  });
});

describe('decimals', () => {
  it('of any size divide as Java does: to 38 digits, then to the scale of the type', () => {
    // The 0 before the point needs room among the digits of short text.
    const operand = fc
      .tuple(fc.integer({ min: 1, max: 19 }), fc.integer({ min: 0, max: 18 }))
      .chain(([precision, s]) => {
        const scale = Math.min(s, precision - 1);
        const limit = 10n ** BigInt(precision) - 1n;
        return fc.bigInt({ min: 1n, max: limit }).map((unscaled) => ({ precision, scale, unscaled }));
      });
    const sql = (x: { precision: number; scale: number; unscaled: bigint }): string =>
      `CAST('${decimalText(x.unscaled, x.scale)}' AS DECIMAL(${x.precision}, ${x.scale}))`;
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        const quotient = divideTo38(a.unscaled, a.scale, b.unscaled, b.scale);
        const type = divisionType(a, b);
        const expected = rescaleTo(quotient.unscaled, quotient.scale, type);
        const text = expected === null ? 'NULL' : decimalText(expected, type.scale);
        expect(valueOfSql(`${sql(a)} / ${sql(b)}`)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('are NULL when they overflow', () => {
    const big = "CAST('50000000000000000000000000000000000000' AS DECIMAL(38, 0))";
    expect(valueOfSql(`${big} + ${big}`)).toBe('NULL');
  });

  it('round quotients half up', () => {
    expect(evaluate('2.0 / 3.0')).toEqual({ type: 'DECIMAL(8, 6) NOT NULL', value: '0.666667' });
    expect(valueOfSql('ROUND(-12.345, 2)')).toBe('-12.35');
    expect(valueOfSql('TRUNCATE(-12.345, 2)')).toBe('-12.34');
    expect(valueOfSql('ROUND(CAST(2.675 AS DOUBLE), 2)')).toBe('2.68');
  });
});

describe('dates and intervals', () => {
  it.each([
    ["DATE '2024-01-31' + INTERVAL '1' MONTH", '2024-02-29'],
    ["DATE '2024-12-30' - INTERVAL '90' MINUTE", '2024-12-30'],
    ["TIME '23:00:00' + INTERVAL '2' HOUR", '01:00:00'],
    ["TIMESTAMP '1969-12-31 23:59:59.5' + INTERVAL '0.5' SECOND", '1970-01-01 00:00:00.0'],
    ["INTERVAL '1' DAY + DATE '2024-02-28'", '2024-02-29'],
    ["(DATE '2024-03-31' - DATE '2024-02-29') MONTH", '+0-01'],
    ["FLOOR(TIMESTAMP '2024-02-29 12:34:56' TO WEEK)", '2024-02-25 00:00:00'],
    ["CEIL(DATE '2024-02-29' TO YEAR)", '2025-01-01'],
  ])('%s = %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });
});

describe('JavaRandom', () => {
  it('gives the numbers of java.util.Random(42)', () => {
    const random = new JavaRandom(42n);
    expect([random.nextInt(10), random.nextInt(10), random.nextInt(10)]).toEqual([0, 3, 8]);
    expect(new JavaRandom(42n).nextDouble()).toBe(0.7275636800328681);
  });
});
