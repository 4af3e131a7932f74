/** CAST to TINYINT, SMALLINT, INT, BIGINT, FLOAT and DOUBLE: Java's conversions, which saturate from floats and wrap between integers. */
import { decimalToNumber, powerOfTen } from '../decimal.ts';
import { parseDouble, parseInteger, parseLong } from '../parse-number.ts';
import type { SqlType } from '../type.ts';
import type { Value } from '../value.ts';
import type { Cast, CastContext } from './rule.ts';

const MAX_INT = 2147483647;
const MIN_INT = -2147483648;
const MAX_LONG = 9223372036854775807n;
const MIN_LONG = -9223372036854775808n;
const TWO_TO_63 = 2 ** 63;

export type IntegerKind = 'TINYINT' | 'SMALLINT' | 'INT';

/** Keeps the low bits. */
export const wrapInteger: Readonly<Record<IntegerKind, (value: number) => number>> = {
  TINYINT: (value) => (value << 24) >> 24,
  SMALLINT: (value) => (value << 16) >> 16,
  INT: (value) => value | 0,
};

const LIMITS: Readonly<Record<IntegerKind, readonly [number, number]>> = {
  TINYINT: [-128, 127],
  SMALLINT: [-32768, 32767],
  INT: [MIN_INT, MAX_INT],
};

/** Java's (int) of a double: towards zero, NaN is 0, beyond the range its end. */
export const doubleToInt = (value: number): number =>
  value >= MAX_INT ? MAX_INT : value <= MIN_INT ? MIN_INT : Math.trunc(value) | 0;

/** Java's (long) of a double. */
export function doubleToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= TWO_TO_63) return MAX_LONG;
  if (value <= -TWO_TO_63) return MIN_LONG;
  return BigInt(Math.trunc(value));
}

/** The whole part of a decimal in 64 bits. */
const wholePart = (unscaled: bigint, scale: number): bigint => BigInt.asIntN(64, unscaled / powerOfTen(scale));

const textToInteger =
  (kind: IntegerKind, target: SqlType, { unreadable }: CastContext): Cast =>
  (value) => {
    const [min, max] = LIMITS[kind];
    const number = parseInteger(value as string, min, max);
    if (typeof number === 'string') throw unreadable(value as string, target, number);
    return number;
  };

/** To an integer type that fits 32 bits. */
export function toInteger(from: SqlType, target: SqlType, kind: IntegerKind, context: CastContext): Cast | undefined {
  const wrap = wrapInteger[kind];
  switch (from.kind) {
    case 'BOOLEAN':
      return (value) => (value ? 1 : 0);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return (value) => wrap(value as number);
    case 'BIGINT':
      return (value) => wrap(Number(BigInt.asIntN(32, value as bigint)));
    case 'FLOAT':
    case 'DOUBLE':
      return (value) => wrap(doubleToInt(value as number));
    case 'DECIMAL':
      return (value) => wrap(Number(BigInt.asIntN(32, wholePart(value as bigint, from.scale))));
    case 'CHAR':
    case 'VARCHAR':
      return textToInteger(kind, target, context);
    default:
      return undefined;
  }
}

export function toLong(from: SqlType, target: SqlType, { unreadable }: CastContext): Cast | undefined {
  switch (from.kind) {
    case 'BOOLEAN':
      return (value) => (value ? 1n : 0n);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return (value) => BigInt(value as number);
    case 'BIGINT':
      return (value) => value;
    case 'FLOAT':
    case 'DOUBLE':
      return (value) => doubleToLong(value as number);
    case 'DECIMAL':
      return (value) => wholePart(value as bigint, from.scale);
    case 'CHAR':
    case 'VARCHAR':
      return (value) => {
        const number = parseLong(value as string);
        if (typeof number === 'string') throw unreadable(value as string, target, number);
        return number;
      };
    default:
      return undefined;
  }
}

const textToDouble =
  (target: SqlType, { unreadable }: CastContext): ((value: Value) => number) =>
  (value) => {
    const number = parseDouble(value as string);
    if (number === undefined) throw unreadable(value as string, target, 'it is not a number');
    return number;
  };

/** As a double, for DOUBLE and, rounded once more, for FLOAT. */
export function toDouble(from: SqlType, target: SqlType, context: CastContext): ((value: Value) => number) | undefined {
  switch (from.kind) {
    case 'BOOLEAN':
      return (value) => (value ? 1 : 0);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'FLOAT':
    case 'DOUBLE':
      return (value) => value as number;
    case 'BIGINT':
      return (value) => Number(value as bigint);
    case 'DECIMAL':
      return (value) => decimalToNumber(value as bigint, from.scale);
    case 'CHAR':
    case 'VARCHAR':
      return textToDouble(target, context);
    default:
      return undefined;
  }
}

/**
 * Rounds exact text or an exact integer to FLOAT once: a double half-way between two floats may only have become so by
 * rounding, and then the side it came from decides.
 */
function roundExact(exact: string, rounded: number): number {
  const float = Math.fround(rounded);
  const other = float + (rounded - float) * 2;
  if (float === rounded || Math.fround(other) !== other || !Number.isFinite(other)) return float;
  const below = Math.min(float, other);
  const above = Math.max(float, other);
  const side = compareExact(exact, rounded);
  return side < 0 ? below : side > 0 ? above : float;
}

/** Whether the decimal text is below, at or above the double. */
function compareExact(text: string, value: number): number {
  const found = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?/.exec(text);
  if (found === null) return 0;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  const shift = Number(exponent) - fraction.length;
  if (Math.abs(shift) > 400) return 0;
  const size = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
  // Both as integers over a common power: value = mantissa × 2^power exactly.
  let mantissa = value;
  let power = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    power -= 1;
  }
  const left = size * (shift > 0 ? powerOfTen(shift) : 1n) * (1n << BigInt(-power));
  const right = BigInt(mantissa) * (shift < 0 ? powerOfTen(-shift) : 1n);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function toFloat(from: SqlType, target: SqlType, context: CastContext): Cast | undefined {
  const double = toDouble(from, target, context);
  if (double === undefined) return undefined;
  switch (from.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (value) => {
        const text = (value as string).trim();
        return roundExact(text.replace(/[fFdD]$/, ''), double(value));
      };
    case 'BIGINT':
      return (value) => roundExact((value as bigint).toString(), double(value));
    case 'DECIMAL':
      return (value) => roundExact(`${value as bigint}e-${from.scale}`, double(value));
    default:
      return (value) => Math.fround(double(value));
  }
}
