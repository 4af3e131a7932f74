/**
 * Java's Math.exp, log, log10 and pow. The JVM's are right to the last place in all but the closest calls, V8's are one off in
 * some of twenty; so they are worked out in pairs of doubles (106 bits) and rounded once.
 */

/** An unevaluated sum: `low` is at most half a unit in the last place of `high`. */
interface Pair {
  readonly high: number;
  readonly low: number;
}

const pair = (high: number, low: number): Pair => {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
};

const SPLITTER = 2 ** 27 + 1;

/** The product of two doubles, exactly (Dekker). */
function product(a: number, b: number): Pair {
  const high = a * b;
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return { high, low: aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

/** The sum of two doubles, exactly (Knuth). */
function sum(a: number, b: number): Pair {
  const high = a + b;
  const bPart = high - a;
  return { high, low: a - (high - bPart) + (b - bPart) };
}

function add(a: Pair, b: Pair): Pair {
  const { high, low } = sum(a.high, b.high);
  return pair(high, low + a.low + b.low);
}

function multiply(a: Pair, b: Pair): Pair {
  const { high, low } = product(a.high, b.high);
  return pair(high, low + a.high * b.low + a.low * b.high);
}

const scaled = (a: Pair, power: number): Pair => ({ high: a.high * power, low: a.low * power });

/** ln 2 in three parts; the first has so few bits that it times an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_MIDDLE = 1.9082149292705877e-10;
const LN2_LOW = 1.1612227229362532e-26;
const INVERSE_LN10: Pair = { high: Math.LOG10E, low: 1.098319650216765e-17 };

/** 1/n! for n from 2 to 9. */
const FACTORIALS: readonly Pair[] = Array.from({ length: 8 }, (_, i) => {
  let factorial = 1;
  for (let n = 2; n <= i + 2; n++) factorial *= n;
  const high = 1 / factorial;
  const { high: p, low } = product(high, factorial);
  return { high, low: (1 - p - low) / factorial };
});

/** Halvings of the argument before the series, and squarings after it. */
const HALVINGS = 9;

/** e^x as 2^exponent × value. */
function exponential(x: Pair): { readonly value: Pair; readonly exponent: number } {
  const exponent = Math.round(x.high / Math.LN2);
  const middle = product(-exponent, LN2_MIDDLE);
  const reduced = add(add(pair(x.high - exponent * LN2_HIGH, x.low), middle), { high: -exponent * LN2_LOW, low: 0 });
  const r = scaled(reduced, 2 ** -HALVINGS);
  // e^r - 1 = r + r²(1/2! + r(1/3! + …)).
  let series = FACTORIALS.at(-1)!;
  for (let i = FACTORIALS.length - 2; i >= 0; i--) series = add(multiply(series, r), FACTORIALS[i]!);
  let minusOne = add(r, multiply(multiply(r, r), series));
  // e^2r - 1 = 2(e^r - 1) + (e^r - 1)².
  for (let i = 0; i < HALVINGS; i++) minusOne = add(scaled(minusOne, 2), multiply(minusOne, minusOne));
  return { value: add({ high: 1, low: 0 }, minusOne), exponent };
}

/** ln x by one step of Newton's method from the double; x is positive, finite and not tiny. */
function logarithm(x: number): Pair {
  const guess = Math.log(x);
  const { value, exponent } = exponential({ high: -guess, low: 0 });
  const one = multiply(value, { high: x * 2 ** exponent, low: 0 });
  const rest = one.high - 1 + one.low;
  return pair(guess, rest - (rest * rest) / 2);
}

/** Beyond these the parts of a pair overflow or lose bits; V8's own functions stand in. */
const MIN_ARGUMENT = 1e-290;
const MAX_ARGUMENT = 1e290;
const MAX_EXPONENT = 690;
const isOrdinary = (x: number): boolean => x > MIN_ARGUMENT && x < MAX_ARGUMENT;

const rounded = ({ value, exponent }: { value: Pair; exponent: number }): number =>
  (value.high + value.low) * 2 ** exponent;

export const exp = (x: number): number =>
  Math.abs(x) < MAX_EXPONENT ? rounded(exponential({ high: x, low: 0 })) : Math.exp(x);

export function log(x: number): number {
  if (!isOrdinary(x)) return Math.log(x);
  const { high, low } = logarithm(x);
  return high + low;
}

export function log10(x: number): number {
  if (!isOrdinary(x)) return Math.log10(x);
  const { high, low } = multiply(logarithm(x), INVERSE_LN10);
  return high + low;
}

function positivePower(x: number, y: number): number {
  const ln = logarithm(x);
  const { high, low } = product(ln.high, y);
  const exponent = pair(high, low + ln.low * y);
  return Math.abs(exponent.high) < MAX_EXPONENT ? rounded(exponential(exponent)) : x ** y;
}

export function pow(x: number, y: number): number {
  if (!isOrdinary(Math.abs(x)) || !isOrdinary(Math.abs(y))) return x ** y;
  if (x > 0) return positivePower(x, y);
  if (!Number.isInteger(y)) return Number.NaN;
  return y % 2 === 0 ? positivePower(-x, y) : -positivePower(-x, y);
}
