import { parseDouble } from '../../sql/types/parse-number.ts';

/** Numbers from text by the rules of Java's parse methods, which the formats follow; undefined for other text. */

const INTEGER = /^[+-]?[0-9]+$/;

/** Byte.parseByte, Short.parseShort, Integer.parseInt. */
export function parseJavaInt(text: string, bits: 8 | 16 | 32): number | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = Number(text);
  const limit = 2 ** (bits - 1);
  return value >= -limit && value < limit ? value + 0 : undefined;
}

/** Long.parseLong. */
export function parseJavaLong(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Boolean.parseBoolean: true in any case, everything else is false. */
export const parseJavaBoolean = (text: string): boolean => text.toLowerCase() === 'true';

/** Double.parseDouble. */
export const parseJavaDouble = parseDouble;

/** Float.parseFloat: rounds once, straight to single precision. */
export function parseJavaFloat(text: string): number | undefined {
  const double = parseDouble(text);
  if (double === undefined) return undefined;
  const float = Math.fround(double);
  if (float === double || !Number.isFinite(double)) return float;
  const other = neighbour(float, double);
  // Only a double half way between two floats may have been rounded to there from a number on the other side of it.
  if (Math.abs(double - float) !== Math.abs(other - double)) return float;
  const exact = compareExactly(text, double);
  if (exact === 0) return float;
  return exact > 0 === other > float ? other : float;
}

const bits = new DataView(new ArrayBuffer(4));

/** The float next to `float` on the side of `double`. */
function neighbour(float: number, double: number): number {
  bits.setFloat32(0, float);
  const away = float === 0 || Math.abs(double) > Math.abs(float);
  bits.setInt32(0, bits.getInt32(0) + (away ? 1 : -1));
  return bits.getFloat32(0);
}

/** The sign of the difference between the decimal number in the text and a double. */
function compareExactly(text: string, double: number): number {
  const found = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?/.exec(text.trim())!;
  const power = Number(found[4] ?? 0) - found[3]!.length;
  // 2^1100 makes every double integral.
  const scale = 2n ** 1100n;
  const digits = BigInt(`${found[2]}${found[3]}`) * (found[1] === '-' ? -1n : 1n);
  const decimal = power >= 0 ? digits * 10n ** BigInt(power) * scale : digits * scale;
  const binary = scaledDouble(double) * (power < 0 ? 10n ** BigInt(-power) : 1n);
  return decimal > binary ? 1 : decimal < binary ? -1 : 0;
}

const doubleBits = new DataView(new ArrayBuffer(8));

/** double × 2^1100 */
function scaledDouble(double: number): bigint {
  doubleBits.setFloat64(0, double);
  const raw = doubleBits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const magnitude = mantissa << BigInt(Math.max(exponent, 1) - 1075 + 1100);
  return raw >> 63n ? -magnitude : magnitude;
}

/** BigDecimal.toString of a number without trailing zeros: `1.5`, `1E+5`, `0`. */
export function shortestDecimal(unscaled: bigint, scale: number): string {
  if (unscaled === 0n) return '0';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  const significant = digits.replace(/0+$/, '');
  const text = scientificText(significant, scale - (digits.length - significant.length));
  return unscaled < 0n ? `-${text}` : text;
}

/** The rule of BigDecimal.toString for digits × 10^-scale. */
export function scientificText(digits: string, scale: number): string {
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0');
    return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits[0]}${fraction}E${exponent > 0 ? '+' : ''}${exponent}`;
}
