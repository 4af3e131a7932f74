/** Decimal numbers of any size as Java's BigDecimal has them: the text forms it reads and prints, and their order. */

/** `unscaled` times ten to the power of minus `scale`. */
export interface BigDecimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/;
const MAX_SCALE = 2147483647;

/** Undefined for what `new BigDecimal(text)` refuses. */
export function parseBigDecimal(text: string): BigDecimal | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(match[4] ?? 0);
  const scale = fraction.length - exponent;
  if (Math.abs(exponent) > MAX_SCALE || Math.abs(scale) > MAX_SCALE) return undefined;
  const digits = BigInt(whole + fraction);
  return { unscaled: match[1] === '-' ? -digits : digits, scale };
}

/** Java's BigDecimal.toString: plain while the exponent is at least -6 and the scale not negative, else with `E`. */
export function printBigDecimal({ unscaled, scale }: BigDecimal): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString();
  const sign = negative ? '-' : '';
  if (scale === 0) return sign + digits;
  const exponent = digits.length - 1 - scale;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0');
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return exponent === 0 ? sign + mantissa : `${sign}${mantissa}E${exponent > 0 ? '+' : ''}${exponent}`;
}

const signOf = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0);
const digitCount = (value: bigint): number => (value < 0n ? -value : value).toString().length;

/** Negative, zero or positive; 1.0 and 1 are equal. */
export function compareBigDecimals(a: BigDecimal, b: BigDecimal): number {
  const sign = signOf(a.unscaled);
  if (sign !== signOf(b.unscaled)) return sign - signOf(b.unscaled);
  if (sign === 0) return 0;
  // The powers of ten first, so that 1E+1000000000 is never written out.
  const magnitude = digitCount(a.unscaled) - a.scale - (digitCount(b.unscaled) - b.scale);
  if (magnitude !== 0) return magnitude > 0 ? sign : -sign;
  const shift = a.scale - b.scale;
  return shift >= 0
    ? signOf(a.unscaled - b.unscaled * 10n ** BigInt(shift))
    : signOf(a.unscaled * 10n ** BigInt(-shift) - b.unscaled);
}
