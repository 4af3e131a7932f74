/**
 * Prints FLOAT and DOUBLE as Java's Float.toString and Double.toString of JDK 17 do: `1.0`, `1.0E10`, `6.4258000571796541E18`.
 * That algorithm (Steele and White, with FloatingDecimal's shortcuts) does not always find the shortest text, so it is
 * followed step by step and not replaced by JavaScript's own.
 */

const EXPONENT_SHIFT = 52;
const HIDDEN_BIT = 1n << 52n;
const FRACTION_MASK = HIDDEN_BIT - 1n;

/** Bits of 5^n. */
const FIVE_BITS = Array.from({ length: 27 }, (_, n) => (5n ** BigInt(n)).toString(2).length - (n === 0 ? 1 : 0));
const bitsOfFive = (n: number): number => FIVE_BITS[n] ?? n * 3;

/** How many decimal digits of an integer say nothing when its lowest 2^n are unknown (FloatingDecimal's table). */
const INSIGNIFICANT = [
  0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11,
  11, 11, 12, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 17, 17, 17, 18, 18, 18, 19,
];

/** `digits` stand behind the point and are scaled by 10^exponent: 0.digits × 10^exponent. */
interface Digits {
  readonly digits: string;
  readonly exponent: number;
}

const view = new DataView(new ArrayBuffer(8));
const doubleBits = (value: number): bigint => {
  view.setFloat64(0, value);
  return view.getBigUint64(0);
};
const bitsDouble = (bits: bigint): number => {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
};
const trailingZeros = (value: bigint): number => {
  let count = 0;
  for (let rest = value; (rest & 1n) === 0n; rest >>= 1n) count++;
  return count;
};

function estimateExponent(fraction: bigint, binary: number): number {
  const mantissa = bitsDouble((1023n << 52n) | (fraction & FRACTION_MASK));
  return Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + binary * 0.301029995663981);
}

/** An integer of the mantissa: its digits without those that carry no information. */
function integerDigits(value: bigint, insignificant: number): Digits {
  let exponent = 0;
  if (insignificant > 0) {
    const power = 10n ** BigInt(insignificant);
    const rest = value % power;
    value /= power;
    exponent = insignificant;
    if (rest >= power >> 1n) value += 1n;
  }
  const text = value.toString();
  return { digits: text.replace(/0+$/, ''), exponent: exponent + text.length };
}

/** The working numbers: value / scale is what is left to print, margin half a unit in the last place, all times ten. */
interface Quotient {
  value: bigint;
  scale: bigint;
  margin: bigint;
}

/** Adds one to the last digit; `999` becomes `1` with a larger exponent. */
function roundUp({ digits, exponent }: Digits): Digits {
  const nines = /9*$/.exec(digits)![0].length;
  const kept = digits.slice(0, digits.length - nines);
  if (kept === '') return { digits: `1${'0'.repeat(digits.length - 1)}`, exponent: exponent + 1 };
  const last = Number(kept.at(-1)) + 1;
  return { digits: `${kept.slice(0, -1)}${last}${'0'.repeat(nines)}`, exponent };
}

/** Digits until the rest is within the margin. `wide`: FloatingDecimal's test for numbers too long for a machine word includes the limit. */
function developDigits(q: Quotient, estimate: number, wide: boolean): Digits {
  const tens = q.scale * 10n;
  const reaches = (sum: bigint): boolean => (wide ? sum >= tens : sum > tens);
  let digits = '';
  let exponent = estimate;
  let low = false;
  let high = false;
  const step = (): bigint => {
    const digit = q.value / q.scale;
    q.value = (q.value % q.scale) * 10n;
    q.margin *= 10n;
    low = q.value < q.margin;
    high = reaches(q.value + q.margin);
    return digit;
  };
  const first = step();
  if (first === 0n && !high) exponent -= 1;
  else digits = first.toString();
  // One digit behind the point is always printed in E notation, so the first digit never ends the loop there.
  if (exponent < -3 || exponent >= 8) {
    low = false;
    high = false;
  }
  while (!low && !high) digits += step().toString();
  const result = { digits, exponent: exponent + 1 };
  if (!high) return result;
  if (!low) return roundUp(result);
  const difference = q.value * 2n - tens;
  const up = difference === 0n ? Number(digits.at(-1)) % 2 === 1 : difference > 0n;
  return up ? roundUp(result) : result;
}

/** FloatingDecimal's dtoa: `fraction` has 53 bits with the highest set, `significant` of them belong to the number. */
function decimalDigits(binary: number, fraction: bigint, significant: number): Digits {
  const tail = trailingZeros(fraction);
  const fractionBits = EXPONENT_SHIFT + 1 - tail;
  const tiny = Math.max(0, fractionBits - binary - 1);
  if (binary <= 62 && binary >= -21 && tiny === 0) {
    const insignificant = binary > significant ? (INSIGNIFICANT[binary - significant - 1] ?? 0) : 0;
    const shift = BigInt(binary - EXPONENT_SHIFT);
    return integerDigits(shift >= 0n ? fraction << shift : fraction >> -shift, insignificant);
  }
  const estimate = estimateExponent(fraction, binary);
  const valueFive = Math.max(0, -estimate);
  const scaleFive = Math.max(0, estimate);
  let valueTwo = valueFive + tiny + binary;
  let scaleTwo = scaleFive + tiny;
  let marginTwo = valueTwo - significant;
  valueTwo -= fractionBits - 1;
  const common = Math.min(valueTwo, scaleTwo);
  valueTwo -= common;
  scaleTwo -= common;
  marginTwo -= common;
  // Below a power of two the next number is only half as far away.
  if (fractionBits === 1) marginTwo -= 1;
  if (marginTwo < 0) {
    valueTwo -= marginTwo;
    scaleTwo -= marginTwo;
    marginTwo = 0;
  }
  const wide = fractionBits + valueTwo + bitsOfFive(valueFive) >= 64 || scaleTwo + 1 + bitsOfFive(scaleFive + 1) >= 64;
  const quotient = {
    value: ((fraction >> BigInt(tail)) * 5n ** BigInt(valueFive)) << BigInt(valueTwo),
    scale: (5n ** BigInt(scaleFive)) << BigInt(scaleTwo),
    margin: (5n ** BigInt(valueFive)) << BigInt(marginTwo),
  };
  return developDigits(quotient, estimate, wide);
}

function layOut({ digits, exponent }: Digits, negative: boolean): string {
  const sign = negative ? '-' : '';
  if (exponent > 0 && exponent < 8) {
    const whole = digits.slice(0, exponent).padEnd(exponent, '0');
    return `${sign}${whole}.${digits.slice(exponent) || '0'}`;
  }
  if (exponent <= 0 && exponent > -3) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent - 1}`;
}

/** Whole numbers, infinities and NaN: nothing to work out. */
function easyText(value: number): string | undefined {
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return Object.is(value, -0) ? '-0.0' : `${value}.0`;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return undefined;
}

/**
 * JavaScript's shortest text where Java's is the same: no power of two (whose lower neighbour is nearer), not so large or
 * small that half a unit in the last place has few digits (the two treat that limit differently), and not one digit in
 * E notation (Java wants two). Undefined elsewhere.
 */
function shortestText(value: number, magnitude: number, isPowerOfTwo: boolean, limit: number): string | undefined {
  if (isPowerOfTwo || magnitude >= limit || magnitude < 1e-30) return undefined;
  if (magnitude >= 1e-3 && magnitude < 1e7) return value.toString();
  const text = value.toExponential();
  const mark = text.indexOf('e');
  if (!text.includes('.')) return undefined;
  return `${text.slice(0, mark)}E${text[mark + 1] === '+' ? text.slice(mark + 2) : text.slice(mark + 1)}`;
}

const DOUBLE_LIMIT = 2 ** 49;
const FLOAT_LIMIT = 2 ** 19;

/** A DOUBLE as text. */
export function doubleText(value: number): string {
  const easy = easyText(value);
  if (easy !== undefined) return easy;
  const magnitude = Math.abs(value);
  view.setFloat64(0, magnitude);
  const isPowerOfTwo = view.getUint32(4) === 0 && (view.getUint32(0) & 0xfffff) === 0;
  const shortest = shortestText(value, magnitude, isPowerOfTwo, DOUBLE_LIMIT);
  if (shortest !== undefined) return shortest;
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = bits & FRACTION_MASK;
  if (exponent > 0) return layOut(decimalDigits(exponent - 1023, fraction | HIDDEN_BIT, 53), value < 0);
  const length = fraction.toString(2).length;
  return layOut(decimalDigits(length - 1 - 1074, fraction << BigInt(53 - length), length), value < 0);
}

/** The double of the fewest digits that is this FLOAT when rounded; undefined half-way between two such (Java takes the even one). */
function shortestDouble(value: number): number | undefined {
  for (let digits = 6; digits < 10; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) {
      const longer = value.toPrecision(digits + 1);
      return candidate !== value && longer.includes('5', digits) && Number(longer) === value ? undefined : candidate;
    }
  }
  return undefined;
}

/** A FLOAT (a number that Math.fround leaves alone) as text. */
export function floatText(value: number): string {
  const easy = easyText(value);
  if (easy !== undefined) return easy;
  const magnitude = Math.abs(value);
  view.setFloat32(0, magnitude);
  const bits = view.getUint32(0);
  const isPowerOfTwo = (bits & 0x7fffff) === 0;
  if (!isPowerOfTwo && magnitude < FLOAT_LIMIT) {
    const candidate = shortestDouble(value);
    const shortest = candidate === undefined ? undefined : shortestText(candidate, magnitude, false, FLOAT_LIMIT);
    if (shortest !== undefined) return shortest;
  }
  const exponent = bits >>> 23;
  const fraction = BigInt(bits & 0x7fffff);
  if (exponent > 0) {
    return layOut(decimalDigits(exponent - 127, (fraction | (1n << 23n)) << 29n, 24), value < 0);
  }
  const length = fraction.toString(2).length;
  return layOut(decimalDigits(length - 1 - 149, fraction << BigInt(53 - length), length), value < 0);
}

/** The texts without the shortcuts of the shortest one; for tests. */
export const slowDoubleText = (value: number): string => {
  const bits = doubleBits(Math.abs(value));
  return layOut(decimalDigits(Number(bits >> 52n) - 1023, (bits & FRACTION_MASK) | HIDDEN_BIT, 53), value < 0);
};
export const slowFloatText = (value: number): string => {
  view.setFloat32(0, Math.abs(value));
  const bits = view.getUint32(0);
  const fraction = BigInt((bits & 0x7fffff) | 0x800000);
  return layOut(decimalDigits((bits >>> 23) - 127, fraction << 29n, 24), value < 0);
};
