import { describe, expect, test } from 'vitest';
import type { Format } from '../../src/connectors/format.ts';
import { csvFormat } from '../../src/connectors/formats/csv/index.ts';
import { FORMATS } from '../../src/connectors/formats/index.ts';
import { jsonFormat } from '../../src/connectors/formats/json/index.ts';
import { rawFormat } from '../../src/connectors/formats/raw/index.ts';
import { readOptions } from '../../src/connectors/options.ts';
import { sqlType } from '../harness/sql-type.ts';

const problemsOf = (format: Format, options: Record<string, string>) =>
  readOptions(format.options, options, format.rules).problems.map(({ at, message }) => `${at}: ${message}`);

const reasonFor = (format: Format, columns: string) => {
  const type = sqlType(`ROW<${columns}>`);
  return type.kind === 'ROW' ? format.checkSchema?.(type.fields) : undefined;
};

test('each format has a name of its own and options without its prefix', () => {
  expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
  for (const { name, options } of FORMATS)
    for (const key of Object.keys(options)) expect(key.startsWith(`${name}.`)).toBe(false);
});

test('defaults are what Flink has', () => {
  const defaults = (format: Format) =>
    Object.fromEntries(Object.entries(format.options).map(([key, spec]) => [key, spec.default]));
  expect(defaults(jsonFormat)).toEqual({
    'fail-on-missing-field': false,
    'ignore-parse-errors': false,
    'timestamp-format.standard': 'SQL',
    'map-null-key.mode': 'FAIL',
    'map-null-key.literal': 'null',
    'encode.decimal-as-plain-number': false,
    'encode.ignore-null-fields': false,
    'decode.json-parser.enabled': true,
  });
  expect(defaults(csvFormat)).toEqual({
    'field-delimiter': ',',
    'disable-quote-character': false,
    'quote-character': '"',
    'allow-comments': false,
    'ignore-parse-errors': false,
    'array-element-delimiter': ';',
    'escape-character': undefined,
    'null-literal': undefined,
    'write-bigdecimal-in-scientific-notation': undefined,
    'trim-spaces': false,
    'ignore-trailing-unmappable': false,
    'allow-trailing-comma': true,
    'fail-on-missing-columns': false,
    'empty-string-as-null': false,
  });
  expect(defaults(rawFormat)).toEqual({ charset: 'UTF-8', endianness: 'big-endian' });
});

describe('options that exclude each other or make no sense', () => {
  test.each<[Format, Record<string, string>, string[]]>([
    [
      jsonFormat,
      { 'ignore-parse-errors': 'true', 'fail-on-missing-field': 'true' },
      ["ignore-parse-errors: 'fail-on-missing-field' and 'ignore-parse-errors' cannot both be true"],
    ],
    [jsonFormat, { 'ignore-parse-errors': 'true' }, []],
    [
      csvFormat,
      { 'quote-character': "'", 'disable-quote-character': 'true' },
      ["quote-character: 'quote-character' cannot be set when 'disable-quote-character' is true"],
    ],
    [csvFormat, { 'disable-quote-character': 'true' }, []],
    [csvFormat, { 'field-delimiter': '||' }, ["field-delimiter: 'field-delimiter' must be one character, found '||'"]],
    [csvFormat, { 'field-delimiter': '\\t' }, []],
    [csvFormat, { 'field-delimiter': '\\u0001' }, []],
    [csvFormat, { 'escape-character': '' }, ["escape-character: 'escape-character' must be one character, found ''"]],
    [rawFormat, { charset: 'EBCDIC' }, ["charset: charset 'EBCDIC' is not supported"]],
    [rawFormat, { charset: 'iso-8859-1' }, []],
  ])('$0.name $1', (format, options, expected) => {
    expect(problemsOf(format, options)).toEqual(expected);
  });
});

describe('schemas', () => {
  test.each<[Format, string, string | undefined]>([
    [jsonFormat, 'a MAP<STRING, ARRAY<ROW<x DECIMAL(38, 10)>>>, b TIMESTAMP_LTZ(9)', undefined],
    [jsonFormat, 'a MAP<INT, STRING>', "column 'a': the keys of MAP<INT, STRING> must be strings in JSON"],
    [jsonFormat, 'a ARRAY<MULTISET<INT>>', "column 'a': the keys of MULTISET<INT> must be strings in JSON"],
    [csvFormat, 'a ARRAY<INT>, b ROW<x STRING>', undefined],
    [csvFormat, 'a MAP<STRING, STRING>', "column 'a': MAP<STRING, STRING> cannot be written or read as CSV"],
    [csvFormat, 'a ARRAY<ARRAY<INT>>', "column 'a': ARRAY<INT> cannot be nested in ARRAY<ARRAY<INT>> in CSV"],
    [rawFormat, 'a STRING', undefined],
    [rawFormat, 'a STRING, b STRING', 'it holds exactly one column, and the table has 2'],
    [rawFormat, 'a DATE', "column 'a': DATE has no raw form"],
  ])('$0.name $1', (format, columns, expected) => {
    expect(reasonFor(format, columns)).toBe(expected);
  });
});
