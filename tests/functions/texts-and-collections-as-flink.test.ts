/** What real Flink answers where a plainer rule would give something else: texts, JSON, rows, arrays and maps. */
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../harness/conformance/expr.ts';
import { evaluate } from './expect-sql.ts';

const answers = (cases: readonly (readonly [string, string, string])[]): void =>
  it.each(cases)('%s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });

describe('as Flink', () => {
  describe('an element that is not there, of a NOT NULL type', () => {
    answers([
      ['ARRAY[ARRAY[1,2], NULL][2][1]', 'INT', '-1'],
      ["ARRAY[ARRAY['a'], NULL][2][1]", 'CHAR(1)', ' '],
      ['ARRAY[1,2][NULLIF(1,1)]', 'INT', '-1'],
      ['ARRAY[1,2][CAST(NULL AS INT)]', 'INT', 'NULL'],
      ["MAP['a', MAP['x',1]]['b']['x']", 'INT', '-1'],
      ["MAP['a',1][NULLIF('a','a')]", 'INT', '-1'],
      ["MAP['a',1][CAST(NULL AS STRING)]", 'INT', 'NULL'],
      ['CAST(NULL AS ARRAY<INT NOT NULL>)[1]', 'INT', 'NULL'],
      ['ARRAY[ARRAY[1], NULL][2][1] IS NULL', 'BOOLEAN NOT NULL', 'FALSE'],
      ['ARRAY[ARRAY[1], NULL][2][1] + 1', 'INT', 'NULL'],
      ['COALESCE(ARRAY[ARRAY[1], NULL][2][1], 7)', 'INT NOT NULL', '7'],
      ['ELEMENT(ARRAY[ARRAY[1],NULL][2])', 'INT NOT NULL', '-1'],
      ['ELEMENT(CAST(NULL AS ARRAY<INT NOT NULL>))', 'INT NOT NULL', '-1'],
    ]);
  });

  describe('rows are equal field by field', () => {
    answers([
      ['ROW(1, CAST(NULL AS INT)) = ROW(1, 2)', 'BOOLEAN', 'NULL'],
      ['ROW(1, CAST(NULL AS INT)) = ROW(2, 2)', 'BOOLEAN', 'FALSE'],
      ['ROW(1, CAST(NULL AS INT)) <> ROW(1, 2)', 'BOOLEAN', 'TRUE'],
      ['ROW(1, NULLIF(2,2)) = ROW(1, NULLIF(2,2))', 'BOOLEAN', 'NULL'],
      ['ROW(1, ROW(2, NULLIF(2,2))) = ROW(1, ROW(2,2))', 'BOOLEAN', 'FALSE'],
      ['ROW(1, 2) IN (ROW(1, CAST(NULL AS INT)))', 'BOOLEAN', 'NULL'],
      ['CAST(ROW(1,2) AS ROW<x INT,y INT>) IN (ROW(1,2), ROW(3,4))', 'BOOLEAN', 'TRUE'],
      ['CAST(ROW(1,2) AS ROW<x INT,y INT>) <> ROW(1,2)', 'BOOLEAN', 'FALSE'],
      ['ROW(1, NULL) = ROW(1, NULL)', 'BOOLEAN', 'NULL'],
      ['ROW(1, NULL) = ROW(1, 2)', 'BOOLEAN', 'NULL'],
      ['(1, NULL) IN ((1, 2))', 'BOOLEAN', 'NULL'],
      ['ROW(1,NULL) IS NULL', 'BOOLEAN NOT NULL', 'FALSE'],
      ['ROW(NULL,1) IS NULL', 'BOOLEAN NOT NULL', 'FALSE'],
      ['CAST(NULL AS BITMAP) = CAST(NULL AS BITMAP)', 'BOOLEAN', 'NULL'],
    ]);
  });

  describe('collections', () => {
    answers([
      ['MAP[1.5, 1, 1.50, 2]', 'MAP<DECIMAL(3, 2) NOT NULL, INT NOT NULL> NOT NULL', '{1.50=1, 1.50=2}'],
      ["MAP[UPPER('a'), 1, 'A', 2]", 'MAP<CHAR(1) NOT NULL, INT NOT NULL> NOT NULL', '{A=1, A=2}'],
      ["MAP[x'61', 1, x'61', 2]", 'MAP<BINARY(1) NOT NULL, INT NOT NULL> NOT NULL', "{x'61'=1, x'61'=2}"],
      ['MAP[-1,1,-1,2]', 'MAP<INT NOT NULL, INT NOT NULL> NOT NULL', '{-1=2}'],
      ["MAP[CAST('a' AS STRING), 1, 'a', 2]", 'MAP<STRING NOT NULL, INT NOT NULL> NOT NULL', '{a=2}'],
      ["MAP['a', NULL]", 'MAP<CHAR(1) NOT NULL, CHAR(1)> NOT NULL', '{a=NULL}'],
      ["MAP['a',1,NULL,2]", 'MAP<CHAR(1), INT NOT NULL> NOT NULL', '{a=1, NULL=2}'],
      ["MAP_KEYS(MAP['a', 1, 'b', NULL])", 'ARRAY<CHAR(1) NOT NULL> NOT NULL', '[a, b]'],
      ["JSON_STRING(MAP['a', 1, 'b', NULL])", 'STRING NOT NULL', '{"a":1,"b":null}'],
      ['ARRAY_POSITION(ARRAY[NULL, CAST(2 AS BIGINT)], CAST(1 AS TINYINT))', 'INT', '0'],
      ['ARRAY_POSITION(ARRAY[NULL, CAST(2 AS BIGINT)], CAST(1 AS BIGINT))', 'INT NOT NULL', '0'],
      ['ARRAY_APPEND(ARRAY[NULL, CAST(2 AS BIGINT)], 1)', 'ARRAY<BIGINT>', '[NULL, 2, 1]'],
      ['ARRAY_APPEND(ARRAY[NULL, CAST(2 AS BIGINT)], CAST(1 AS BIGINT))', 'ARRAY<BIGINT> NOT NULL', '[NULL, 2, 1]'],
      ["MAP['a', NULL]['a']", 'CHAR(1)', 'NULL'],
      ["CARDINALITY(MAP['a', NULL])", 'INT NOT NULL', '1'],
      ['MAP[1, NULL] IS NOT NULL', 'BOOLEAN NOT NULL', 'TRUE'],
      ["ARRAY[1] IN (ARRAY['a'])", 'BOOLEAN NOT NULL', 'FALSE'],
      ['ARRAY[1] IN (ARRAY[1.0])', 'BOOLEAN NOT NULL', 'FALSE'],
      ['ARRAY[1] IN (ARRAY[CAST(1 AS BIGINT)])', 'BOOLEAN NOT NULL', 'TRUE'],
      ["MAP['a',1] IN (MAP['a','x'])", 'BOOLEAN NOT NULL', 'FALSE'],
      ["OBJECT_OF('c')", "STRUCTURED<'c', >", '()'],
      ["OBJECT_UPDATE(OBJECT_OF('c','a',1))", "STRUCTURED<'c', `a` INT NOT NULL>", '(a=1)'],
    ]);
  });

  describe('NULL in collections that are cast', () => {
    answers([
      ['ARRAY_CONCAT(ARRAY[1, NULL], ARRAY[1.5])', 'ARRAY<DECIMAL(11, 1)> NOT NULL', '[1.0, 0.0, 1.5]'],
      ['ARRAY_UNION(ARRAY[1,CAST(NULL AS INT)], ARRAY[CAST(1 AS BIGINT)])', 'ARRAY<BIGINT> NOT NULL', '[1, 0]'],
      [
        'ARRAY_CONCAT(ARRAY[1.5, NULL], ARRAY[CAST(1.25 AS DECIMAL(10,2))])',
        'ARRAY<DECIMAL(10, 2)> NOT NULL',
        '[1.50, 0.00, 1.25]',
      ],
      [
        'ARRAY_CONCAT(ARRAY[ARRAY[1,NULL]], ARRAY[ARRAY[CAST(1 AS BIGINT)]])',
        'ARRAY<ARRAY<BIGINT> NOT NULL> NOT NULL',
        '[[1, 0], [1]]',
      ],
      ['ARRAY_CONCAT(ARRAY[1,NULL], ARRAY[2])', 'ARRAY<INT> NOT NULL', '[1, NULL, 2]'],
      ["ARRAY_CONCAT(ARRAY['a', NULL], ARRAY['abc'])", 'ARRAY<VARCHAR(3)> NOT NULL', '[a, NULL, abc]'],
      ['CAST(ARRAY[1,NULL] AS ARRAY<BIGINT NOT NULL>)', 'ARRAY<BIGINT NOT NULL> NOT NULL', '[1, 0]'],
      ['CAST(ARRAY[CAST(NULL AS INT)] AS ARRAY<INT NOT NULL>)', 'ARRAY<INT NOT NULL> NOT NULL', '[NULL]'],
      ["CAST(ARRAY['a',NULL] AS ARRAY<STRING NOT NULL>)", 'ARRAY<STRING NOT NULL> NOT NULL', '[a, ]'],
      [
        'CAST(ARRAY[CAST(NULL AS TIMESTAMP(3))] AS ARRAY<STRING NOT NULL>)',
        'ARRAY<STRING NOT NULL> NOT NULL',
        '[1970-01-01 00:00:00.000]',
      ],
      [
        "CAST(MAP['a',CAST(NULL AS INT)] AS MAP<STRING,BIGINT NOT NULL>)",
        'MAP<STRING, BIGINT NOT NULL> NOT NULL',
        '{a=0}',
      ],
      ['CAST(ROW(CAST(NULL AS INT)) AS ROW<a BIGINT NOT NULL>)', 'ROW<`a` BIGINT NOT NULL> NOT NULL', '(NULL)'],
    ]);
  });

  describe('a cast orders the entries of a map as a HashMap does', () => {
    answers([
      [
        "CAST(MAP['z',1,'b',2,'foo',3,'a',4] AS MAP<STRING,BIGINT>)",
        'MAP<STRING, BIGINT> NOT NULL',
        '{z=1, a=4, b=2, foo=3}',
      ],
      ['CAST(MAP[100,1,7,2,55,3] AS MAP<STRING,BIGINT>)', 'MAP<STRING, BIGINT> NOT NULL', '{55=3, 100=1, 7=2}'],
      [
        'CAST(MAP[5,1,300,2,-1,3,17,4,33,5] AS MAP<BIGINT,INT>)',
        'MAP<BIGINT, INT> NOT NULL',
        '{-1=3, 17=4, 33=5, 5=1, 300=2}',
      ],
      [
        'CAST(MAP[1.5,1,2.25,2,-3.5,3] AS MAP<DECIMAL(10,3),INT>)',
        'MAP<DECIMAL(10, 3), INT> NOT NULL',
        '{-3.500=3, 1.500=1, 2.250=2}',
      ],
      [
        'CAST(MAP[1e0,1,2.5e0,2,-3e10,3] AS MAP<DOUBLE,BIGINT>)',
        'MAP<DOUBLE, BIGINT> NOT NULL',
        '{1.0=1, 2.5=2, -3.0E10=3}',
      ],
      [
        "CAST(MAP[DATE '2024-01-01',1,DATE '1999-12-31',2,DATE '2000-06-15',3] AS MAP<DATE,BIGINT>)",
        'MAP<DATE, BIGINT> NOT NULL',
        '{2000-06-15=3, 2024-01-01=1, 1999-12-31=2}',
      ],
      [
        "CAST(MAP[TIMESTAMP '2024-01-01 00:00:00',1,TIMESTAMP '1999-12-31 10:00:00',2,TIMESTAMP '2000-06-15 01:02:03',3] AS MAP<TIMESTAMP(3),BIGINT>)",
        'MAP<TIMESTAMP(3), BIGINT> NOT NULL',
        '{1999-12-31 10:00:00.000=2, 2000-06-15 01:02:03.000=3, 2024-01-01 00:00:00.000=1}',
      ],
      [
        "CAST(MAP['alpha',1,'beta',2,'gamma',3,'delta',4,'epsilon',5,'zeta',6,'eta',7,'theta',8,'iota',9,'kappa',10,'lambda',11,'mu',12,'nu',13,'xi',14] AS MAP<STRING,BIGINT>)",
        'MAP<STRING, BIGINT> NOT NULL',
        '{xi=14, gamma=3, kappa=10, mu=12, iota=9, zeta=6, alpha=1, eta=7, nu=13, delta=4, theta=8, beta=2, epsilon=5, lambda=11}',
      ],
      ["CAST(MAP['é',1,'日本',2,'😀',3] AS MAP<STRING,STRING>)", 'MAP<STRING, STRING> NOT NULL', '{é=1, 😀=3, 日本=2}'],
      [
        "CAST(MAP[CAST(NULL AS STRING),1,'a',2] AS MAP<STRING,BIGINT>)",
        'MAP<STRING, BIGINT> NOT NULL',
        '{NULL=1, a=2}',
      ],
      ["MAP['z',1,'b',2,'foo',3,'a',4]", 'MAP<VARCHAR(3) NOT NULL, INT NOT NULL> NOT NULL', '{z=1, b=2, foo=3, a=4}'],
      [
        "MAP_UNION(MAP['z',1,'b',2],MAP['foo',3,'a',4])",
        'MAP<VARCHAR(3) NOT NULL, INT NOT NULL> NOT NULL',
        '{foo=3, a=4, z=1, b=2}',
      ],
    ]);
  });

  describe('items of a list keep their length, and take another type whole', () => {
    answers([
      ["'a' IN ('abc')", 'BOOLEAN NOT NULL', 'FALSE'],
      ["'a' IN (CAST('abc' AS STRING))", 'BOOLEAN NOT NULL', 'TRUE'],
      ["CAST('a' AS CHAR(3)) IN ('a')", 'BOOLEAN NOT NULL', 'FALSE'],
      ["CAST('a' AS VARCHAR(1)) IN ('abc')", 'BOOLEAN NOT NULL', 'FALSE'],
      ['1.6 IN (1.55, 1.65)', 'BOOLEAN NOT NULL', 'FALSE'],
      ['1.5 IN (1.50)', 'BOOLEAN NOT NULL', 'TRUE'],
      ["TIMESTAMP '2024-01-01 00:00:00' IN (TIMESTAMP '2024-01-01 00:00:00.5')", 'BOOLEAN NOT NULL', 'FALSE'],
      ['1 IN (1.4)', 'BOOLEAN NOT NULL', 'TRUE'],
      ["x'61' IN (x'6162')", 'BOOLEAN NOT NULL', 'FALSE'],
      ["x'61' IN (CAST(x'6162' AS BYTES))", 'BOOLEAN NOT NULL', 'TRUE'],
      ['CAST(RAND_INTEGER(1) AS DECIMAL(2,1)) IN (0.04, 0.03)', 'BOOLEAN NOT NULL', 'FALSE'],
    ]);
  });

  describe('texts and JSON', () => {
    answers([
      ["ELT(1, 'a', NULL)", 'VARCHAR(1)', 'a'],
      ["HASH_CODE('Hello, World')", 'INT NOT NULL', '505841268'],
      ["HASH_CODE('polygenelubricants')", 'INT NOT NULL', '-2147483648'],
      ['JSON_QUOTE(NULL)', 'STRING', 'NULL'],
      ['INET_NTOA(NULL)', 'STRING', 'NULL'],
      ['BITMAP_FROM_BYTES(NULL)', 'BITMAP', 'NULL'],
      ["JSON_OBJECT('a' VALUE JSON(NULL))", 'STRING NOT NULL', '{"a":null}'],
      ['JSON_STRING(JSON_ARRAY(1,2))', 'STRING NOT NULL', '[1,2]'],
      ['JSON_STRING(JSON_STRING(JSON_ARRAY(1)))', 'STRING NOT NULL', '"[1]"'],
      ["LPAD('😀😀', 1, 'x')", 'STRING NOT NULL', '?'],
      ["RPAD('a', 2, '😀')", 'STRING NOT NULL', 'a?'],
      ["HEX(RPAD('a', 2, '😀'))", 'STRING NOT NULL', '613F'],
      ["OVERLAY('😀😀' PLACING 'x' FROM 2 FOR 1)", 'VARCHAR(5) NOT NULL', '?x😀'],
      ["REPLACE('😀', '', '-')", 'STRING NOT NULL', '-?-?-'],
      [`JSON_UNQUOTE('"\\ud83dx"')`, 'STRING NOT NULL', '?x'],
    ]);
  });

  it.each([
    ["MAP['a', 1, 'b', NULL]", 'found INT, CHAR(1)'],
    ["CARDINALITY(MAP['a', 1, 'b', NULL])", 'found INT, CHAR(1)'],
    ['JSON_OBJECT(KEY CAST(NULL AS STRING) VALUE 1)', 'must not be NULL, found STRING'],
    ["JSON_OBJECT(KEY NULLIF('a', 'b') VALUE 1)", 'must not be NULL, found CHAR(1)'],
    ["ARRAY_UNION(ARRAY[1], ARRAY[DATE '2024-01-01'])", 'found ARRAY<INT NOT NULL>'],
    ["MAP[NULL, 'a']", 'the keys of MAP[…]'],
    ["MAP_KEYS(MAP['a', NULL])", 'the values of MAP[…]'],
    ['ARRAY(1, 2)', 'ARRAY is no function'],
    ['NEGATE(1)', 'NEGATE is no function'],
    ["REGEXP_EXTRACT('a', 'a', NULL)", 'found an untyped NULL'],
    ['TRY_PARSE_JSON(NULL)', 'found an untyped NULL'],
    ["JSON_EXISTS('{}', CAST('$.a' AS STRING))", 'must be a CHAR'],
    ["x'61' || x'62'", 'found BINARY(1) || BINARY(1)'],
    ["x'0'", 'even number'],
    [
      'BITMAP_BUILD(CAST(NULL AS ARRAY<INT>)) = BITMAP_BUILD(CAST(ARRAY[1] AS ARRAY<INT>))',
      'cannot compare BITMAP = BITMAP',
    ],
  ])('refuses %s', (sql, message) => {
    expect(evaluateText(`SELECT ${sql}`, {})).toMatchObject({
      failed: 'validate',
      message: expect.stringContaining(message),
    });
  });

  it('knows the algorithm of SHA2 before the first row', () => {
    expect(evaluateText('SELECT SHA2(CAST(NULL AS STRING), 0)', {})).toMatchObject({ failed: 'plan' });
  });
});
