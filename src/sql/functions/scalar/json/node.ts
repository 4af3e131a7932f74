/** SQL values to JSON text by their type: what JSON_OBJECT, JSON_ARRAY and JSON_STRING write (Flink's JsonGenerateUtils). */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { isCharacter } from '../../../types/family.ts';
import { doubleText } from '../../../types/float-text.ts';
import { printType } from '../../../types/print.ts';
import type { SqlType } from '../../../types/type.ts';
import type { MapValue, TimestampValue, Value, VariantValue } from '../../../types/value.ts';
import { variantText } from '../../../types/variant-text.ts';
import { parseBigDecimal, printBigDecimal } from '../../json-path/big-decimal.ts';
import { JsonFailure, readJson } from '../../json-path/reader.ts';
import { quoteJson, writeJson, writeObject } from '../../json-path/writer.ts';
import { isoTimestamp } from './iso-timestamp.ts';

export type JsonText = (value: Value) => string;

/** Why values of a type have no JSON form; undefined when they have one. */
export function jsonRefusal(type: SqlType): string | undefined {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'BOOLEAN':
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DECIMAL':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'BINARY':
    case 'VARBINARY':
    case 'VARIANT':
      return undefined;
    case 'ARRAY':
      return jsonRefusal(type.element);
    case 'ROW':
    case 'STRUCTURED':
      return type.fields.map((field) => jsonRefusal(field.type)).find((refusal) => refusal !== undefined);
    case 'MAP':
      return isCharacter(type.key) ? jsonRefusal(type.value) : keyRefusal(type.key);
    case 'MULTISET':
      return isCharacter(type.element) ? undefined : keyRefusal(type.element);
    default:
      return `${printType(type)} cannot be converted into JSON`;
  }
}

const keyRefusal = (key: SqlType): string => `a map with keys of ${printType(key)} cannot be converted into JSON`;

const base64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

/** Numbers pass through Java's BigDecimal: 1.0E10 becomes 1.0E+10, -0.0 becomes 0.0. */
const bigDecimalText = (text: string): string => {
  const value = parseBigDecimal(text);
  return value === undefined ? `"${text}"` : printBigDecimal(value);
};

function floatJson(value: number): string {
  if (!Number.isFinite(value)) throw new RunTimeError(`the FLOAT ${value} cannot be converted into JSON`);
  return bigDecimalText(doubleText(value));
}

const orNull =
  (text: JsonText): JsonText =>
  (value) =>
    value === null ? 'null' : text(value);

function mapJson(value: JsonText): JsonText {
  return (map) => {
    const { keys, values } = map as MapValue;
    return writeObject(
      keys.map((key, i) => {
        if (key === null) throw new RunTimeError('a map with a NULL key cannot be converted into JSON');
        return [key as string, value(values[i]!)] as const;
      }),
    );
  };
}

/** For a type that `jsonRefusal` takes; the function gets no NULL. */
export function jsonText(type: SqlType): JsonText {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (value) => quoteJson(value as string);
    case 'FLOAT':
      return (value) => floatJson(value as number);
    case 'DOUBLE':
      return (value) => bigDecimalText(doubleText(value as number));
    case 'DECIMAL':
      return (value) => printBigDecimal({ unscaled: value as bigint, scale: type.scale });
    case 'TIMESTAMP':
      return (value) => `"${isoTimestamp(value as TimestampValue)}"`;
    case 'TIMESTAMP_LTZ':
      return (value) => `"${isoTimestamp(value as TimestampValue)}Z"`;
    case 'BINARY':
    case 'VARBINARY':
      return (value) => `"${base64(value as Uint8Array)}"`;
    case 'VARIANT':
      return (value) => variantText(value as VariantValue);
    case 'ARRAY': {
      const element = orNull(jsonText(type.element));
      return (value) => `[${(value as readonly Value[]).map(element).join(',')}]`;
    }
    case 'ROW':
    case 'STRUCTURED': {
      const fields = type.fields.map((field) => [field.name, orNull(jsonText(field.type))] as const);
      return (value) =>
        writeObject(fields.map(([name, text], i) => [name, text((value as readonly Value[])[i]!)] as const));
    }
    case 'MAP':
      return mapJson(orNull(jsonText(type.value)));
    case 'MULTISET':
      return mapJson(String);
    default:
      return String;
  }
}

/** JSON text that goes in as it is, its keys put in order; undefined for a blank one. */
export function embeddedJson(text: string): string | undefined {
  // Java's trim: everything up to the blank.
  const trimmed = text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
  if (trimmed === '') return undefined;
  const value = readJson(trimmed);
  if (value instanceof JsonFailure) throw new RunTimeError(`JSON: '${text}' is not JSON: ${value.message}`);
  return writeJson(value);
}
