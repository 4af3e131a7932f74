/** What Flink's validator refuses or allows where the parser and the values would have it otherwise. */
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../harness/conformance/expr.ts';
import { evaluate } from './expect-sql.ts';

const outcome = (sql: string) => evaluateText(`SELECT ${sql}`, {});

describe('refused while validating', () => {
  it.each([
    ['a text continued on its line', "'a' 'b'"],
    ['a binary literal continued on its line', "x'41' '42'"],
    ['the second of three parts', "'a'\n'b' 'c'"],
    ['text beside a number', "CAST('a' AS STRING) = 1"],
    ['a list of unlike arrays', "ARRAY[1] IN (ARRAY['a'], ARRAY[1])"],
    ['an interval divided', "INTERVAL '1' DAY / 2"],
    ['an interval times a fraction', "1.5 * INTERVAL '1' DAY"],
    ['IS_DIGIT of a BOOLEAN', 'IS_DIGIT(TRUE)'],
    ['an untyped NULL in TRANSLATE', "TRANSLATE('a', 'b', NULL)"],
    ['an untyped NULL in LEAST', 'LEAST(0, NULL)'],
    ['a VARIANT as text', 'CAST(PARSE_JSON(\'{"a":1}\') AS STRING)'],
  ])('%s', (_, sql) => {
    expect(outcome(sql)).toMatchObject({ failed: 'validate' });
  });
});

describe('allowed', () => {
  it.each([
    ['a text continued on the next line', "'a'\n'b'", 'CHAR(2) NOT NULL', 'ab'],
    ['a binary literal continued on the next line', "x'41'\n'42'", 'BINARY(2) NOT NULL', "x'4142'"],
    ['a field of a row in another case', "CAST(ROW(1, 'a') AS ROW<x INT, y STRING>).X", 'INT', '1'],
    ['the field of that very case first', 'CAST(ROW(1, 2) AS ROW<x INT, X INT>).X', 'INT', '2'],
    ['a VARIANT in an array as text', "CAST(ARRAY[PARSE_JSON('1')] AS STRING)", 'STRING NOT NULL', '[1]'],
    ['a constant NULL beside a number', 'CAST(NULL AS STRING) <> 1', 'BOOLEAN', 'NULL'],
    ['distinct from a constant NULL', 'CAST(NULL AS STRING) IS DISTINCT FROM 1', 'BOOLEAN NOT NULL', 'TRUE'],
    ['NULLIF with a constant NULL', "NULLIF('12', CAST(NULL AS INT))", 'CHAR(2)', '12'],
    ['an untyped NULL as a pattern', 'PRINTF(NULL, 1)', 'STRING', 'NULL'],
    ['text beside a BOOLEAN, never equal', "TRUE = 'true'", 'BOOLEAN NOT NULL', 'FALSE'],
    ['text beside an interval', "INTERVAL '1' DAY <> 'x'", 'BOOLEAN NOT NULL', 'TRUE'],
    ['NULLIF of a BOOLEAN and text', "NULLIF(TRUE, 'true')", 'BOOLEAN', 'TRUE'],
    ['unlike arrays', "ARRAY['1'] = ARRAY[1]", 'BOOLEAN NOT NULL', 'FALSE'],
    ['arrays of unlike arrays', "ARRAY[ARRAY[1]] <> ARRAY[ARRAY['a']]", 'BOOLEAN NOT NULL', 'TRUE'],
    ['unlike maps', "MAP[CAST(1 AS BIGINT), 2] = MAP['a', 1]", 'BOOLEAN NOT NULL', 'FALSE'],
    ['NULLIF of unlike arrays', "NULLIF(ARRAY[1], ARRAY['a'])", 'ARRAY<INT NOT NULL>', '[1]'],
    ['an interval by a NULL', "INTERVAL '1' DAY / CAST(NULL AS INT)", 'INTERVAL SECOND(3)', 'NULL'],
    ['IF, as nullable as its condition', 'IF(CAST(NULL AS BOOLEAN), 1, 2)', 'INT', '2'],
    ['a decimal, which is no number to IS_DECIMAL', 'IS_DECIMAL(1.5)', 'BOOLEAN NOT NULL', 'FALSE'],
    ['a NULL of a number type', 'IS_DIGIT(CAST(NULL AS BIGINT))', 'BOOLEAN NOT NULL', 'TRUE'],
    [
      'IFNULL of a timestamp and a date',
      "IFNULL(TIMESTAMP '2024-01-01 00:00:00', DATE '2024-01-02')",
      'DATE NOT NULL',
      '2024-01-01',
    ],
    ['IFNULL of arrays', 'IFNULL(ARRAY[1], ARRAY[CAST(2 AS BIGINT)])', 'ARRAY<BIGINT NOT NULL> NOT NULL', '[1]'],
    ['IFNULL of a number that is never NULL, widened', 'IFNULL(1, 2.5e0)', 'DOUBLE NOT NULL', '1.0'],
    ['IFNULL of a text that is never NULL, as it is', "IFNULL('a', CAST('bc' AS STRING))", 'CHAR(1) NOT NULL', 'a'],
  ])('%s', (_, sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });
});
