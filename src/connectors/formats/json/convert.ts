import { decimalOfText } from '../../../sql/types/decimal.ts';
import { javaTrim } from '../../../sql/types/parse-number.ts';
import { printType } from '../../../sql/types/print.ts';
import type { RowField, SqlType } from '../../../sql/types/type.ts';
import type { MapValue, Value } from '../../../sql/types/value.ts';
import { decodeBase64 } from '../base64.ts';
import { parseJavaBoolean, parseJavaDouble, parseJavaFloat, parseJavaInt, parseJavaLong } from '../java-number.ts';
import { parseJavaDate, parseJavaTimestamp, parseSqlTime, type TimestampStyle } from '../java-temporal.ts';
import { shorten, ValueError } from '../value-error.ts';
import { isArray, isNumber, isObject, type JsonNode, type JsonObject } from './tree.ts';
import { lastEntries, nodeText } from './tree-text.ts';

/** What the conversion of nodes to values depends on. */
export interface ConvertSettings {
  readonly failOnMissingField: boolean;
  readonly ignoreParseErrors: boolean;
  readonly timestampStyle: TimestampStyle;
  /** `decode.json-parser.enabled`: fields are taken as they come, as many as the schema has; otherwise the last of each name. */
  readonly streaming: boolean;
  /** Some type of the schema is DECIMAL: fractions in objects given for a STRING are written exactly. */
  readonly exactFractions: boolean;
}

export type Convert = (node: JsonNode) => Value;

/**
 * How a JSON value becomes a value of the type (Flink's JsonParserToRowDataConverters, JsonToRowDataConverters); null for a JSON null.
 * The result throws ValueError, or gives null instead with `ignoreParseErrors`.
 */
export function converterOf(type: SqlType, settings: ConvertSettings): Convert {
  const convert = notNullConverter(type, settings);
  return (node) => {
    if (node === null) return null;
    try {
      return convert(node);
    } catch (error) {
      if (settings.ignoreParseErrors && error instanceof ValueError) return null;
      throw error;
    }
  };
}

function notNullConverter(type: SqlType, settings: ConvertSettings): Convert {
  switch (type.kind) {
    case 'ARRAY': {
      const convert = converterOf(type.element, settings);
      return (node) => (isArray(node) ? node.elements.map(convert) : unexpected(type, node));
    }
    case 'MAP':
      return mapConverter(type, type.value, settings);
    case 'MULTISET':
      return mapConverter(type, { kind: 'INT', nullable: false }, settings);
    case 'ROW':
    case 'STRUCTURED': {
      const convert = rowConverter(type.fields, settings);
      return (node) => (isObject(node) ? convert(node) : unexpected(type, node));
    }
    default: {
      const convert = scalarConverter(type, settings);
      return (node) => {
        const value = convert(node);
        return value === undefined ? unexpected(type, node) : value;
      };
    }
  }
}

/** The text of a scalar: of a string its content, of a number what is written. */
const textOf = (node: JsonNode): string | undefined =>
  typeof node === 'string'
    ? node
    : typeof node === 'boolean'
      ? String(node)
      : node !== null && isNumber(node)
        ? node.number
        : undefined;

const trimmedText = (node: JsonNode): string => javaTrim(textOf(node) ?? '');

/** A converter that gives undefined for what the type does not take. */
function scalarConverter(type: SqlType, settings: ConvertSettings): (node: JsonNode) => Value | undefined {
  switch (type.kind) {
    case 'NULL':
      return () => null;
    case 'BOOLEAN':
      return (node) => (textOf(node) === undefined ? undefined : parseJavaBoolean(trimmedText(node)));
    case 'TINYINT':
      return (node) => parseJavaInt(trimmedText(node), 8);
    case 'SMALLINT':
      return (node) => parseJavaInt(trimmedText(node), 16);
    case 'INT':
    case 'INTERVAL_YEAR_MONTH':
      return (node) => (isFraction(node) ? truncatedInt(node.number) : parseJavaInt(trimmedText(node), 32));
    case 'BIGINT':
      return (node) => (isFraction(node) ? truncatedLong(node.number) : parseJavaLong(trimmedText(node)));
    case 'INTERVAL_DAY_TIME':
      return (node) => {
        const millis = isFraction(node) ? truncatedLong(node.number) : parseJavaLong(trimmedText(node));
        return millis === undefined ? undefined : Number(millis);
      };
    case 'FLOAT':
      return (node) => parseJavaFloat(trimmedText(node));
    case 'DOUBLE':
      return (node) => parseJavaDouble(trimmedText(node));
    case 'DECIMAL':
      return (node) => decimalValue(node, type);
    case 'CHAR':
    case 'VARCHAR':
      return (node) => textOf(node) ?? nodeText(node, settings.exactFractions);
    case 'BINARY':
    case 'VARBINARY':
      return (node) => (typeof node === 'string' ? decodeBase64(node) : undefined);
    case 'DATE':
      return (node) => parseJavaDate(textOf(node) ?? '');
    case 'TIME':
      return (node) => parseSqlTime(textOf(node) ?? '');
    case 'TIMESTAMP':
      return (node) => parseJavaTimestamp(textOf(node) ?? '', settings.timestampStyle, false);
    case 'TIMESTAMP_LTZ':
      return (node) => parseJavaTimestamp(textOf(node) ?? '', settings.timestampStyle, true);
    default:
      throw new Error(`assertion: ${type.kind} was refused when the table was created`);
  }
}

const isFraction = (node: JsonNode): node is { number: string } =>
  node !== null && isNumber(node) && !/^-?\d+$/.test(node.number);

/** A number with fraction or exponent as an INT: cut off (Jackson's convertNumberToInt). */
function truncatedInt(text: string): number | undefined {
  const double = Number(text);
  return double >= -2147483648 && double <= 2147483647 ? Math.trunc(double) + 0 : undefined;
}

function truncatedLong(text: string): bigint | undefined {
  const double = Number(text);
  if (!(double >= -(2 ** 63) && double <= 2 ** 63)) return undefined;
  const long = BigInt(Math.trunc(double));
  // Java's cast of a double saturates.
  return long > 2n ** 63n - 1n ? 2n ** 63n - 1n : long;
}

/** The digits of a number or string, rounded half up; NULL where the precision does not do; undefined for no number. */
function decimalValue(node: JsonNode, type: SqlType & { kind: 'DECIMAL' }): bigint | null | undefined {
  if (typeof node === 'boolean') return undefined;
  const text = trimmedText(node);
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? decimalOfText(text, type) : undefined;
}

function mapConverter(type: SqlType, valueType: SqlType, settings: ConvertSettings): Convert {
  const convert = converterOf(valueType, settings);
  return (node): MapValue => {
    if (!isObject(node)) return unexpected(type, node);
    const entries = new Map<string, Value>();
    for (const [key, value] of node.entries)
      entries.set(
        key,
        within(key, () => convert(value)),
      );
    return { keys: [...entries.keys()], values: [...entries.values()] };
  };
}

/** The fields of an object as the fields of a row. */
export function rowConverter(fields: readonly RowField[], settings: ConvertSettings): (node: JsonObject) => Value[] {
  const converters = new Map(
    fields.map(({ name, type }, index) => [name, { index, convert: converterOf(type, settings) }] as const),
  );
  return (node) => {
    const row: Value[] = new Array(fields.length).fill(null);
    let found = 0;
    for (const [key, value] of settings.streaming ? node.entries : lastEntries(node)) {
      const field = found < fields.length ? converters.get(key) : undefined;
      if (!field) continue;
      row[field.index] = within(key, () => field.convert(value));
      found++;
    }
    if (settings.failOnMissingField && found < fields.length) missingField(node, [...converters.keys()]);
    return row;
  };
}

export function missingField(node: JsonObject, wanted: readonly string[]): never {
  const there = new Set(node.entries.map(([key]) => key));
  const name = wanted.find((field) => !there.has(field)) ?? wanted[0];
  throw new ValueError(`field '${name}' is missing`);
}

/** Puts the field's name before the reason when the conversion fails. */
export function within<T>(field: string, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const rest = error.message.startsWith("field '") ? `.${error.message.slice(7)}` : `': ${error.message}`;
    throw new ValueError(`field '${field}${rest}`);
  }
}

function unexpected(type: SqlType, node: JsonNode): never {
  throw new ValueError(`expected ${printType(type)}, found ${shorten(nodeText(node, true))}`);
}
