import { describe, expect, it } from 'vitest';
import { evaluate, typeOfSql, valueOfSql } from './expect-sql.ts';

describe('CASE', () => {
  it.each([
    ["CASE 2 WHEN 1, 2 THEN 'low' ELSE 'high' END", 'VARCHAR(4) NOT NULL', 'low'],
    ["CASE WHEN FALSE THEN 'a' END", 'CHAR(1)', 'NULL'],
    ['CASE WHEN NULL THEN 1 ELSE 2.5 END', 'DECIMAL(11, 1) NOT NULL', '2.5'],
    ['CASE WHEN TRUE THEN CAST(1 AS BIGINT) ELSE CAST(1 AS FLOAT) END', 'FLOAT NOT NULL', '1.0'],
  ])('%s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });

  it('evaluates no branch that is not taken', () => {
    expect(valueOfSql('CASE WHEN 1 = 1 THEN 1 ELSE 1 / 0 END')).toBe('1');
    expect(valueOfSql("IF(FALSE, CAST('x' AS INT), 7)")).toBe('7');
    expect(valueOfSql('COALESCE(3, 1 / 0)')).toBe('3');
  });

  it('wants results of one kind', () => {
    expect(() => valueOfSql("CASE WHEN TRUE THEN 1 ELSE 'x' END")).toThrow('no common type');
    expect(() => valueOfSql('CASE WHEN 1 THEN 1 END')).toThrow('must be BOOLEAN');
    expect(() => valueOfSql('CASE WHEN TRUE THEN NULL END')).toThrow('all untyped NULLs');
  });
});

describe('functions of NULL', () => {
  it.each([
    ['COALESCE(CAST(NULL AS INT), CAST(1 AS BIGINT))', 'BIGINT NOT NULL'],
    ['COALESCE(CAST(NULL AS INT), CAST(NULL AS INT))', 'INT'],
    ["IFNULL(CAST(NULL AS CHAR(1)), 'abc')", 'VARCHAR(3) NOT NULL'],
    ["IFNULL('a', 'abc')", 'CHAR(1) NOT NULL'],
    ['NULLIF(1, 2)', 'INT'],
    ['GREATEST(1, CAST(NULL AS BIGINT))', 'BIGINT'],
    ['LEAST(1.5, CAST(2 AS FLOAT))', 'FLOAT NOT NULL'],
  ])('%s is %s', (sql, type) => {
    expect(typeOfSql(sql)).toBe(type);
  });

  it('compare NULLIF’s arguments as = does, and keep the first', () => {
    expect(valueOfSql('NULLIF(CAST(1 AS DECIMAL(8, 2)), 1)')).toBe('NULL');
    expect(valueOfSql('NULLIF(CAST(1.5 AS DECIMAL(8, 2)), 1)')).toBe('1.50');
    expect(() => valueOfSql("NULLIF(1, '1')")).toThrow('cannot compare');
  });

  it('refuse what has no common type or no type at all', () => {
    expect(() => valueOfSql("COALESCE(1, 'a')")).toThrow('no common type');
    expect(() => valueOfSql('COALESCE(NULL, NULL)')).toThrow('untyped NULL');
    expect(() => valueOfSql("GREATEST(1, 'a')")).toThrow(/cannot/);
  });
});

describe('tests of text', () => {
  it.each([
    ["IS_DIGIT('12')", 'TRUE'],
    ["IS_DIGIT('')", 'FALSE'],
    ["IS_ALPHA('aé')", 'TRUE'],
    ["IS_DECIMAL('1.5')", 'TRUE'],
    ["IS_DECIMAL('1.5.2')", 'FALSE'],
    ['IS_DECIMAL(CAST(NULL AS STRING))', 'FALSE'],
  ])('%s = %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });
});
