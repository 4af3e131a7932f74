/** What real Flink answers to casts where a plainer rule would give something else; a value of `null` is a failure. */
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../harness/conformance/expr.ts';
import { evaluate } from './expect-sql.ts';

describe('as Flink', () => {
  it.each([
    // A constant FLOAT of a text has seven digits, in whatever it stands.
    ["CAST('12345.6789' AS FLOAT)", 'FLOAT NOT NULL', '12345.68'],
    ["CAST(CAST('12345.6789' AS FLOAT) AS STRING)", 'STRING NOT NULL', '12345.68'],
    ["CAST(CAST('123.456' AS FLOAT) AS DOUBLE)", 'DOUBLE NOT NULL', '123.456'],
    ["CAST(CAST('123.456' AS FLOAT) AS DECIMAL(38, 10))", 'DECIMAL(38, 10) NOT NULL', '123.4560000000'],
    ["CAST(CAST('2147483648.5' AS FLOAT) AS BIGINT)", 'BIGINT NOT NULL', '2147483904'],
    ['CAST(CAST(16777217 AS FLOAT) AS STRING)', 'STRING NOT NULL', '1.6777216E7'],
    ['COALESCE(CAST(NULL AS DOUBLE), CAST(0.1 AS FLOAT))', 'DOUBLE NOT NULL', '0.1'],
    ['CAST(0.1 AS FLOAT) + 0.1', 'DOUBLE NOT NULL', '0.20000000149011612'],
    // A constant DOUBLE of a text has every digit of its binary places.
    ["CAST(CAST('0.1' AS DOUBLE) AS DECIMAL(38, 30))", 'DECIMAL(38, 30) NOT NULL', '0.100000000000000005551115123126'],
    ["CAST(CAST('1e19' AS DOUBLE) AS BIGINT)", 'BIGINT NOT NULL', '-8446744073709551616'],
    ["CAST(CAST('1e19' AS DOUBLE) AS INT)", 'INT NOT NULL', '2147483647'],
    ["CAST(CAST('1e100' AS DOUBLE) AS INT)", 'INT NOT NULL', '0'],
    ['CAST(CAST(1e19 AS DOUBLE) AS BIGINT)', 'BIGINT NOT NULL', '9223372036854775807'],
    ['CAST(CAST(2147483648.5 AS DOUBLE) AS INT)', 'INT NOT NULL', '2147483647'],
    ['CAST(CAST(9007199254740993 AS DOUBLE) AS BIGINT)', 'BIGINT NOT NULL', '9007199254740993'],
    ["CAST('-0.0' AS DOUBLE)", 'DOUBLE NOT NULL', '0.0'],
    ['CEIL(-0.5e0)', 'DOUBLE NOT NULL', '0.0'],
    // The written fraction is cut, a computed one is cut towards 1970.
    ["CAST(TIMESTAMP '1969-12-31 23:59:59.123' AS TIMESTAMP(0))", 'TIMESTAMP(0) NOT NULL', '1969-12-31 23:59:59'],
    ["CAST(ARRAY[TIMESTAMP '1969-12-31 23:59:59.123'][1] AS TIMESTAMP(0))", 'TIMESTAMP(0)', '1970-01-01 00:00:00'],
    ["CAST(TIMESTAMP '1969-12-31 12:00:00' AS DATE)", 'DATE NOT NULL', '1970-01-01'],
    // A written number counts units of the interval, any other months or milliseconds.
    ['CAST(100 AS INTERVAL YEAR)', 'INTERVAL MONTH NOT NULL', '+100-00'],
    ['CAST(-1.5 AS INTERVAL YEAR)', 'INTERVAL MONTH NOT NULL', '-1-06'],
    ['CAST(0.0015 AS INTERVAL SECOND)', 'INTERVAL SECOND(3) NOT NULL', '+0 00:00:00.001'],
    ['CAST(1.5 AS INTERVAL WEEK)', 'INTERVAL SECOND(3) NOT NULL', '+10 12:00:00.000'],
    ['TRY_CAST(100 AS INTERVAL YEAR)', 'INTERVAL MONTH', '+8-04'],
    ['CAST(2+3 AS INTERVAL DAY)', 'INTERVAL SECOND(3) NOT NULL', '+0 00:00:00.005'],
    ["DATE '2024-01-01' + CAST(3 AS INTERVAL DAY)", 'DATE NOT NULL', '2024-01-04'],
    ['CAST(100 AS INTERVAL DAY TO SECOND)', null, 'cannot be cast'],
    ['CAST(1e0 AS INTERVAL DAY)', null, 'cannot be cast'],
    // More digits than a type has are as many as it has; a length may be 0.
    ['CAST(NULL AS TIME(9))', 'TIME(3)', 'NULL'],
    ['CAST(NULL AS ROW<a TIME(5), b DECIMAL(50, 2)>)', 'ROW<`a` TIME(3), `b` DECIMAL(38, 2)>', 'NULL'],
    ['CAST(NULL AS TIMESTAMP(10))', 'TIMESTAMP(9)', 'NULL'],
    ["CAST('ab' AS VARCHAR(0))", 'VARCHAR(0) NOT NULL', ''],
    ['CAST(NULL AS DECIMAL(5, 6))', null, 'scale of DECIMAL'],
    ['CAST(NULL AS REAL)', null, 'REAL'],
    ["CAST(ARRAY['1', '2'] AS INT ARRAY)", 'ARRAY<INT NOT NULL> NOT NULL', '[1, 2]'],
    ['CAST(NULL AS ROW<a INT ARRAY>)', 'ROW<`a` ARRAY<INT>>', 'NULL'],
    ['CAST(ARRAY[1.5] AS ARRAY<BOOLEAN>)', null, 'cannot be cast'],
    // One equal item of a list is enough.
    ["DATE '2024-01-01' NOT IN ('abc', '2024-01-01')", 'BOOLEAN NOT NULL', 'FALSE'],
    ["DATE '2024-01-02' IN ('abc', '2024-01-01')", null, "cannot cast 'abc' to DATE"],
    ["'1' < INTERVAL '1' DAY", null, 'cannot compare'],
    ["CAST(NULL AS STRING) < INTERVAL '1' DAY", 'BOOLEAN', 'NULL'],
    // Constant NULLs are cast where no value may be.
    ['CAST(CAST(NULL AS TIMESTAMP(3)) AS BIGINT)', 'BIGINT', 'NULL'],
    ['CAST(CAST(NULL AS BYTES) AS DATE)', 'DATE', 'NULL'],
    ['CAST(CAST(NULL AS STRING) AS ARRAY<INT>)', 'ARRAY<INT>', 'NULL'],
    ['TRY_CAST(CAST(NULL AS BYTES) AS DATE)', null, 'cannot be cast'],
    ["CAST('3.5e38' AS FLOAT)", null, 'finite'],
    ["CAST(CAST('NaN' AS DOUBLE) AS FLOAT)", null, 'finite'],
    ["CAST(CAST('-1.7976931348623157E308' AS DOUBLE) AS FLOAT)", 'FLOAT NOT NULL', '-Infinity'],
  ] as const)('%s', (sql, type, value) => {
    if (type === null) expect(() => evaluate(sql)).toThrow(value);
    else expect(evaluate(sql)).toEqual({ type, value });
  });

  it('refuses with the words of a user while planning', () => {
    expect(evaluateText("SELECT CAST('3.5e38' AS FLOAT)", {})).toMatchObject({ failed: 'plan' });
  });
});
