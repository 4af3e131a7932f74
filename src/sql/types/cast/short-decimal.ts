/**
 * Reads short text as a DECIMAL of up to 18 digits the way Flink does without a BigDecimal (BinaryStringDataUtil.toDecimalFromBytes):
 * the first byte behind the number is not looked at, and leading zeros count as digits.
 */
import { divideHalfUp, powerOfTen } from '../decimal.ts';
import type { DecimalType } from '../type.ts';

/** Both the bytes of the text and the digits of the type are at most as many. */
const MAX_LONG_DIGITS = 18;
/** An exponent of so much is not made larger by more digits. */
const EXPONENT_STOP = 40;

const BLANK = 32;
const NEWLINE = 10;
const TAB = 9;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const DIGIT_0 = 48;
const UPPER_E = 69;
const LOWER_E = 101;
const LAST_ASCII = 127;

const isBlank = (code: number): boolean => code === BLANK || code === NEWLINE || code === TAB;
const isSign = (code: number): boolean => code === PLUS || code === MINUS;

/** Whether the text is read in this way; any character of more bytes is none of a number in either way. */
export function isShortDecimal(text: string, target: DecimalType): boolean {
  if (target.precision > MAX_LONG_DIGITS || text.length > MAX_LONG_DIGITS) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > LAST_ASCII) return false;
  return true;
}

interface Digits {
  /** The number that the digits write, without sign and point. */
  readonly size: bigint;
  readonly count: number;
  /** How many of them stand before the point. */
  readonly whole: number;
  /** The code that ended them, or the last of them, and the place behind it. */
  readonly last: number;
  readonly next: number;
}

/** Digits with at most one point among them; undefined for two. */
function readDigits(text: string, from: number): Digits | undefined {
  let digits = '';
  let whole = -1;
  let last = 0;
  let next = from;
  while (next < text.length) {
    last = text.charCodeAt(next++);
    if (last >= DIGIT_0 && last < DIGIT_0 + 10) digits += text[next - 1];
    else if (last !== POINT) break;
    else if (whole >= 0) return undefined;
    else whole = digits.length;
  }
  return { size: BigInt(digits), count: digits.length, whole: whole < 0 ? digits.length : whole, last, next };
}

/** The exponent behind an `e`, which may be empty, and the place behind it; undefined where only a sign is. */
function readExponent(text: string, from: number): { exponent: number; next: number } | undefined {
  let next = from;
  const negative = text.charCodeAt(next) === MINUS;
  if (isSign(text.charCodeAt(next)) && ++next === text.length) return undefined;
  let exponent = 0;
  while (next < text.length) {
    const digit = text.charCodeAt(next++) - DIGIT_0;
    if (digit < 0 || digit > 9) break;
    if (exponent < EXPONENT_STOP) exponent = exponent * 10 + digit;
  }
  return { exponent: negative ? -exponent : exponent, next };
}

/** The unscaled value; undefined for text that is no number, or one that the type has no room for. */
export function parseShortDecimal(text: string, target: DecimalType): bigint | undefined {
  let from = 0;
  while (from < text.length && isBlank(text.charCodeAt(from))) from++;
  if (from === text.length) return undefined;
  const negative = text.charCodeAt(from) === MINUS;
  if (isSign(text.charCodeAt(from)) && ++from === text.length) return undefined;
  const digits = readDigits(text, from);
  if (digits === undefined) return undefined;
  const { size, count, whole, last, next } = digits;
  const scientific = (last === LOWER_E || last === UPPER_E) && next < text.length;
  const end = scientific ? readExponent(text, next) : { exponent: 0, next };
  if (end === undefined) return undefined;
  for (let i = end.next; i < text.length; i++) if (!isBlank(text.charCodeAt(i))) return undefined;
  const shift = end.exponent - (count - whole) + target.scale;
  if (count + shift > target.precision || -shift > MAX_LONG_DIGITS) return undefined;
  const unscaled = shift >= 0 ? size * powerOfTen(shift) : divideHalfUp(size, powerOfTen(-shift));
  return negative ? -unscaled : unscaled;
}
