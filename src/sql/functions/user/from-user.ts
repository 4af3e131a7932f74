/** What a user's function returns -> an SQL value of the declared type, or the reason why it is none. */
import { decimalOfText, parseDecimalText } from '../../types/decimal.ts';
import { parseDate, parseTime, parseTimestamp } from '../../types/parse-temporal.ts';
import { printType } from '../../types/print.ts';
import type { DecimalType, RowType, SqlType, StructuredType, TemporalType } from '../../types/type.ts';
import type { TimestampValue, Value } from '../../types/value.ts';
import { timestampOf } from '../../types/value.ts';
import { fieldsOf, mapEntries } from './from-user-parts.ts';
import { Unfit } from './unfit.ts';

/** @throws Unfit for what no value of the type can be made of */
export type FromUser = (value: unknown) => Value;

export function fromUser(type: SqlType): FromUser {
  const convert = converter(type);
  return (value) => {
    if (value !== null && value !== undefined) return convert(value);
    if (type.nullable) return null;
    throw new Unfit(`is ${value}, and ${printType(type)} NOT NULL takes none`);
  };
}

const LONGEST_SHOWN = 60;

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : `a ${nameOfClass(value)}`;
  return `a ${typeof value}`;
}

function nameOfClass(value: object | null): string {
  const made: unknown = value && Object.getPrototypeOf(value)?.constructor?.name;
  return typeof made === 'string' && made !== '' ? made : 'object';
}

function wrong(value: unknown, type: SqlType, wanted: string): never {
  throw new Unfit(`is ${shown(value)}, and ${printType(type)} takes ${wanted}`);
}

const INTEGER_BOUNDS: Readonly<Record<string, number>> = { TINYINT: 2 ** 7, SMALLINT: 2 ** 15, INT: 2 ** 31 };

function converter(type: SqlType): FromUser {
  switch (type.kind) {
    case 'BOOLEAN':
      return (value) => (typeof value === 'boolean' ? value : wrong(value, type, 'true or false'));
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return integer(type, INTEGER_BOUNDS[type.kind]!);
    case 'BIGINT':
      return bigint(type);
    case 'FLOAT':
      return (value) => (typeof value === 'number' ? Math.fround(value) : wrong(value, type, 'a number'));
    case 'DOUBLE':
      return (value) => (typeof value === 'number' ? value : wrong(value, type, 'a number'));
    case 'DECIMAL':
      return decimal(type);
    case 'CHAR':
    case 'VARCHAR':
      return text(type, type.length, type.kind === 'CHAR' ? 'exactly' : 'at most');
    case 'BINARY':
    case 'VARBINARY':
      return bytes(type, type.length, type.kind === 'BINARY' ? 'exactly' : 'at most');
    case 'DATE':
      return parsed(type, /^\d{4}-\d{2}-\d{2}$/, "a string like '2024-02-29'", parseDate);
    case 'TIME':
      return parsed(type, /^\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/, "a string like '12:34:56.789'", parseTime);
    case 'TIMESTAMP':
      return timestamp(type);
    case 'TIMESTAMP_LTZ':
      return instant(type);
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME': {
      const wanted =
        type.kind === 'INTERVAL_YEAR_MONTH' ? 'a whole number of months' : 'a whole number of milliseconds';
      return (value) => (Number.isSafeInteger(value) ? (value as number) : wrong(value, type, wanted));
    }
    default:
      return containers(type);
  }
}

function containers(type: SqlType): FromUser {
  switch (type.kind) {
    case 'ARRAY': {
      const element = fromUser(type.element);
      return (value) =>
        Array.isArray(value) ? each(value, element, (i) => `element ${i}`) : wrong(value, type, 'an array');
    }
    case 'MAP':
      return map(type, fromUser(type.key), fromUser(type.value), 'a Map or an object');
    case 'MULTISET':
      return map(type, fromUser(type.element), count, 'a Map of elements and how often each is there');
    case 'ROW':
    case 'STRUCTURED':
      return row(type);
    default:
      throw new Error(`assertion: ${type.kind} is refused when the function is made`);
  }
}

/** All converted; what does not fit is said with its part. */
function each(values: readonly unknown[], convert: FromUser, part: (index: number) => string): Value[] {
  const converted: Value[] = [];
  try {
    for (const value of values) converted.push(convert(value));
  } catch (error) {
    throw error instanceof Unfit ? error.within(part(converted.length)) : error;
  }
  return converted;
}

function row(type: RowType | StructuredType): FromUser {
  const names = type.fields.map((field) => field.name);
  const converters = type.fields.map((field) => fromUser(field.type));
  return (value) => {
    const parts = fieldsOf(value, names);
    if (!parts) return wrong(value, type, 'an object with its fields, or an array of them');
    const converted: Value[] = [];
    try {
      for (let i = 0; i < converters.length; i++) converted.push(converters[i]!(parts[i]));
    } catch (error) {
      throw error instanceof Unfit ? error.within(`field ${names[converted.length]}`) : error;
    }
    return converted;
  };
}

const count: FromUser = (value) => {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw new Unfit(`is ${shown(value)}, and a MULTISET counts in whole numbers from 1`);
};

const map =
  (type: SqlType, key: FromUser, item: FromUser, wanted: string): FromUser =>
  (value) => {
    const entries = mapEntries(value);
    if (!entries) return wrong(value, type, wanted);
    return {
      keys: each(
        entries.map(([k]) => k),
        key,
        () => 'a key',
      ),
      values: each(
        entries.map(([, v]) => v),
        item,
        () => 'a value',
      ),
    };
  };

const integer =
  (type: SqlType, bound: number): FromUser =>
  (value) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= -bound && number < bound) return number + 0;
    return wrong(value, type, `whole numbers from ${-bound} to ${bound - 1}`);
  };

const bigint =
  (type: SqlType): FromUser =>
  (value) => {
    if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
    return wrong(value, type, 'a bigint of 64 bits, or a whole number up to 2^53 - 1');
  };

/** Digits behind the scale are rounded half up, as a CAST does; digits before the point must fit. */
const decimal =
  (type: DecimalType): FromUser =>
  (value) => {
    const known = typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number';
    const written = known ? String(value) : '';
    const exact = written.length <= 400 && parseDecimalText(written) !== undefined;
    const unscaled = exact ? decimalOfText(written, type) : null;
    return unscaled ?? wrong(value, type, "a string like '12.50', a bigint or a number that fits");
  };

const text =
  (type: SqlType, length: number, bound: string): FromUser =>
  (value) => {
    if (typeof value !== 'string') return wrong(value, type, 'a string');
    // A string has at least as many UTF-16 units as characters: most need no counting.
    if (bound === 'at most' && value.length <= length) return value;
    const characters = [...value].length;
    if (bound === 'exactly' ? characters === length : characters <= length) return value;
    return wrong(value, type, `${bound} ${length} characters`);
  };

const bytes =
  (type: SqlType, length: number, bound: string): FromUser =>
  (value) => {
    if (!(value instanceof Uint8Array)) return wrong(value, type, 'a Uint8Array');
    if (bound === 'exactly' ? value.length === length : value.length <= length) return value;
    return wrong(value, type, `${bound} ${length} bytes`);
  };

const parsed =
  (type: SqlType, form: RegExp, wanted: string, parse: (text: string) => number | undefined): FromUser =>
  (value) =>
    (typeof value === 'string' && form.test(value) ? parse(value) : undefined) ?? wrong(value, type, wanted);

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;

function localTime(value: string, precision: number): TimestampValue | undefined {
  if (!LOCAL.test(value)) return undefined;
  const spaced = value.replace('T', ' ');
  return parseTimestamp(spaced.length === 16 ? `${spaced}:00` : spaced, precision);
}

const timestamp =
  (type: TemporalType): FromUser =>
  (value) =>
    (typeof value === 'string' ? localTime(value, type.precision) : undefined) ??
    wrong(value, type, "a string like '2024-02-29T12:34:56.789'");

const instant =
  (type: TemporalType): FromUser =>
  (value) => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return timestampOf(value.getTime());
    const utc =
      typeof value === 'string' && value.endsWith('Z') ? localTime(value.slice(0, -1), type.precision) : undefined;
    return utc ?? wrong(value, type, "a valid Date, or a string like '2024-02-29T12:34:56.789Z'");
  };
