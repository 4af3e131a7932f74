import { describe, expect, it } from 'vitest';
import { evaluate, typeOfSql, valueOfSql } from '../expect-sql.ts';

describe('values', () => {
  it.each([
    [`'a' || CAST(NULL AS STRING)`, 'NULL'],
    [`UPPER('straße')`, 'STRASS'],
    [`UPPER(CAST('straße' AS STRING))`, 'STRASSE'],
    [`INITCAP('äb cD1e é')`, 'äB Cd1e é'],
    [`SUBSTRING('a😀b' FROM 2 FOR 1)`, '😀'],
    [`SUBSTRING('abc' FROM -5 FOR 3)`, ''],
    [`SUBSTRING('abc', 0, 2)`, 'ab'],
    [`RIGHT('a😀b', 2)`, '😀b'],
    [`LEFT('abc', 100)`, 'abc'],
    [`POSITION('' IN 'abc')`, '1'],
    [`POSITION('b' IN '😀ab')`, '3'],
    [`LOCATE('a', 'aXa', 2)`, '3'],
    [`LOCATE('a', 'aXa', -2)`, '1'],
    [`INSTR('abcb', 'b', -1, 2)`, '2'],
    [`INSTR('abc', 'b', 0)`, '0'],
    [`LPAD('abc', 0, 'x')`, ''],
    [`RPAD('ab', 5, 'xyz')`, 'abxyz'],
    [`REPEAT('ab', -1)`, ''],
    [`REPLACE('abc', '', '-')`, '-a-b-c-'],
    [`REPLACE('a$b', '$', '$&')`, 'a$&b'],
    [`TRANSLATE('aab', 'aa', '12')`, '11b'],
    [`REVERSE('a😀')`, '😀a'],
    [`TRIM(BOTH '😀' FROM '😀a😀')`, 'a'],
    [`LTRIM('  a ')`, 'a '],
    [`ASCII('é')`, '-61'],
    [`CHR(256)`, '\0'],
    [`ENCODE('aé😀', 'US-ASCII')`, `x'613f3f'`],
    [`ENCODE('é', 'ISO-8859-1')`, `x'e9'`],
    [`DECODE(x'fffe6100', 'UTF-16')`, 'a'],
    [`DECODE(x'0061', 'utf-16be')`, 'a'],
    [`DECODE(x'ff', 'UTF-8')`, '\ufffd'],
    [`FROM_BASE64('YQ')`, 'a'],
    [`URL_DECODE('%e4%bd%a0+%')`, 'NULL'],
    [`URL_DECODE('%e4%bd%a0+')`, '你 '],
    [`PARSE_URL('HTTP://h:80/a/./b/../c?x=1#r', 'PATH')`, '/a/c'],
    [`PARSE_URL('http://[::1]:8080/x', 'HOST')`, '[::1]'],
    [`PARSE_URL('http://h:port/', 'HOST')`, 'NULL'],
    [`PARSE_URL('http://a@b@c/', 'HOST')`, ''],
    [`PARSE_URL('file:/etc/x', 'PATH')`, '/etc/x'],
    [`PARSE_URL('http://h?q=1', 'QUERY')`, 'q=1'],
    [`PARSE_URL('http://h/', 'host')`, 'NULL'],
    [`PARSE_URL('http://h/?a=1&b=2&a=3', 'QUERY', 'a')`, '1'],
    [`SPLIT_INDEX('a b', '', 1)`, 'b'],
    [`SPLIT_INDEX('', ',', 0)`, 'NULL'],
    [`SPLIT_INDEX('a', 256, 0)`, 'NULL'],
    [`STR_TO_MAP('')`, '{}'],
    [`STR_TO_MAP('b=1,a=2,b=3')`, '{a=2, b=3}'],
    [`STR_TO_MAP('a=1,,,')`, '{a=1}'],
    [`STR_TO_MAP('a=b=c')`, '{a=b=c}'],
    [`ELT(0, 'a')`, 'NULL'],
    [`CONCAT_WS(CAST(NULL AS STRING), 'a')`, 'NULL'],
    [`STARTSWITH(x'0102', x'01')`, 'TRUE'],
    [`STARTSWITH(NULL, x'01')`, 'NULL'],
    [`BTRIM(NULL)`, 'NULL'],
    [`TRANSLATE('abc', 'a', CAST(NULL AS STRING))`, 'bc'],
    [`REGEXP_COUNT(NULL, 'a')`, 'NULL'],
  ])('%s is %j', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });
});

describe('LIKE and SIMILAR TO', () => {
  it.each([
    [`'ab' LIKE 'ab%b'`, 'FALSE'],
    [`'abab' LIKE 'ab%ab'`, 'TRUE'],
    [`'axbxc' LIKE '%x%x%'`, 'TRUE'],
    [`'aab' LIKE '%ab'`, 'TRUE'],
    [`'aXbXc' LIKE 'a_b%_c'`, 'TRUE'],
    [`'😀' LIKE '_'`, 'TRUE'],
    [`U&'\\000a' LIKE '_'`, 'FALSE'],
    [`U&'\\000a' LIKE '%'`, 'TRUE'],
    [`'a.c' LIKE 'a.c'`, 'TRUE'],
    [`'abc' LIKE 'a.c'`, 'FALSE'],
    [`'a%' LIKE 'a!%' ESCAPE '!'`, 'TRUE'],
    [`'abc' SIMILAR TO 'a.c'`, 'TRUE'],
    [`'abc' SIMILAR TO 'b'`, 'FALSE'],
    [`'a1' SIMILAR TO '[[:ALPHA:]][[:DIGIT:]]'`, 'TRUE'],
    [`'$\\' SIMILAR TO '$\\'`, 'TRUE'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });
});

describe('PRINTF', () => {
  it.each([
    [`'%5d|%-5d|%05d|%+d|%(d|% d', 42, 42, 42, 42, -42, 42`, '   42|42   |00042|+42|(42)| 42'],
    [`'%,d', -1234567`, '-1,234,567'],
    [`'%x %X %o %#x', 255, 255, 8, 255`, 'ff FF 10 0xff'],
    [`'%x', CAST(-1 AS TINYINT)`, 'ff'],
    [`'%.2f %.0f %f', CAST(2.345 AS DOUBLE), CAST(0.5 AS DOUBLE), CAST(1 AS DOUBLE)`, '2.35 1 1.000000'],
    [`'%.3f', CAST(0.0004 AS DOUBLE)`, '0.000'],
    [`'%.3f', CAST(0.0005 AS DOUBLE)`, '0.001'],
    [`'%.1f', CAST(99.95 AS DOUBLE)`, '100.0'],
    [`'%e %.2E', CAST(12345.678 AS DOUBLE), CAST(0 AS DOUBLE)`, '1.234568e+04 0.00E+00'],
    [`'%g %g', CAST(0.0001 AS DOUBLE), CAST(1234567 AS DOUBLE)`, '0.000100000 1.23457e+06'],
    [`'%,.2f', CAST(1234567.891 AS DOUBLE)`, '1,234,567.89'],
    [`'%s %S %10.2s|', 'a', 'a', 'abc'`, 'a A         ab|'],
    [`'%2$s %1$s %<s', 'a', 'b'`, 'b a a'],
    [`'%c%n%%', 65`, 'A\n%'],
    [`'%b', CAST(NULL AS BOOLEAN)`, 'false'],
    [`'%s', CAST(1.50 AS DECIMAL(5, 2))`, '1.50'],
    [`'%d', CAST(1.50 AS DECIMAL(5, 2))`, 'NULL'],
    [`'%s', CAST(1e10 AS DOUBLE)`, '1.0E10'],
    [`'%'`, 'NULL'],
    [`'%y', 1`, 'NULL'],
    [`'%5'`, 'NULL'],
    [`'%-d', 1`, 'NULL'],
    [`'%d', 1.5`, 'NULL'],
  ])('(%s) is %j', (args, value) => {
    expect(valueOfSql(`PRINTF(${args})`)).toBe(value);
  });
});

describe('types', () => {
  it.each([
    [`CAST('a' AS CHAR(3)) || 'bc'`, 'CHAR(5) NOT NULL'],
    [`CAST('a' AS VARCHAR(3)) || 'bc'`, 'VARCHAR(5) NOT NULL'],
    [`SUBSTRING('hello', 2)`, 'VARCHAR(5)'],
    [`TRIM('ab ')`, 'VARCHAR(3) NOT NULL'],
    [`BTRIM('ab ')`, 'STRING NOT NULL'],
    [`LOWER('AB')`, 'CHAR(2) NOT NULL'],
    [`OVERLAY('abc' PLACING 'xy' FROM 1)`, 'VARCHAR(5) NOT NULL'],
    [`REGEXP_COUNT('a', 'a')`, 'INT'],
    [`REGEXP('a', 'a')`, 'BOOLEAN NOT NULL'],
    [`TRANSLATE('a', 'b', CAST(NULL AS STRING))`, 'STRING NOT NULL'],
    [`ELT(1, 'a', 'bc')`, 'VARCHAR(2)'],
  ])('%s is %s', (sql, type) => {
    expect(typeOfSql(sql)).toBe(type);
  });
});

describe('refusals', () => {
  it.each([
    [`'a' || 1`, /two character strings/],
    [`CONCAT('a', 1)`, /must be a character string, found INT/],
    [`'a' LIKE 'a' ESCAPE 'ab'`, /invalid escape character 'ab'/],
    [`'a' LIKE 'a!b' ESCAPE '!'`, /invalid escape sequence/],
    [`'a' SIMILAR TO '[a'`, /invalid pattern/],
    [`'a' SIMILAR TO '*'`, /dangling meta character/],
    [`REGEXP('a', '(?u)a')`, /regular expression of REGEXP cannot be run: the flag \(\?u\)/],
    [`REGEXP_REPLACE('${'a'.repeat(40)}', '(a+)+b', '')`, /needs more than 20000000 steps/],
    [`STR_TO_MAP('a', '(', '=')`, /no valid regular expression/],
    [`ENCODE('a', 'EBCDIC')`, /unsupported character set 'EBCDIC'/],
    [`FROM_BASE64('a')`, /not base 64/],
    [`INSTR('a', 'a', 1, 0)`, /must be positive/],
    [`REPEAT('a', 2000000000)`, /at most 134217728 are allowed/],
    [`PRINTF('%h', 1)`, /%h .* is not supported/],
    [`PRINTF('%s', ARRAY[1])`, /does not print ARRAY<INT/],
    [`'a' ILIKE 'A'`, /ILIKE/],
  ])('%s: %s', (sql, message) => {
    expect(() => evaluate(sql)).toThrow(message);
  });
});
