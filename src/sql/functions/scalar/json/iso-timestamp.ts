/** A timestamp in ISO form, `2024-01-01T00:00:00.5`, with no more digits than it needs. */
import { timestampText } from '../../../types/temporal-text.ts';
import type { TimestampValue } from '../../../types/value.ts';

/** @param short whole minutes without seconds and fractions by threes, as Java's LocalDateTime.toString */
export function isoTimestamp(value: TimestampValue, short = false): string {
  const text = timestampText(value, 9).replace(' ', 'T');
  const trimmed = text.replace(/\.?0*$/, '');
  const whole = trimmed.length < 19 ? text.slice(0, text.indexOf('.')) : trimmed;
  if (!short) return whole;
  const point = whole.indexOf('.');
  if (point >= 0) return whole.padEnd(point + 1 + Math.ceil((whole.length - point - 1) / 3) * 3, '0');
  return whole.endsWith(':00') ? whole.slice(0, -3) : whole;
}
