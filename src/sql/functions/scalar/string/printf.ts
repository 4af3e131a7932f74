/** PRINTF: values in the pattern of java.util.Formatter. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { decimalText } from '../../../types/decimal.ts';
import { isCharacter, isInterval, isNumeric, isTimestamp } from '../../../types/family.ts';
import { doubleText, floatText } from '../../../types/float-text.ts';
import { type SqlType, STRING } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { isoTimestamp } from '../json/iso-timestamp.ts';
import { cached } from './bounded-cache.ts';
import { checkLength } from './characters.ts';
import { formatFloat, formatInteger } from './format-number.ts';
import { type FormatPart, formatParts, type Specifier } from './format-pattern.ts';

const printable = (type: SqlType): boolean =>
  type.kind === 'NULL' ||
  type.kind === 'BOOLEAN' ||
  type.kind === 'DATE' ||
  type.kind === 'TIME' ||
  isNumeric(type) ||
  isCharacter(type) ||
  isTimestamp(type) ||
  isInterval(type);

function inferPrintf(call: Call): Inference {
  const wrong = wrongCount(call, 1, Number.POSITIVE_INFINITY);
  if (wrong) return wrong;
  const types = typesOf(call).map((type, i) => (i === 0 && type.kind === 'NULL' ? STRING : type));
  if (!isCharacter(types[0]!)) {
    return refused(`argument 1 of PRINTF must be a character string, found ${describeType(types[0]!)}`, 0);
  }
  const other = types.findIndex((type) => !printable(type));
  if (other < 0) return typed(types, STRING);
  return refused(
    `PRINTF does not print ${describeType(types[other]!)}`,
    other,
    'CAST(… AS STRING) makes a text of a value',
  );
}

/** Bits of the types that Java has as whole numbers: dates, times and intervals too. */
const BITS: Partial<Record<SqlType['kind'], number>> = {
  TINYINT: 8,
  SMALLINT: 16,
  INT: 32,
  DATE: 32,
  TIME: 32,
  INTERVAL_YEAR_MONTH: 32,
  BIGINT: 64,
  INTERVAL_DAY_TIME: 64,
};

/** Java's String.valueOf of Flink's inner value. */
function javaText(value: Value, type: SqlType): string {
  if (type.kind === 'DECIMAL') return decimalText(value as bigint, type.scale);
  if (type.kind === 'FLOAT') return floatText(value as number);
  if (type.kind === 'DOUBLE') return doubleText(value as number);
  return isTimestamp(type) ? isoTimestamp(value as TimestampValue, true) : String(value);
}

const onlyFlag = ({ flags }: Specifier, allowed: string): boolean => [...flags].every((flag) => flag === allowed);

/** To the width by blanks, and in capital letters. */
function justified(text: string, { flags, width = 0, upper }: Specifier): string {
  checkLength('PRINTF', width);
  const padded = flags.has('-') ? text.padEnd(width) : text.padStart(width);
  return upper ? padded.toUpperCase() : padded;
}

function plainText(text: string, specifier: Specifier): string | undefined {
  if (!onlyFlag(specifier, '-') || (specifier.flags.has('-') && specifier.width === undefined)) return undefined;
  return specifier.precision === undefined ? text : text.slice(0, specifier.precision);
}

function character(value: Value, bits: number | undefined, specifier: Specifier): string | undefined {
  if (bits === undefined || bits > 32 || specifier.precision !== undefined) return undefined;
  const code = Number(value);
  return code < 0 || code > 0x10ffff ? undefined : plainText(String.fromCodePoint(code), specifier);
}

/** What a specifier makes of a value; undefined where Java throws. */
function conversionText(value: Value, type: SqlType, specifier: Specifier): string | undefined {
  const { conversion, precision } = specifier;
  const bits = BITS[type.kind];
  switch (conversion) {
    case 'b':
      return plainText(String(typeof value === 'boolean' ? value : value !== null), specifier);
    case 's':
      return plainText(value === null ? 'null' : javaText(value, type), specifier);
  }
  if ('dox'.includes(conversion) && precision !== undefined) return undefined;
  if (value === null) return precision === undefined ? 'null' : 'null'.slice(0, precision);
  if (conversion === 'c') return character(value, bits, specifier);
  if ('dox'.includes(conversion)) {
    return bits === undefined ? undefined : formatInteger(BigInt(value as number | bigint), bits, specifier);
  }
  if (conversion === 'h') {
    throw new RunTimeError('PRINTF: %h (the hash code of a Java object) is not supported; use %x or HASH_CODE');
  }
  if (type.kind !== 'FLOAT' && type.kind !== 'DOUBLE') return undefined;
  if (conversion === 'a') throw new RunTimeError('PRINTF: %a (hexadecimal floating point) is not supported; use %e');
  checkLength('PRINTF', precision ?? 0);
  return formatFloat(value as number, specifier);
}

function specifierText(values: readonly Value[], types: readonly SqlType[], specifier: Specifier): string | undefined {
  const { conversion, flags, width, precision, argument } = specifier;
  if (argument === undefined) {
    if (precision !== undefined || !onlyFlag(specifier, '-') || (flags.has('-') && width === undefined))
      return undefined;
    if (conversion === '%') return justified('%', specifier);
    return width === undefined && flags.size === 0 ? '\n' : undefined;
  }
  if (argument >= values.length) return undefined;
  if (specifier.temporal) {
    throw new RunTimeError('PRINTF: %t (dates and times) is not supported; use DATE_FORMAT and %s');
  }
  checkLength('PRINTF', width ?? 0);
  const text = conversionText(values[argument]!, types[argument]!, specifier);
  return text === undefined ? undefined : justified(text, specifier);
}

/** NULL where Java throws. */
function print(parts: readonly FormatPart[], values: readonly Value[], types: readonly SqlType[]): string | null {
  let result = '';
  for (const part of parts) {
    const text = typeof part === 'string' ? part : specifierText(values, types, part);
    if (text === undefined) return null;
    checkLength('PRINTF', result.length + text.length);
    result += text;
  }
  return result;
}

function compilePrintf(call: TypedCall) {
  const types = call.args.slice(1).map((arg) => arg.type);
  const patterns = cached((pattern: string) => formatParts(pattern) ?? null);
  return {
    evaluate: (pattern: string | null, ...values: Value[]) => {
      const parts = pattern === null ? null : patterns(pattern);
      return parts === null ? null : print(parts, values, types);
    },
  };
}

export const printf = scalarFunction({
  name: 'PRINTF',
  category: 'string',
  summary:
    'Values in a pattern of Java’s Formatter, such as %s, %d, %08d, %.2f and %,d; NULL where pattern and values do not fit.',
  parameters: [
    { name: 'pattern', doc: 'The pattern.', accepts: 'CHARACTER' },
    {
      name: 'value',
      doc: 'A value; dates and times are numbers in %s, as in Flink.',
      accepts: 'ANY',
      optional: true,
      variadic: true,
    },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferPrintf,
  compile: compilePrintf,
  examples: [
    { sql: `PRINTF('%d-%s', 1, 'a')`, result: '1-a' },
    { sql: `PRINTF('%,d|%08.2f|%-4s|', 1234567, CAST(3.14159 AS DOUBLE), 'ab')`, result: '1,234,567|00003.14|ab  |' },
    { sql: `PRINTF('%d', 'a')`, result: 'NULL' },
  ],
});
