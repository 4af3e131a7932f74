/** CAST to DECIMAL(p, s): rounds half up; a number that does not fit becomes NULL, text that does not fit fails. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { decimalOfText, fitsPrecision, parseDecimalText, rescaleTo, toDecimal } from '../decimal.ts';
import { doubleText } from '../float-text.ts';
import type { DecimalType, SqlType } from '../type.ts';
import type { Cast, CastContext } from './rule.ts';
import { isShortDecimal, parseShortDecimal } from './short-decimal.ts';

const trim = (text: string): string => text.replace(/^[ \n\t]+|[ \n\t]+$/g, '');

/** As Java's BigDecimal reads it. */
function longDecimal(text: string, target: DecimalType): bigint | undefined {
  const number = parseDecimalText(trim(text));
  return number === undefined ? undefined : (rescaleTo(number.unscaled, number.scale, target) ?? undefined);
}

const textToDecimal =
  (target: DecimalType, { unreadable }: CastContext): Cast =>
  (value) => {
    const text = value as string;
    const result = isShortDecimal(text, target) ? parseShortDecimal(text, target) : longDecimal(text, target);
    if (result === undefined || !fitsPrecision(result, target.precision)) {
      throw unreadable(text, target, 'it is not a number of so many digits');
    }
    return result;
  };

const floatToDecimal =
  (target: DecimalType): Cast =>
  (value) => {
    if (!Number.isFinite(value)) throw new RunTimeError(`cannot cast ${String(value)} to a DECIMAL`);
    return decimalOfText(doubleText(value as number), target);
  };

export function toDecimalCast(from: SqlType, target: DecimalType, context: CastContext): Cast | undefined {
  switch (from.kind) {
    case 'BOOLEAN':
      return (value) => toDecimal(value ? 1n : 0n, 0, target);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return (value) => toDecimal(BigInt(value as number), 0, target);
    case 'BIGINT':
      return (value) => toDecimal(value as bigint, 0, target);
    case 'FLOAT':
    case 'DOUBLE':
      return floatToDecimal(target);
    case 'DECIMAL':
      return (value) => toDecimal(value as bigint, from.scale, target);
    case 'CHAR':
    case 'VARCHAR':
      return textToDecimal(target, context);
    default:
      return undefined;
  }
}
