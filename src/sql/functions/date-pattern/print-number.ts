/** Numbers in printed dates: padded with zeros, mostly looked up. */

const table = (digits: number): readonly string[] =>
  Array.from({ length: 10 ** digits }, (_, number) => String(number).padStart(digits, '0'));

const TWO = table(2);
const THREE = table(3);

/** @returns the number with at least so many digits; a '-' before it does not count */
export function padded(value: number, width: number): string {
  if (value >= 0) {
    if (width === 2 && value < 100) return TWO[value]!;
    if (width === 4 && value < 10_000) {
      const high = Math.floor(value / 100);
      return TWO[high]! + TWO[value - high * 100]!;
    }
    if (width === 3 && value < 1000) return THREE[value]!;
  }
  const digits = String(Math.abs(value)).padStart(width, '0');
  return value < 0 ? `-${digits}` : digits;
}

/** The first digits of nine behind a point. */
export function fractionDigits(nanos: number, count: number): string {
  const millis = Math.floor(nanos / 1_000_000);
  if (count === 3) return THREE[millis]!;
  const rest = nanos - millis * 1_000_000;
  const micros = Math.floor(rest / 1000);
  const text = THREE[millis]! + THREE[micros]! + THREE[rest - micros * 1000]!;
  return count === 9 ? text : text.slice(0, count);
}
