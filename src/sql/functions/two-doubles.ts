/** Sums and products of doubles without loss: the rounded one is returned, what it lacks is left in `low`, so that nothing is allocated. */

export let low = 0;
const SPLITTER = 2 ** 27 + 1;

/** The product of two doubles, exactly (Dekker). */
export function product(a: number, b: number): number {
  const high = a * b;
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  low = aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return high;
}

/** a + b where a is the larger. */
export function sum(a: number, b: number): number {
  const high = a + b;
  low = b - (high - a);
  return high;
}
