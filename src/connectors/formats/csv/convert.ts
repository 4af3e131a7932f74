import { decimalOfText } from '../../../sql/types/decimal.ts';
import { javaTrim } from '../../../sql/types/parse-number.ts';
import { printType } from '../../../sql/types/print.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { Value } from '../../../sql/types/value.ts';
import { decodeBase64 } from '../base64.ts';
import { parseJavaBoolean, parseJavaDouble, parseJavaFloat, parseJavaInt, parseJavaLong } from '../java-number.ts';
import { parseIsoTime, parseJavaTimestamp, parseSqlDate } from '../java-temporal.ts';
import { shorten, ValueError } from '../value-error.ts';
import type { CsvSettings } from './settings.ts';

export type ConvertField = (text: string) => Value;

/**
 * How a field becomes a value of the type (Flink's CsvToRowDataConverters). The result throws ValueError, or gives null instead with
 * `ignore-parse-errors`.
 */
export function fieldConverter(type: SqlType, settings: CsvSettings): ConvertField {
  if (type.kind === 'ARRAY') return arrayConverter(type.element, settings);
  if (type.kind === 'ROW') return ignoring(rowConverter(type, settings), settings);
  const convert = scalarConverter(type, settings);
  return (text) => (isNullText(text, settings) ? null : convert(text));
}

const isNullText = (text: string, { nullLiteral, emptyStringAsNull }: CsvSettings) =>
  text === nullLiteral || (emptyStringAsNull && text === '');

function scalarConverter(type: SqlType, settings: CsvSettings): ConvertField {
  const parse = parser(type);
  return ignoring((text) => {
    const value = parse(text);
    if (value !== undefined) return value;
    throw new ValueError(`expected ${printType(type)}, found '${shorten(text)}'`);
  }, settings);
}

function ignoring(convert: ConvertField, { ignoreParseErrors }: CsvSettings): ConvertField {
  if (!ignoreParseErrors) return convert;
  return (text) => {
    try {
      return convert(text);
    } catch (error) {
      if (error instanceof ValueError) return null;
      throw error;
    }
  };
}

/** Java's String.trim, which most text does not need. */
const trim = (text: string): string =>
  text.charCodeAt(0) > 0x20 && text.charCodeAt(text.length - 1) > 0x20 ? text : javaTrim(text);

/** Reads text as a value of a type that is not nested; undefined when it is none. */
function parser(type: SqlType): (text: string) => Value | undefined {
  switch (type.kind) {
    case 'BOOLEAN':
      return (text) => parseJavaBoolean(trim(text));
    case 'TINYINT':
      return (text) => parseJavaInt(trim(text), 8);
    case 'SMALLINT':
      return (text) => parseJavaInt(trim(text), 16);
    case 'INT':
      return (text) => parseJavaInt(trim(text), 32);
    case 'BIGINT':
      return (text) => parseJavaLong(trim(text));
    case 'FLOAT':
      return (text) => parseJavaFloat(trim(text));
    case 'DOUBLE':
      return (text) => parseJavaDouble(trim(text));
    case 'DECIMAL':
      return (text) => (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? decimalOfText(text, type) : undefined);
    case 'BINARY':
    case 'VARBINARY':
      return decodeBase64;
    case 'DATE':
      return parseSqlDate;
    case 'TIME': {
      const unit = 10 ** (3 - type.precision);
      return (text) => {
        const millis = parseIsoTime(text);
        return millis === undefined ? undefined : Math.floor(millis / unit) * unit;
      };
    }
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return (text) => parseJavaTimestamp(trim(text), 'SQL', type.kind === 'TIMESTAMP_LTZ');
    default:
      return (text) => text;
  }
}

/** Elements between separators; text of nothing but white space has none. A null literal is one of an element, never of the array. */
function elementsOf(text: string, { arraySeparator, trimSpaces }: CsvSettings): readonly string[] {
  if (trim(text) === '') return [];
  const elements = text.split(arraySeparator);
  return trimSpaces ? elements.map(trim) : elements;
}

function arrayConverter(element: SqlType, settings: CsvSettings): ConvertField {
  const convert = fieldConverter(element, settings);
  return (text) => elementsOf(text, settings).map(convert);
}

function rowConverter({ fields }: SqlType & { kind: 'ROW' }, settings: CsvSettings): ConvertField {
  const converters = fields.map(({ type }) => fieldConverter(type, settings));
  return (text) => {
    const elements = elementsOf(text, settings);
    if (elements.length === 0) return null;
    if (elements.length < fields.length && !settings.ignoreParseErrors)
      throw new ValueError(`expected ${fields.length} fields of a row, found ${elements.length}`);
    return converters.map((convert, i) => (i < elements.length ? convert(elements[i]!) : null));
  };
}
