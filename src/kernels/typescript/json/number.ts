/** A number as its text says it: ± digits × 10^(exponent − fractionDigits). */
export interface DecimalText {
  readonly negative: boolean;
  readonly mantissa: bigint;
  /** Digits from the first that is not zero on. */
  readonly significantDigits: number;
  readonly power: number;
  /** Without fraction and exponent. */
  readonly integral: boolean;
}

const MAX_DIGITS = 19;
const EXPONENT_CAP = 100000;

export function parseNumber(text: string): DecimalText {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const digits = whole! + fraction;
  const capped = Math.min(Math.max(Number(exponent), -EXPONENT_CAP), EXPONENT_CAP);
  return {
    negative: sign === '-',
    mantissa: BigInt(digits),
    significantDigits: digits.replace(/^0+/, '').length,
    power: capped - fraction.length,
    integral: /^-?\d+$/.test(text),
  };
}

/** The number as an integer between -limit - 1 and limit, undefined when it is none. */
export function integerWithin(number: DecimalText, limit: bigint): bigint | undefined {
  const value = number.negative ? -number.mantissa : number.mantissa;
  return number.integral && value <= limit && value >= -limit - 1n ? value : undefined;
}

/** The number as a float when one operation on exact operands gives it: at most `limit` times or divided by 10^maxPower. */
export function exactFloat(number: DecimalText, limit: bigint, maxPower: number): number | undefined {
  const { mantissa, power, significantDigits } = number;
  if (significantDigits > MAX_DIGITS || mantissa > limit || Math.abs(power) > maxPower) return undefined;
  const magnitude = power < 0 ? Number(mantissa) / 10 ** -power : Number(mantissa) * 10 ** power;
  return number.negative ? -magnitude : magnitude;
}

/** The unscaled value, rounded half up (away from zero) to the scale; undefined for more digits than the precision. */
export function unscaledDecimal(number: DecimalText, precision: number, scale: number): bigint | undefined {
  const { mantissa, significantDigits } = number;
  const shift = number.power + scale;
  if (mantissa === 0n || significantDigits + shift < 0) return 0n;
  if (significantDigits + shift > precision + 1) return undefined;
  const magnitude = shift >= 0 ? mantissa * 10n ** BigInt(shift) : roundHalfUp(mantissa, 10n ** BigInt(-shift));
  if (magnitude >= 10n ** BigInt(precision)) return undefined;
  return number.negative ? -magnitude : magnitude;
}

const roundHalfUp = (value: bigint, unit: bigint) => (value * 2n + unit) / (unit * 2n);
