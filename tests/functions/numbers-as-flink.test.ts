/** What real Flink answers where a plainer rule would give something else: numbers, hashes, types of choices. */
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../harness/conformance/expr.ts';
import { evaluate } from './expect-sql.ts';

const DECIMAL = "CAST('12345.6789' AS DECIMAL(10, 4))";
const NOON = "TIMESTAMP '2024-01-01 12:00:00'";
const INSTANT = `CAST(${NOON} AS TIMESTAMP_LTZ(3))`;

describe('FLOAT constants as Flink', () => {
  it.each([
    ['CAST(16777217 AS FLOAT)', '1.6777216E7'],
    ["CAST('16777217' AS FLOAT)", '1.677722E7'],
    ['ABS(CAST(16777217 AS FLOAT))', '1.677722E7'],
    ['-CAST(16777217 AS FLOAT)', '-1.677722E7'],
    ['+CAST(16777217 AS FLOAT)', '1.6777216E7'],
    ['CAST(16777217 AS FLOAT) + 0', '1.6777216E7'],
    ['CAST(16777217 AS FLOAT) * 1e0', '1.6777216E7'],
    ['CASE WHEN TRUE THEN CAST(16777217 AS FLOAT) ELSE 1e0 END', '1.6777216E7'],
    ['NULLIF(CAST(16777217 AS FLOAT), 1)', '1.6777216E7'],
    ['COALESCE(CAST(16777217 AS FLOAT), 1)', '1.6777216E7'],
    ['COALESCE(CAST(NULL AS FLOAT), CAST(16777217 AS FLOAT))', '1.677722E7'],
    ['IF(TRUE, CAST(16777217 AS FLOAT), 1)', '1.677722E7'],
    ['IF(TRUE, CAST(16777217 AS FLOAT), 12.5)', '1.6777216E7'],
    ['CAST(CAST(CAST(123.45 AS DECIMAL(5, 2)) AS FLOAT) AS DOUBLE)', '123.45'],
    ['CAST(CAST(CAST(123.456 AS DECIMAL(5, 2)) AS FLOAT) AS DOUBLE)', '123.456'],
    ["CAST(CAST(CAST('123.45' AS DECIMAL(5, 2)) AS FLOAT) AS DOUBLE)", '123.45'],
    ["ATAN2(CAST('-Infinity' AS DOUBLE), -7)", '-1.5707963267948966'],
    ['IFNULL(CAST(NULL AS FLOAT), 2147483647)', '2.1474839E9'],
    ["CAST(CAST('0.12345678901234567891' AS DOUBLE) AS FLOAT)", '0.12345679'],
    ["GREATEST(CAST('1.23456789' AS FLOAT), 0e0)", '1.2345679998397827'],
    ['CAST(-1.7976931348623157E308 AS FLOAT)', '-Infinity'],
    ['CAST(-0e0 AS STRING)', '0.0'],
    ["ARRAY[-0e0, CAST('-0.0' AS DOUBLE)]", '[0.0, 0.0]'],
  ])('%s is %s', (sql, value) => {
    expect(evaluate(sql).value).toBe(value);
  });
});

describe('a modulus with a whole quotient of more than 38 digits', () => {
  it('fails', () => {
    const large = "CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))";
    expect(evaluateText(`SELECT ${large} % CAST(-0.05 AS DECIMAL(5, 2))`, {})).toMatchObject({
      failed: 'plan',
      message: 'division impossible: the whole quotient has more than 38 digits',
    });
    expect(evaluate(`${large} % CAST(5 AS DECIMAL(5, 2))`).value).toBe('4.00');
    // 10^38 has one digit.
    expect(evaluate('MOD(CAST(1 AS DECIMAL(38, 10)), 0.00000000000000000000000000000000000001)').value).toMatch(
      /^0\.0*$/,
    );
  });
});

describe('a constant NULL', () => {
  it.each([
    ["CAST(NULL AS FLOAT) >= CAST('ab' AS CHAR(5))", 'BOOLEAN'],
    ["CAST('NaN' AS FLOAT) * CAST(NULL AS TINYINT)", 'FLOAT'],
    ["CAST(NULL AS BOOLEAN) NOT IN (CAST('ab' AS CHAR(5)))", 'BOOLEAN'],
    ["NULL BETWEEN CAST(1 AS SMALLINT) AND CAST('NaN' AS FLOAT)", 'BOOLEAN'],
  ])('keeps the other side of %s from failing', (sql, type) => {
    expect(evaluate(sql)).toEqual({ type, value: 'NULL' });
  });
});

describe('as Flink', () => {
  it.each([
    ['-9223372036854775808', 'BIGINT NOT NULL', '-9223372036854775808'],
    ['ABS(-9223372036854775808)', 'BIGINT NOT NULL', '-9223372036854775808'],
    ['-922337203685477580.8', 'DECIMAL(19, 1) NOT NULL', '-922337203685477580.8'],
    ["CAST('123456789123456789123456789' AS DECIMAL(30, 0)) % CAST('42' AS INT)", 'INT NOT NULL', '-35'],
    // The digits count for the type when they are written as a number.
    [`ROUND(${DECIMAL}, -1)`, 'DECIMAL(7, 0) NOT NULL', '12350'],
    [`ROUND(${DECIMAL}, CAST(1 AS INT))`, 'DECIMAL(8, 1) NOT NULL', '12345.7'],
    [`ROUND(${DECIMAL}, CAST('1' AS INT))`, 'DECIMAL(10, 4) NOT NULL', '12345.7000'],
    [`ROUND(${DECIMAL}, 1 + 0)`, 'DECIMAL(10, 4) NOT NULL', '12345.7000'],
    [`TRUNCATE(${DECIMAL}, -CAST(1 AS INT))`, 'DECIMAL(10, 4) NOT NULL', '12340.0000'],
    ["SQRT(CAST('-Infinity' AS DOUBLE))", 'DOUBLE NOT NULL', 'Infinity'],
    ['ATAN2(3e38, -7)', 'DOUBLE NOT NULL', '1.5707963267948968'],
    ['HASH_CODE(1.5)', 'INT NOT NULL', '466'],
    ['HASH_CODE(CAST(0 AS DECIMAL(20, 2)))', 'INT NOT NULL', '2'],
    ["HASH_CODE(CAST('12345678901234567890.5' AS DECIMAL(38, 2)))", 'INT NOT NULL', '494186961'],
    ['PI', 'DOUBLE NOT NULL', '3.141592653589793'],
    ['pi + 1', 'DOUBLE NOT NULL', '4.141592653589793'],
    ["{fn CONCAT('a', 'b')}", 'CHAR(2) NOT NULL', 'ab'],
    ["{fn LENGTH('abc')}", 'INT NOT NULL', '3'],
    ["{fn UCASE('a')}", 'CHAR(1) NOT NULL', 'A'],
    ["{fn INSERT('abc', 1, 1, 'x')}", 'VARCHAR(4) NOT NULL', 'xbc'],
    ['{fn LOG(2)}', 'DOUBLE NOT NULL', '0.6931471805599453'],
    ["{fn CONVERT('12', SQL_INTEGER)}", 'INT NOT NULL', '12'],
    ['{fn CONVERT(1.5, NUMERIC)}', 'DECIMAL(10, 0) NOT NULL', '2'],
    ["{fn CONVERT('2020-01-02', SQL_TIMESTAMP)}", 'TIMESTAMP(6) NOT NULL', '2020-01-02 00:00:00.000000'],
    ['{fn CONVERT(1, SQL_INTERVAL_YEAR)}', 'INTERVAL MONTH NOT NULL', '+1-00'],
    ["{fn TIMESTAMPADD(MONTH, 1, DATE '2020-01-01')}", 'DATE NOT NULL', '2020-02-01'],
    ['TRUE BETWEEN FALSE OR TRUE AND TRUE', 'BOOLEAN NOT NULL', 'TRUE'],
    ["X'xx0aX'", 'BINARY(1) NOT NULL', "x'0a'"],
    ["TRANSLATE3('abc', 'b', 'x')", 'STRING NOT NULL', 'axc'],
    ["CAST(9223372036854775807 AS BIGINT) * INTERVAL '1' DAY", 'INTERVAL SECOND(3) NOT NULL', '-1 00:00:00.000'],
    ['-2147483648', 'INT NOT NULL', '-2147483648'],
    ['-2147483648 - 1', 'INT NOT NULL', '2147483647'],
    ['-(-2147483648)', 'BIGINT NOT NULL', '2147483648'],
    ["IS_DECIMAL(' 1d')", 'BOOLEAN NOT NULL', 'TRUE'],
    ["IS_DECIMAL('NaN')", 'BOOLEAN NOT NULL', 'TRUE'],
    ["IS_DECIMAL('0x1p3')", 'BOOLEAN NOT NULL', 'TRUE'],
    ["IS_DECIMAL('0x1')", 'BOOLEAN NOT NULL', 'FALSE'],
    ["IS_DECIMAL('１')", 'BOOLEAN NOT NULL', 'TRUE'],
    ["IS_DECIMAL('1L')", 'BOOLEAN NOT NULL', 'FALSE'],
    ["TYPEOF('', TRUE)", 'STRING', 'NULL'],
    ["TYPEOF(ROW('', 1), TRUE)", 'STRING', 'NULL'],
    ["TYPEOF('')", 'STRING', 'CHAR(0) NOT NULL'],
    // Digits that no DECIMAL holds together are compared all the same.
    ['0.00000000000000000000000000000000000001 > 0', 'BOOLEAN NOT NULL', 'TRUE'],
    ['CAST(0 AS BIGINT) = 0.00000000000000000000000000000000000001', 'BOOLEAN NOT NULL', 'FALSE'],
    ['NULLIF(CAST(0 AS BIGINT), 0.00000000000000000000000000000000000001)', 'BIGINT', '0'],
    // The items of a list take the type of the value.
    ["'1' IN (1)", 'BOOLEAN NOT NULL', 'TRUE'],
    ["'1' IN (1.5)", 'BOOLEAN NOT NULL', 'TRUE'],
    ["CAST('1' AS STRING) IN (1.5, 2)", 'BOOLEAN NOT NULL', 'FALSE'],
    ["CAST('1.5' AS STRING) NOT IN (1.5, 2)", 'BOOLEAN NOT NULL', 'FALSE'],
    ["'1.50' IN (CAST(1.5 AS DECIMAL(5, 2)), 1)", 'BOOLEAN NOT NULL', 'TRUE'],
    ["'1' IN (TRUE)", 'BOOLEAN NOT NULL', 'FALSE'],
    ["TRUE IN ('1')", 'BOOLEAN NOT NULL', 'TRUE'],
    ["1.5 IN ('1')", 'BOOLEAN NOT NULL', 'FALSE'],
    ["1 NOT IN (CAST('1' AS STRING))", 'BOOLEAN NOT NULL', 'FALSE'],
    ['1 = ANY (1.5, 2)', 'BOOLEAN NOT NULL', 'TRUE'],
    ['1 < ALL (1.5, 2)', 'BOOLEAN NOT NULL', 'FALSE'],
    ["'1' = SOME (1, 2)", 'BOOLEAN NOT NULL', 'TRUE'],
    ['-1 <> ALL (NULL, 9223372036854775807)', 'BOOLEAN', 'FALSE'],
    ["1 BETWEEN SYMMETRIC 2 AND CAST('NaN' AS DOUBLE)", 'BOOLEAN NOT NULL', 'FALSE'],
    ["CAST('NaN' AS DOUBLE) NOT BETWEEN SYMMETRIC 1e0 AND 2", 'BOOLEAN NOT NULL', 'FALSE'],
  ])('%s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });

  it.each([
    [`IF(TRUE, ${NOON}, TIMESTAMP '2024-01-01 12:00:00.123')`, 'TIMESTAMP(0) NOT NULL', '2024-01-01 12:00:00'],
    [`IF(FALSE, TIMESTAMP '2024-01-01 12:00:00.123', ${NOON})`, 'TIMESTAMP(3) NOT NULL', '2024-01-01 12:00:00.000'],
    [`IF(TRUE, ${INSTANT}, ${NOON})`, 'TIMESTAMP_LTZ(3) NOT NULL', '2024-01-01 12:00:00.000'],
    ['IF(TRUE, CAST(1 AS FLOAT), 2e0)', 'FLOAT NOT NULL', '1.0'],
    ['IF(TRUE, 1.5, CAST(1 AS FLOAT))', 'DOUBLE NOT NULL', '1.5'],
    ["IF(CAST(NULL AS BOOLEAN), 'a', 'bcd')", 'VARCHAR(3)', 'bcd'],
    [`CASE WHEN TRUE THEN ${NOON} ELSE ${INSTANT} END`, 'TIMESTAMP_LTZ(3) NOT NULL', '2024-01-01 12:00:00.000'],
    [`CASE WHEN TRUE THEN ${INSTANT} ELSE ${NOON} END`, 'TIMESTAMP(3) NOT NULL', '2024-01-01 12:00:00.000'],
    [
      `CASE WHEN TRUE THEN ${INSTANT} ELSE CAST(${NOON} AS TIMESTAMP(3)) END`,
      'TIMESTAMP_LTZ(3) NOT NULL',
      '2024-01-01 12:00:00.000',
    ],
    [`COALESCE(${INSTANT}, ${NOON})`, 'TIMESTAMP_LTZ(3) NOT NULL', '2024-01-01 12:00:00.000'],
    [`COALESCE(${NOON}, DATE '2024-01-01')`, 'DATE NOT NULL', '2024-01-01'],
    ['IFNULL(ARRAY[1], CAST(NULL AS ARRAY<INT>))', 'ARRAY<INT NOT NULL> NOT NULL', '[1]'],
  ])('%s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });

  it.each([
    ['-(-9223372036854775808)', 'out of range'],
    ['+9223372036854775808', 'out of range'],
    ['ROUND(1.5, CAST(1 AS BIGINT))', 'must be an INT, found BIGINT'],
    ['ATAN2(1.5, 2)', 'ATAN2 takes two decimals or none, found DECIMAL(2, 1) and INT'],
    ["HASH_CODE(x'31')", 'found BINARY(1)'],
    ['NULL IS TRUE', 'must be BOOLEAN, found an untyped NULL'],
    ['NULL IS NOT UNKNOWN', 'must be BOOLEAN, found an untyped NULL'],
    ['IF(TRUE, 1, NULL)', 'untyped NULL'],
    ["1 < ANY (1, '2')", 'the items of a list must be of one type'],
    ['`PI`', "unknown column 'PI'"],
    ["{fn UPPER('a')}", '{fn UPPER} is not defined'],
    ['{fn LOG(2, 8)}', '{fn LOG} takes 1 argument, found 2'],
    ['GREATEST(ARRAY[1, 2])', 'the arguments of GREATEST cannot be compared, found ARRAY<INT NOT NULL>'],
    ["COALESCE(1, 'a', NULL)", 'no common type, found INT, CHAR(1) and untyped NULL'],
    ['MOD(1)', 'function MOD takes 2 arguments, found 1'],
    ['CASE WHEN 1 THEN 2 END', 'a WHEN condition must be BOOLEAN, found INT'],
    ["IF(TRUE, 1, '2')", 'found INT and CHAR(1)'],
    ['IF(TRUE, ARRAY[1], ARRAY[2])', 'IF chooses between two numbers'],
    [`IF(TRUE, ${NOON}, DATE '2024-01-01')`, 'IF chooses between two numbers'],
    ["DATE '2024-01-01' IN ('2024-01-01', DATE '2024-01-02')", 'the items of a list must be of one type'],
    ["COALESCE(DATE '2024-01-01', 1)", 'argument 2 of COALESCE must be DATE, found INT'],
    [`IFNULL(${NOON}, 1.5)`, 'argument 2 of IFNULL must be TIMESTAMP(0), found DECIMAL(2, 1)'],
  ])('refuses %s', (sql, message) => {
    expect(evaluateText(`SELECT ${sql}`, {})).toMatchObject({
      failed: 'validate',
      message: expect.stringContaining(message),
    });
  });
});
