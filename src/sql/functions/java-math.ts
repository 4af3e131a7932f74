/**
 * Java's Math.exp, log, log10 and pow. The JVM's are right to the last place in all but the closest calls, V8's are one off in
 * some of twenty; so they are worked out here as sums of two doubles and rounded once.
 *
 * A result that is a sum has its second part left in `low` (and an exponent in `exponent`), so that nothing is allocated.
 */
import { low, product, sum } from './two-doubles.ts';

let exponent = 0;

const STEPS = 64;

/** 2^(n/64), in two parts, for n from 0 to 63. */
const ROOTS_HIGH = new Float64Array(STEPS).fill(1);
const ROOTS_LOW = new Float64Array(STEPS);
{
  let high = 2;
  let rest = 0;
  for (let step = STEPS / 2; step >= 1; step /= 2) {
    const root = Math.sqrt(high);
    const square = product(root, root);
    rest = (high - square - low + rest) / (2 * root);
    high = sum(root, rest);
    rest = low;
    for (let n = step; n < STEPS; n += 2 * step) {
      const before = n - step;
      const p = product(high, ROOTS_HIGH[before]!);
      ROOTS_HIGH[n] = sum(p, low + high * ROOTS_LOW[before]! + rest * ROOTS_HIGH[before]!);
      ROOTS_LOW[n] = low;
    }
  }
}

/** ln 2 / 64 in three parts; the first has so few bits that times a step's number it is exact. */
const STEP_HIGH = 0.6931471803691238 / STEPS;
const STEP_MIDDLE = 1.9082149292705877e-10 / STEPS;
const STEP_LOW = 1.1612227229362532e-26 / STEPS;

/** e^(x + rest) = (result + low) × 2^exponent. */
function exponential(x: number, rest: number): number {
  const n = Math.round((x * STEPS) / Math.LN2);
  const step = n & (STEPS - 1);
  const middle = product(-n, STEP_MIDDLE);
  const small = low - n * STEP_LOW + rest;
  const r = sum(x - n * STEP_HIGH, middle);
  const rLow = low + small;
  // e^r - 1 = r + r²(1/2! + r/3! + …), |r| < 0.0055.
  const series = 1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040 + r / 40_320)))));
  const minusOne = sum(r, rLow + r * rLow + r * r * series);
  const minusOneLow = low;
  const root = ROOTS_HIGH[step]!;
  const rootLow = ROOTS_LOW[step]!;
  const p = product(root, minusOne);
  const pLow = low + root * minusOneLow + rootLow * minusOne + rootLow;
  const whole = sum(root, p);
  const result = sum(whole, low + pLow);
  exponent = (n - step) / STEPS;
  return result;
}

/** ln x by one step of Newton's method from the nearest double; x is positive, finite and not tiny. */
function logarithm(x: number): number {
  const guess = Math.log(x);
  const power = exponential(-guess, 0);
  const powerLow = low;
  const mantissa = x * 2 ** exponent;
  const one = product(mantissa, power);
  const rest = one - 1 + (low + mantissa * powerLow);
  return sum(guess, rest - (rest * rest) / 2);
}

/** Beyond these the parts overflow or lose bits; V8's own functions stand in. */
const MIN_ARGUMENT = 1e-290;
const MAX_ARGUMENT = 1e290;
const MAX_EXPONENT = 690;
const isOrdinary = (x: number): boolean => x > MIN_ARGUMENT && x < MAX_ARGUMENT;

export const exp = (x: number): number =>
  Math.abs(x) < MAX_EXPONENT ? exponential(x, 0) * 2 ** exponent : Math.exp(x);

export const log = (x: number): number => (isOrdinary(x) ? logarithm(x) : Math.log(x));

/** What the nearest double to 1 / ln 10 lacks. */
const LOG10E_LOW = 1.098319650216765e-17;

export function log10(x: number): number {
  if (!isOrdinary(x)) return Math.log10(x);
  const ln = logarithm(x);
  const lnLow = low;
  const high = product(ln, Math.LOG10E);
  return high + (low + ln * LOG10E_LOW + lnLow * Math.LOG10E);
}

function positivePower(x: number, y: number): number {
  const ln = logarithm(x);
  const lnLow = low;
  const high = product(ln, y);
  const rest = low + lnLow * y;
  return Math.abs(high) < MAX_EXPONENT ? exponential(high, rest) * 2 ** exponent : x ** y;
}

export function pow(x: number, y: number): number {
  if (!isOrdinary(Math.abs(x)) || !isOrdinary(Math.abs(y))) return x ** y;
  if (x > 0) return positivePower(x, y);
  if (!Number.isInteger(y)) return Number.NaN;
  return y % 2 === 0 ? positivePower(-x, y) : -positivePower(-x, y);
}
