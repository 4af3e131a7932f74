/**
 * Java's Math.sin, cos and tan. The JVM's are not always the nearest doubles, and V8's are others in some of a hundred calls; so
 * sine and cosine are computed here in the order of operations that the JVM's algorithm (Intel's libm) is documented with:
 *
 *   x = N pi/32 + r + c, |r| ≤ pi/64, and with B = N pi/32 (64 of them), sigma the power of two next to cos B:
 *   sin x = sin B + sigma r + (cos B - sigma) r + sin B (cos r - 1) + cos B (sin r - r) + c (cos B - r sin B)
 *
 * the first three summed with what their sums lack. The tangent is the quotient of both, rounded once.
 */
import { low, product, sum } from './two-doubles.ts';

const BITS = 256n;
const ONE = 1n << BITS;

/** arctan(1/n) with `bits` bits behind the point. */
function arcTangent(n: bigint, bits: bigint): bigint {
  let power = (1n << bits) / n;
  let total = power;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n;
    total += (sign * power) / k;
  }
  return total;
}

/** pi/32 with `bits` bits behind the point (Machin). */
function step32(bits: bigint): bigint {
  const guard = bits + 32n;
  return (16n * arcTangent(5n, guard) - 4n * arcTangent(239n, guard)) >> 37n;
}

const MANTISSA_BITS = 53;

/** A fraction with `bits` bits behind the point, as the nearest double. */
function toDouble(value: bigint, bits: bigint): number {
  const size = value < 0n ? -value : value;
  const drop = BigInt(Math.max(0, size.toString(2).length - MANTISSA_BITS));
  const half = drop === 0n ? 0n : 1n << (drop - 1n);
  const kept = Number((size + half) >> drop) * 2 ** Number(drop - bits);
  return value < 0n ? -kept : kept;
}

/** A double as a fraction with `bits` bits behind the point. */
function fromDouble(value: number, bits: bigint): bigint {
  let exponent = 0n;
  let whole = value;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    exponent += 1n;
  }
  return (BigInt(whole) << bits) >> exponent;
}

/** cos x from `first` 0n, sin x from 1n, by the series. */
function series(x: bigint, first: bigint): bigint {
  let term = first === 0n ? ONE : x;
  let total = term;
  for (let k = first + 1n; term !== 0n; k += 2n) {
    term = -((((term * x) >> BITS) * x) >> BITS) / (k * (k + 1n));
    total += term;
  }
  return total;
}

const STEP = step32(BITS);

/** pi/32 in three parts; the first two have so few bits that times N they are exact. */
const STEP_HIGH = Math.floor(toDouble(STEP, BITS) * 2 ** 34) / 2 ** 34;
const AFTER_HIGH = STEP - fromDouble(STEP_HIGH, BITS);
const STEP_MIDDLE = Math.floor(toDouble(AFTER_HIGH, BITS) * 2 ** 69) / 2 ** 69;
const STEP_LOW = toDouble(AFTER_HIGH - fromDouble(STEP_MIDDLE, BITS), BITS);
const STEPS_PER_RADIAN = toDouble((ONE * ONE) / STEP, BITS);

const TURN = 64;
const QUARTER = 16;

/** The power of two that is nearest to a cosine, with its sign. */
function nearestPower(cosine: number): number {
  const size = Math.abs(cosine);
  if (size === 0) return 0;
  const below = 2 ** Math.floor(Math.log2(size));
  return Math.sign(cosine) * (size - below < 2 * below - size ? below : 2 * below);
}

/** By N mod 64: sigma, cos B - sigma, sin B and what that lacks. */
const SIGMA = new Float64Array(TURN);
const COS_REST = new Float64Array(TURN);
const SIN_HIGH = new Float64Array(TURN);
const SIN_LOW = new Float64Array(TURN);
let isFilled = false;

/** Before the first angle and not when the program starts: it takes milliseconds. */
function fillTables(): void {
  isFilled = true;
  for (let n = 0; n < TURN; n++) {
    const angle = STEP * BigInt(n);
    const sine = n % (2 * QUARTER) === 0 ? 0n : series(angle, 1n);
    const cosine = n % (2 * QUARTER) === QUARTER ? 0n : series(angle, 0n);
    SIGMA[n] = nearestPower(toDouble(cosine, BITS));
    COS_REST[n] = toDouble(cosine - fromDouble(SIGMA[n]!, BITS), BITS);
    SIN_HIGH[n] = toDouble(sine, BITS);
    SIN_LOW[n] = toDouble(sine - fromDouble(SIN_HIGH[n]!, BITS), BITS);
  }
}

/** Angles below this take the way of three parts. */
const MAX_ORDINARY = 90_112;
/** Bits of pi that the largest double needs. */
const MANY_BITS = 1300n;
let manyDigits: bigint | undefined;

/** Of the angle last reduced: r, r before its last correction, and c negated. */
let rest = 0;
let earlierRest = 0;
let minusCorrection = 0;

/** Leaves r and c of an angle behind; N, any whole number. */
function reduce(x: number): number {
  if (!isFilled) fillTables();
  if (!(Math.abs(x) < MAX_ORDINARY)) return reduceLarge(x);
  const n = Math.trunc(STEPS_PER_RADIAN * x + (x < 0 ? -0.5 : 0.5));
  const middle = n * STEP_MIDDLE;
  earlierRest = x - n * STEP_HIGH;
  rest = earlierRest - middle;
  minusCorrection = n * STEP_LOW - (earlierRest - rest - middle);
  return n;
}

function reduceLarge(x: number): number {
  manyDigits ??= step32(MANY_BITS);
  const size = fromDouble(Math.abs(x), MANY_BITS);
  const n = (size + manyDigits / 2n) / manyDigits;
  const over = size - n * manyDigits;
  const sign = Math.sign(x);
  const high = toDouble(over, MANY_BITS);
  rest = sign * high;
  earlierRest = rest;
  minusCorrection = -sign * toDouble(over - fromDouble(high, MANY_BITS), MANY_BITS);
  return sign * Number(n % BigInt(TURN));
}

/** The larger part of a sine; what it lacks. */
let lacking = 0;

/** The sine of the angle last reduced, moved to N = `n`; its larger part, the other one is left in `lacking`. */
function sineAt(n: number): number {
  const at = n & (TURN - 1);
  const r = rest;
  const sigma = SIGMA[at]!;
  const cosRest = COS_REST[at]!;
  const sine = SIN_HIGH[at]!;
  const cosine = cosRest + sigma;
  const square = r * r;
  const fourth = square * square;
  const sineSeries = -1 / 6 + square * (1 / 120) + fourth * (-1 / 5040 + (1 / 362_880) * earlierRest * r);
  const cosineSeries = -1 / 2 + square * (1 / 24) + fourth * (-1 / 720 + (1 / 40_320) * earlierRest * r);
  const correction = minusCorrection * (sine * r - cosine) + SIN_LOW[at]!;
  const straight = sigma * r;
  const first = sine + straight;
  const bent = cosRest * r;
  const second = first + bent;
  const lost = correction + (sine - first + straight) + (first - second + bent);
  lacking = lost + sineSeries * (cosine * (square * r)) + cosineSeries * (sine * square);
  return second;
}

/** Angles that are their own sine and tangent. */
const TINY = 2 ** -27;

export function sin(x: number): number {
  if (Math.abs(x) < TINY) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  return sineAt(reduce(x)) + lacking;
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  return sineAt(reduce(x) + QUARTER) + lacking;
}

export function tan(x: number): number {
  if (Math.abs(x) < TINY) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const n = reduce(x);
  const sine = sum(sineAt(n), lacking);
  const sineLow = low;
  const cosine = sum(sineAt(n + QUARTER), lacking);
  return quotient(sine, sineLow, cosine, low);
}

/** (a + aLow) / (b + bLow), rounded once. */
function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const first = a / b;
  const back = product(first, b);
  return first + (a - back - low + aLow - first * bLow) / b;
}
