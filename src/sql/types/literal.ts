/** The type and value of a numeric literal, as Calcite with Flink's type system types it. */
import { BIGINT, DOUBLE, decimal, INT, MAX_DECIMAL_PRECISION, notNull, type SqlType } from './type.ts';
import type { Value } from './value.ts';

export interface TypedValue {
  readonly type: SqlType;
  readonly value: Value;
}

const MAX_INT = 2147483647n;
const LONG_BITS = 64;

/** What Calcite says of a number whose digits do not fit 64 bits, even of a DECIMAL one. */
export interface LiteralProblem {
  readonly problem: string;
}

/**
 * `1`, `2147483648`, `1.5`, `1e0`: INT, BIGINT, DECIMAL(2, 1), DOUBLE. The text has no sign; a minus is an operator, and one
 * just before the digits lets the smallest numbers of 32 and of 64 bits be written: they wrap around to themselves.
 */
export function numberLiteral(text: string, afterMinus = false): TypedValue | LiteralProblem {
  if (/[eE]/.test(text)) return { type: notNull(DOUBLE), value: Number(text) };
  if (!/^\d*\.?\d*$/.test(text) || !/\d/.test(text)) return { problem: `numeric literal '${text}' cannot be read` };
  const unscaled = BigInt(text.replace('.', ''));
  const kept = BigInt.asIntN(LONG_BITS, unscaled);
  if (kept !== unscaled && !(afterMinus && kept === -unscaled))
    return { problem: `numeric literal '${text}' out of range` };
  const point = text.indexOf('.');
  const scale = point < 0 ? 0 : text.length - point - 1;
  if (scale > 0) {
    // Every digit written counts, the 0 of 0.5 too.
    const precision = Math.min(text.length - 1, MAX_DECIMAL_PRECISION);
    return { type: notNull(decimal(precision, Math.min(scale, precision))), value: unscaled };
  }
  const isInt = unscaled <= MAX_INT || (afterMinus && unscaled === MAX_INT + 1n);
  return isInt ? { type: notNull(INT), value: Number(unscaled) } : { type: notNull(BIGINT), value: unscaled };
}
