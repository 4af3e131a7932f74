import { describe, expect, it } from 'vitest';
import { evaluate, typeOfSql, valueOfSql } from './expect-sql.ts';

describe('equality', () => {
  it.each([
    ["CAST('a' AS CHAR(3)) = 'a'", 'FALSE'],
    ["TIME '00:00:00' = CAST('00:00:00' AS STRING)", 'TRUE'],
    ["DATE '2024-01-01' = UPPER('no date')", 'FALSE'],
    ["ARRAY[DATE '2024-01-01'][1] <> UPPER('no date')", 'NULL'],
    ['CAST(1 AS DECIMAL(8, 2)) = CAST(1 AS DECIMAL(8, 4))', 'TRUE'],
    ["x'0c' = x'0c'", 'TRUE'],
    ['1 = NULL', 'NULL'],
    ['CAST(NULL AS INT) IS NOT DISTINCT FROM CAST(NULL AS INT)', 'TRUE'],
    ["CAST('NaN' AS DOUBLE) = CAST('NaN' AS DOUBLE)", 'TRUE'],
  ])('%s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it('with a date wants a literal that is one', () => {
    expect(() => valueOfSql("DATE '2024-01-01' = 'no date'")).toThrow("'no date' cannot be read as DATE");
    expect(() => valueOfSql("DATE '2024-01-01' = CAST('no date' AS STRING)")).toThrow("cannot cast 'no date' to DATE");
    expect(() => valueOfSql("TIME '12:00:00' < UPPER('no time')")).toThrow("cannot cast 'NO TIME' to TIME(0)");
  });

  it('of text and numbers is refused, with a hint', () => {
    expect(() => valueOfSql("1 = '1'")).toThrow('cannot compare INT = CHAR(1)');
    expect(() => valueOfSql("1 IN (1, '2')")).toThrow('the items of a list must be of one type');
    expect(() => valueOfSql('TRUE = 1')).toThrow('cannot compare BOOLEAN = INT');
  });
});

describe('order', () => {
  it.each([
    ["'10' > 9", 'TRUE'],
    ["'a' < 'b'", 'TRUE'],
    ["CAST('NaN' AS DOUBLE) < 1", 'FALSE'],
    ["INTERVAL '12' MONTH < INTERVAL '24' MONTH", 'TRUE'],
    ["CAST(TIMESTAMP '2024-01-01 00:00:00' AS TIMESTAMP_LTZ(3)) >= TIMESTAMP '2024-01-01 00:00:00'", 'TRUE'],
    ['9007199254740993 > CAST(9007199254740992 AS DECIMAL(20, 0))', 'TRUE'],
  ])('%s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it('casts text when it runs, and fails there', () => {
    expect(() => valueOfSql("'x' > 1")).toThrow("cannot cast 'x' to BIGINT");
  });

  it('is not defined for collections', () => {
    expect(() => valueOfSql('ARRAY[1] < ARRAY[2]')).toThrow('cannot compare');
  });

  it('is NULL for NULL, and typed so', () => {
    expect(evaluate('CAST(NULL AS INT) < 1')).toEqual({ type: 'BOOLEAN', value: 'NULL' });
    expect(typeOfSql('1 < 2')).toBe('BOOLEAN NOT NULL');
  });
});
