/** Arguments and results as large as the types allow: an answer or a sentence for a user, in a moment. */
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../harness/conformance/expr.ts';
import { run } from './user/session.ts';

const evaluate = (sql: string) => evaluateText(`SELECT ${sql}`, {});

describe('too large to be made', () => {
  it.each([
    ["REPEAT('abc', 2147483647)", 'REPEAT would give a text of 6442450941 characters; at most 134217728 are allowed'],
    ["LPAD('a', 2147483647, 'b')", 'LPAD would give a text of 2147483647 characters; at most 134217728 are allowed'],
    ["PRINTF('%2147483647d', 1)", 'PRINTF would give a text of 2147483647 characters; at most 134217728 are allowed'],
    [
      "CHAR_LENGTH(REPLACE(REPEAT('a', 1000000), 'a', REPEAT('b', 10000)))",
      'REPLACE would give a text of 10000000000 characters; at most 134217728 are allowed',
    ],
    ["CAST('a' AS CHAR(2147483647))", 'cannot fill a value up to CHAR(2147483647): at most 134217728 are allowed'],
    [
      "CAST(x'61' AS BINARY(2147483647))",
      'cannot fill a value up to BINARY(2147483647): at most 134217728 are allowed',
    ],
    ["PARSE_JSON(REPEAT('[', 100000))", 'PARSE_JSON: not JSON: nested more than 1000 deep at character 1002'],
  ])('%s', (sql, message) => {
    expect(evaluate(sql)).toMatchObject({ message: expect.stringContaining(message) });
  });
});

describe('large', () => {
  it.each([
    ["CHAR_LENGTH(REPLACE(REPEAT('ab', 1000000), 'a', 'ccc'))", '4000000'],
    ["CHAR_LENGTH(FROM_BASE64(REPEAT('YWFh', 2500000)))", '7500000'],
    ["CHAR_LENGTH(TO_BASE64(REPEAT('a', 3000000)))", '4000000'],
    ["CHAR_LENGTH(CAST(UNHEX(REPEAT('41', 5000000)) AS STRING))", '5000000'],
    ["CARDINALITY(SPLIT(REPEAT('a,', 1000000), ','))", '1000001'],
    ["JSON_VALUE(REPEAT('[', 100000), 'lax $[0]')", null],
    ["JSON_VALUE('{}', 'lax $' || REPEAT('.a', 100000))", null],
    ["REPEAT('a', 5000) LIKE REPEAT('%a', 2000) || 'b'", 'FALSE'],
    ["CAST(REPEAT('9', 1000000) AS DOUBLE)", 'Infinity'],
    ["TRY_CAST(REPEAT('9', 1000000) AS DECIMAL(38, 0))", null],
  ])('%s', (sql, value) => {
    expect(evaluate(sql)).toMatchObject({ value });
  });
});

it('a text of a row that the memory has no room for is said to be that', async () => {
  const { diagnostics } = await run(
    "SELECT REPEAT(s, 60000000) FROM (SELECT CONCAT('a', CAST(RAND_INTEGER(1) AS STRING)) AS s FROM (VALUES 1)) AS t",
  );
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('of batch memory')]);
});
