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
    ['IFNULL of a number that is never NULL, widened', 'IFNULL(1, 2.5e0)', 'DOUBLE NOT NULL', '1.0'],
    ['IFNULL of a text that is never NULL, as it is', "IFNULL('a', CAST('bc' AS STRING))", 'CHAR(1) NOT NULL', 'a'],
  ])('%s', (_, sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });
});
