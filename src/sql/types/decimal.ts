/**
 * DECIMAL arithmetic on unscaled bigints, exact to 38 digits, rounding half up; the result types are those of Flink's
 * LogicalTypeMerging, the way over 38 significant digits in a division that of DecimalDataUtils.
 */
import { type DecimalType, decimal, MAX_DECIMAL_PRECISION } from './type.ts';

const POWERS = Array.from({ length: 2 * MAX_DECIMAL_PRECISION + 2 }, (_, n) => 10n ** BigInt(n));
/** 10^n, n ≥ 0. */
export const powerOfTen = (n: number): bigint => POWERS[n] ?? 10n ** BigInt(n);

/** Precision and scale of one operand. */
export interface Shape {
  readonly precision: number;
  readonly scale: number;
}

/** A scale of up to six digits is kept when the whole digits take all the room. */
const MINIMUM_SCALE = 6;

/** The type of a result of that precision and scale; beyond 38 digits the fraction gives way. */
function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX_DECIMAL_PRECISION) return decimal(precision, scale);
  const whole = precision - scale;
  return decimal(MAX_DECIMAL_PRECISION, Math.max(MAX_DECIMAL_PRECISION - whole, Math.min(scale, MINIMUM_SCALE)));
}

export function additionType(a: Shape, b: Shape): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return adjusted(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
}

export const multiplicationType = (a: Shape, b: Shape): DecimalType =>
  adjusted(a.precision + b.precision + 1, a.scale + b.scale);

export function divisionType(a: Shape, b: Shape): DecimalType {
  const scale = Math.max(6, a.scale + b.precision + 1);
  return adjusted(a.precision - a.scale + b.scale + scale, scale);
}

export function moduloType(a: Shape, b: Shape): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
}

/** ROUND and TRUNCATE to `digits` behind the point. */
export function roundingType(type: Shape, digits: number): DecimalType {
  if (digits >= type.scale) return decimal(type.precision, type.scale);
  const whole = 1 + type.precision - type.scale;
  if (digits < 0) return decimal(Math.min(MAX_DECIMAL_PRECISION, whole), 0);
  return decimal(whole + digits, digits);
}

/** a / b, half away from zero. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  const rest = a % b;
  if (rest === 0n) return quotient;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < (b < 0n ? -b : b)) return quotient;
  return a < 0n === b < 0n ? quotient + 1n : quotient - 1n;
}

/** The unscaled value at another scale, rounded half up. */
export function rescale(unscaled: bigint, from: number, to: number): bigint {
  if (to === from) return unscaled;
  if (to > from) return unscaled * powerOfTen(to - from);
  return divideHalfUp(unscaled, powerOfTen(from - to));
}

const NEGATIVE_POWERS = POWERS.map((power) => -power);

export const fitsPrecision = (unscaled: bigint, precision: number): boolean =>
  unscaled < POWERS[precision]! && unscaled > NEGATIVE_POWERS[precision]!;

/** A value of some scale as `type`, or null where it overflows (Flink's DecimalData.fromBigDecimal). */
export function toDecimal(unscaled: bigint, scale: number, type: Shape): bigint | null {
  const result = scale === type.scale ? unscaled : rescale(unscaled, scale, type.scale);
  return fitsPrecision(result, type.precision) ? result : null;
}

export const digitCount = (value: bigint): number => (value < 0n ? -value : value).toString().length;

/** a / b to 38 significant digits, as unscaled value and scale (Java's BigDecimal.divide with MathContext(38, HALF_UP)). */
export function divideTo38(a: bigint, aScale: number, b: bigint, bScale: number): { unscaled: bigint; scale: number } {
  if (a === 0n) return { unscaled: 0n, scale: 0 };
  // With this many digits more the quotient has 38 or 39 of them.
  const extra = Math.max(0, MAX_DECIMAL_PRECISION + digitCount(b) - digitCount(a));
  const numerator = a * powerOfTen(extra);
  const excess = digitCount(numerator / b) - MAX_DECIMAL_PRECISION;
  const scale = aScale - bScale + extra;
  if (excess <= 0) return { unscaled: divideHalfUp(numerator, b), scale };
  return { unscaled: divideHalfUp(numerator, b * powerOfTen(excess)), scale: scale - excess };
}

/** The value at a scale that may be negative or larger than the target's. */
export function rescaleTo(unscaled: bigint, from: number, type: Shape): bigint | null {
  return toDecimal(from < 0 ? unscaled * powerOfTen(-from) : unscaled, Math.max(from, 0), type);
}

/** Plain digits: `-0.05`, `1.00`, `12`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const NUMBER_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Exponents beyond this are zero or an overflow for every DECIMAL. */
const MAX_EXPONENT = 10_000;

const SAFE_DIGITS = 15;
const DIGIT_0 = 48;
const POINT = 46;
const MINUS = 45;

/** Up to fifteen digits with a point among them; undefined for other text, right or wrong. */
function parseShortDecimal(text: string): { unscaled: bigint; scale: number } | undefined {
  const { length } = text;
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  let value = 0;
  let point = -1;
  if (length - start > SAFE_DIGITS) return undefined;
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - DIGIT_0;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === POINT - DIGIT_0 && point < 0) point = i;
    else return undefined;
  }
  if (length - start - (point < 0 ? 0 : 1) <= 0) return undefined;
  return { unscaled: BigInt(negative ? -value : value), scale: point < 0 ? 0 : length - point - 1 };
}

/** Reads a number as Java's BigDecimal does; undefined when it is none. */
export function parseDecimalText(text: string): { unscaled: bigint; scale: number } | undefined {
  const short = parseShortDecimal(text);
  if (short !== undefined) return short;
  const found = NUMBER_TEXT.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  if (whole === '' && fraction === '') return undefined;
  const shift = Number(exponent);
  const magnitude = BigInt(whole + fraction);
  if (magnitude === 0n) return { unscaled: 0n, scale: 0 };
  if (Math.abs(shift) > MAX_EXPONENT) return { unscaled: shift > 0 ? powerOfTen(100) : 0n, scale: 0 };
  return { unscaled: sign === '-' ? -magnitude : magnitude, scale: fraction.length - shift };
}

/** A finite double as the number its text says (Java's BigDecimal.valueOf). */
export function decimalOfText(text: string, type: Shape): bigint | null {
  const number = parseDecimalText(text);
  return number === undefined ? null : rescaleTo(number.unscaled, number.scale, type);
}

/** Every digit of a finite double (Java's new BigDecimal(double)). */
export function exactDecimal(value: number): { unscaled: bigint; scale: number } {
  let mantissa = value;
  let scale = 0;
  // A double of so many binary places has as many decimal ones.
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    scale += 1;
  }
  return { unscaled: BigInt(mantissa) * 5n ** BigInt(scale), scale };
}

const EXACT_POWERS = 22;

/** To a double, correctly rounded: by one division where both sides are exact, else as JavaScript reads decimal text. */
export function decimalToNumber(unscaled: bigint, scale: number): number {
  const number = Number(unscaled);
  if (scale === 0) return number;
  if (scale <= EXACT_POWERS && Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number / 10 ** scale;
  return Number(`${unscaled}e-${scale}`);
}
