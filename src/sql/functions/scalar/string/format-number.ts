/** Numbers as java.util.Formatter writes them (Locale.US), without the padding to a width by blanks; undefined where Java throws. */
import { doubleText } from '../../../types/float-text.ts';
import type { Specifier } from './format-pattern.ts';

const DEFAULT_PRECISION = 6;

/** A positive number: 0.digits × 10^point. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The digits of Double.toString, which Java rounds on. */
function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = doubleText(Math.abs(value)).split('E') as [string, string?];
  const [whole, fraction] = mantissa.split('.') as [string, string];
  const all = whole + (fraction === '0' ? '' : fraction);
  const digits = all.replace(/^0+/, '');
  const point = whole.length + Number(exponent) - (all.length - digits.length);
  return digits === '' ? { digits: '0', point: 1 } : { digits: digits.replace(/0+$/, '') || '0', point };
}

/** Half up, to `count` digits; a carry makes one more. */
function roundDigits({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '0', point };
  const kept = BigInt(digits.slice(0, count) || '0') + (digits[count]! >= '5' ? 1n : 0n);
  const text = kept.toString().padStart(count, '0');
  return { digits: text === '' ? '0' : text, point: point + (text.length > count ? text.length - count : 0) };
}

/** With `precision` digits behind the point. */
function fixed(decimal: Decimal, precision: number): string {
  const { digits, point } = roundDigits(decimal, decimal.point + precision);
  const isZero = /^0*$/.test(digits);
  const whole = isZero || point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = isZero ? '' : point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return precision === 0 ? whole : `${whole}.${fraction.padEnd(precision, '0').slice(0, precision)}`;
}

function scientific(decimal: Decimal, precision: number): string {
  const isZero = decimal.digits === '0';
  const { digits, point } = roundDigits(decimal, precision + 1);
  const exponent = isZero ? 0 : point - 1;
  const fraction = precision === 0 ? '' : `.${digits.slice(1, precision + 1).padEnd(precision, '0')}`;
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Like `f` for 10^-4 to 10^precision, like `e` else. */
function general(value: number, given: number): string {
  const precision = given === 0 ? 1 : given;
  if (value === 0) return fixed(decimalOf(0), precision - 1);
  const rounded = roundDigits(decimalOf(value), precision);
  if (rounded.point > -4 && rounded.point <= precision) return fixed(rounded, precision - rounded.point);
  return scientific(rounded, precision - 1);
}

const grouped = (text: string): string => {
  const [whole, ...rest] = text.split('.');
  return [whole!.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
};

/** Sign, grouping and zeros up to the width. */
function signed(magnitude: string, negative: boolean, { flags, width = 0 }: Specifier): string {
  const body = flags.has(',') ? grouped(magnitude) : magnitude;
  const open = negative ? (flags.has('(') ? '(' : '-') : flags.has('+') ? '+' : flags.has(' ') ? ' ' : '';
  const close = open === '(' ? ')' : '';
  const zeros = flags.has('0') ? Math.max(0, width - open.length - body.length - close.length) : 0;
  return open + '0'.repeat(zeros) + body + close;
}

/** Combinations that Java throws for. */
const contradictory = ({ flags, width }: Specifier): boolean =>
  (flags.has('+') && flags.has(' ')) ||
  (flags.has('-') && flags.has('0')) ||
  ((flags.has('-') || flags.has('0')) && width === undefined);

/** `d`, `o` and `x`. @param bits of the type, for the two's complement */
export function formatInteger(value: bigint, bits: number, specifier: Specifier): string | undefined {
  const { flags, conversion, precision, width = 0 } = specifier;
  if (precision !== undefined || contradictory(specifier)) return undefined;
  if (conversion === 'd') {
    if (flags.has('#')) return undefined;
    return signed((value < 0n ? -value : value).toString(), value < 0n, specifier);
  }
  if ([...flags].some((flag) => flag !== '-' && flag !== '#' && flag !== '0')) return undefined;
  const prefix = flags.has('#') ? (conversion === 'x' ? '0x' : '0') : '';
  const digits = BigInt.asUintN(bits, value).toString(conversion === 'x' ? 16 : 8);
  return prefix + (flags.has('0') ? digits.padStart(width - prefix.length, '0') : digits);
}

/** `f`, `e` and `g`. */
export function formatFloat(value: number, specifier: Specifier): string | undefined {
  const { flags, conversion, precision = DEFAULT_PRECISION } = specifier;
  if (contradictory(specifier)) return undefined;
  if (conversion === 'e' && flags.has(',')) return undefined;
  if (conversion === 'g' && flags.has('#')) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) {
    return signed('Infinity', negative, {
      ...specifier,
      flags: new Set([...flags].filter((flag) => flag !== '0' && flag !== ',')),
    });
  }
  const point = flags.has('#') && precision === 0 ? '.' : '';
  if (conversion === 'f') return signed(fixed(decimalOf(value), precision) + point, negative, specifier);
  if (conversion === 'g') return signed(general(Math.abs(value), precision), negative, specifier);
  const text = scientific(decimalOf(value), precision);
  return signed(point === '' ? text : text.replace('e', '.e'), negative, specifier);
}
