/** Numbers in printed dates: padded with zeros. */

/** @returns the number with at least so many digits; what stands before a '-' counts not */
export function padded(value: number, width: number): string {
  if (width === 2 && value >= 0 && value < 100) return value < 10 ? `0${value}` : `${value}`;
  const digits = String(Math.abs(value)).padStart(width, '0');
  return value < 0 ? `-${digits}` : digits;
}
