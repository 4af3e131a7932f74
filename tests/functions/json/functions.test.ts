import { describe, expect, it } from 'vitest';
import { evaluate, typeOfSql, valueOfSql } from '../expect-sql.ts';

describe('JSON_VALUE', () => {
  it.each([
    [`JSON_VALUE('{"a":1e2}', '$.a')`, '1E+2'],
    [`JSON_VALUE('{"a":"abcdef"}', '$.a' RETURNING VARCHAR(3))`, 'abc'],
    [`JSON_VALUE('{"a":1}', 'lax $.b' DEFAULT 2.50 ON EMPTY)`, '2.50'],
    [`JSON_VALUE('{"a":1}', 'lax $.b' DEFAULT DATE '2020-01-01' ON EMPTY)`, '18262'],
    [`JSON_VALUE('{"a":1}', 'lax $.b' DEFAULT TIMESTAMP '2020-01-01 00:00:00' ON EMPTY)`, '2020-01-01T00:00'],
    [`JSON_VALUE('{"a":1}', '$.b' RETURNING INT DEFAULT 7 ON ERROR)`, '7'],
    [`JSON_VALUE('{"a":[1]}', '$.a' DEFAULT 'e' ON EMPTY DEFAULT 'r' ON ERROR)`, 'r'],
    [`JSON_VALUE('{"a":[1]}', 'lax $.a' DEFAULT 'e' ON EMPTY DEFAULT 'r' ON ERROR)`, 'e'],
    [`JSON_VALUE('null', 'lax $' DEFAULT 'e' ON EMPTY DEFAULT 'r' ON ERROR)`, 'r'],
    [`JSON_VALUE(CAST(NULL AS STRING), '$' DEFAULT 'r' ON ERROR)`, 'NULL'],
    [`JSON_VALUE(PARSE_JSON('{"a":1}'), '$.a')`, '1'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it.each([
    [`JSON_VALUE('{"a":1}', '$.a' RETURNING BIGINT)`, /cannot return BIGINT/],
    [`JSON_VALUE('{"a":1}', '$.a' RETURNING CHAR(3))`, /cannot return CHAR\(3\)/],
    [`JSON_VALUE('{"a":"t"}', '$.a' RETURNING BOOLEAN DEFAULT TRUE ON ERROR)`, /t is not BOOLEAN/],
    [`JSON_VALUE('{"a":1}', '$.a' RETURNING DOUBLE)`, /1 is not DOUBLE/],
    [`JSON_VALUE('{"a":9999999999}', '$.a' RETURNING INT)`, /9999999999 is not INT/],
    [`JSON_VALUE('{"a":1}', '$.b' ERROR ON ERROR)`, /no results for path \$\['b'\]/],
    [`JSON_VALUE('{"a":1', '$.b' ERROR ON ERROR)`, /not JSON: .* found the end/],
    [`JSON_VALUE('{"a":1}', 'lax $.b' ERROR ON EMPTY)`, /leads to no scalar/],
    [`JSON_VALUE('{"a":1}', '$ b' ERROR ON ERROR)`, /'\$ b' is not a JSON path/],
    [`JSON_VALUE(1, '$.a')`, /must be a character string or VARIANT, found INT/],
    [`JSON_VALUE('{}', NULL)`, /untyped NULL/],
  ])('%s fails with words for a user', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });
});

describe('JSON_QUERY', () => {
  it.each([
    [`JSON_QUERY('{"a":{"z":1,"b":2}}', '$.a')`, '{"b":2,"z":1}'],
    [`JSON_QUERY('{"a":{"b":1}}', '$.a' RETURNING VARCHAR(3))`, '{"b'],
    [
      `JSON_QUERY('{"a":[1,"x",null,1.50,{"b":[]},true]}', '$.a' RETURNING ARRAY<STRING>)`,
      '[1, x, NULL, 1.50, {"b":[]}, true]',
    ],
    [`JSON_QUERY('{"a":{"b":1}}', '$.a' RETURNING ARRAY<STRING> EMPTY ARRAY ON ERROR)`, '[]'],
    [`JSON_QUERY('{"a":{"b":1}}', '$.a' RETURNING ARRAY<STRING> WITH WRAPPER)`, '[{"b":1}]'],
    [`JSON_QUERY('{"a":["abc"]}', '$.keys()')`, '["a"]'],
    [`JSON_QUERY('{"a":1}', '$.a' EMPTY OBJECT ON ERROR)`, '{}'],
    [`JSON_QUERY('{"a":1}', 'lax $.a' EMPTY OBJECT ON EMPTY)`, '{}'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it('checks its clauses', () => {
    expect(() => valueOfSql(`JSON_QUERY('{}', '$' RETURNING INT)`)).toThrow('cannot return INT');
    expect(() => valueOfSql(`JSON_QUERY('{}', '$' RETURNING ARRAY<INT>)`)).toThrow('cannot return ARRAY<INT>');
    expect(() => valueOfSql(`JSON_QUERY('{}', '$' RETURNING ARRAY<STRING> EMPTY OBJECT ON ERROR)`)).toThrow(
      'EMPTY OBJECT ON ERROR is no ARRAY<STRING>',
    );
  });
});

describe('JSON_OBJECT, JSON_ARRAY and JSON_STRING', () => {
  it.each([
    [`JSON_OBJECT('b' VALUE 1, 'a' VALUE 2, 'b' VALUE 3)`, '{"a":2,"b":3}'],
    [`JSON_OBJECT('a' VALUE JSON_ARRAY(1,2), 'b' VALUE JSON_STRING(1))`, '{"a":[1,2],"b":"1"}'],
    [`JSON_OBJECT('a' VALUE JSON(' {"b":1, "a":[1.50, 1e2]} '))`, '{"a":{"a":[1.50,1E+2],"b":1}}'],
    [`JSON_OBJECT('a' VALUE JSON(''), 'b' VALUE JSON(CAST(NULL AS STRING)) ABSENT ON NULL)`, '{}'],
    [`JSON_OBJECT('a' VALUE CAST(0.00000001 AS DECIMAL(38, 20)))`, '{"a":1.000000000000E-8}'],
    [`JSON_OBJECT('a' VALUE ARRAY[x'01', x'ff'])`, '{"a":["AQ==","/w=="]}'],
    [`JSON_ARRAY(1, CAST(NULL AS INT), 'x')`, '[1,"x"]'],
    [`JSON_ARRAY(1, CAST(NULL AS INT), 'x' NULL ON NULL)`, '[1,null,"x"]'],
    [`JSON_STRING(CAST(1.1 AS FLOAT))`, '1.100000023841858'],
    [`JSON_STRING(CAST(1e10 AS DOUBLE))`, '1.0E+10'],
    [`JSON_STRING(CAST('NaN' AS DOUBLE))`, '"NaN"'],
    [`JSON_STRING(ROW(1, ROW('a', ARRAY[1.5, 2.25])))`, '{"EXPR$0":1,"EXPR$1":{"EXPR$0":"a","EXPR$1":[1.50,2.25]}}'],
    [`JSON_STRING(PARSE_JSON('{"b":1.50,"a":1e2,"c":-0}'))`, '{"a":100.0,"b":1.5,"c":0}'],
    [`JSON_STRING(CAST('2020-01-01 10:00:00.120' AS TIMESTAMP(3)))`, '"2020-01-01T10:00:00.12"'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it.each([
    [`JSON_STRING(DATE '2020-01-01')`, 'DATE cannot be converted into JSON'],
    [`JSON_STRING(MAP[1, 2])`, 'keys of INT'],
    [`JSON_STRING(CAST('NaN' AS FLOAT))`, 'a FLOAT constant must be a finite number'],
    [`JSON_OBJECT(1 VALUE 2)`, 'key 1 of JSON_OBJECT must be a character string'],
    [`JSON_OBJECT('a' VALUE NULL)`, 'untyped NULL'],
    [`JSON('{}')`, 'can only be a value of JSON_OBJECT'],
    [`JSON_OBJECT(KEY JSON('{}') VALUE 'x')`, 'can only be a value of JSON_OBJECT'],
    [`JSON_ARRAY(JSON('bad'))`, `'bad' is not JSON`],
  ])('%s fails with words for a user', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });
});

describe('JSON_QUOTE and JSON_UNQUOTE', () => {
  it('write what is not ASCII as Flink does, surrogates twice over', () => {
    expect(valueOfSql(`JSON_QUOTE('a/é😀')`)).toBe('"a\\/\\u00e9\\u1f600\\ude00"');
    expect(evaluate(`JSON_QUOTE(CAST(NULL AS STRING))`)).toEqual({ type: 'STRING', value: 'NULL' });
  });

  it.each([
    [`'"a"b"'`, 'a"b'],
    [`'"a"\\x"'`, '"a"\\x"'],
    [`'"a"\\"'`, 'a"\\'],
    [`'"a" '`, '"a" '],
    [`'"'`, '"'],
    [`''`, ''],
    [`'[1]'`, '[1]'],
  ])('JSON_UNQUOTE(%s) is %s', (text, value) => {
    expect(valueOfSql(`JSON_UNQUOTE(${text})`)).toBe(value);
  });

  it('fails on an escape that is cut off', () => {
    expect(() => valueOfSql(`JSON_UNQUOTE('"a"\\u00"')`)).toThrow('too few digits');
  });
});

describe('VARIANT', () => {
  it.each([
    [
      `PARSE_JSON('[1,300,70000,5000000000,1.50,123456789.123456789,1e3,1E-7,true,null,"x"]')`,
      '[1,300,70000,5000000000,1.5,123456789.123456789,1000.0,1.0E-7,true,null,"x"]',
    ],
    [`PARSE_JSON('12345678901234567890.123')`, '12345678901234567890.123'],
    [`PARSE_JSON('1234567890123456789012345678901234567890')`, '1.2345678901234568E39'],
    [`PARSE_JSON('1 2')`, '1'],
    [`PARSE_JSON('{"a":1,"a":2}', TRUE)`, '{"a":2}'],
    [`PARSE_JSON('{"a":[1,2]}')['a'][1]`, '1'],
    [`PARSE_JSON('{"a":[1,2]}')['a'][3]`, 'NULL'],
    [`PARSE_JSON('{"a":[1,2]}')['b']['c']`, 'NULL'],
    [`PARSE_JSON('{"a":null}')['a']`, 'null'],
    [`TRY_PARSE_JSON('{"a":1,"a":2}', FALSE)`, 'NULL'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });

  it('fails on what is not JSON, and on access that does not fit', () => {
    expect(() => valueOfSql(`PARSE_JSON('{a')`)).toThrow('not JSON');
    expect(() => valueOfSql(`PARSE_JSON('{"a":1,"a":2}')`)).toThrow(`member 'a' twice`);
    expect(() => valueOfSql(`PARSE_JSON('[1]')['a']`)).toThrow(`has no member 'a'`);
    expect(() => valueOfSql(`PARSE_JSON('{"a":1}')[1]`)).toThrow('has no element 1');
    expect(typeOfSql(`PARSE_JSON('1')`)).toBe('VARIANT NOT NULL');
  });
});
