/** The text of an interval literal, or a number cast to an interval -> months or milliseconds (Calcite's SqlIntervalQualifier and its rules of CAST). */
import type * as ast from '../../sql/ast/index.ts';

const FIELDS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;
const MILLIS: Readonly<Record<string, number>> = { DAY: 86_400_000, HOUR: 3_600_000, MINUTE: 60_000, SECOND: 1000 };
const MAXIMUM: Readonly<Record<string, number>> = { MONTH: 11, HOUR: 23, MINUTE: 59, SECOND: 59 };
const SEPARATORS: Readonly<Record<string, string>> = { MONTH: '-', HOUR: ' ', MINUTE: ':', SECOND: ':' };

const precisionOf = (qualifier: ast.IntervalQualifier): number => qualifier.precision ?? 2;
const isTooLong = (digits: string, qualifier: ast.IntervalQualifier): boolean =>
  digits.replace(/^0+(?=\d)/, '').length > precisionOf(qualifier);
const tooLong = (text: string, qualifier: ast.IntervalQualifier): string =>
  `interval '${text}' exceeds the precision ${precisionOf(qualifier)} of its ${qualifier.from} field`;

/** @returns months (YEAR, MONTH) or milliseconds, or a sentence saying what is wrong */
export function intervalValue(text: string, qualifier: ast.IntervalQualifier, negative: boolean): number | string {
  const problem = `'${text}' is not an interval of ${qualifier.to ? `${qualifier.from} TO ${qualifier.to}` : qualifier.from}`;
  const trimmed = text.trim();
  const signed = /^([+-]?)(.*)$/s.exec(trimmed)!;
  const sign = (negative ? -1 : 1) * (signed[1] === '-' ? -1 : 1);
  if (qualifier.from === 'QUARTER' || qualifier.from === 'WEEK') {
    if (!/^\d+$/.test(signed[2]!)) return problem;
    if (isTooLong(signed[2]!, qualifier)) return tooLong(text, qualifier);
    return sign * Number(signed[2]) * (qualifier.from === 'QUARTER' ? 3 : 7 * MILLIS.DAY!);
  }
  const first = FIELDS.indexOf(qualifier.from as (typeof FIELDS)[number]);
  const last = qualifier.to ? FIELDS.indexOf(qualifier.to as (typeof FIELDS)[number]) : first;
  if (first < 0 || last < first) return problem;
  const fields = FIELDS.slice(first, last + 1);
  const pattern = fields
    .map(
      (field, i) => (i === 0 ? '' : SEPARATORS[field]) + (field === 'SECOND' ? '(\\d+)(?:\\.(\\d{1,9}))?' : '(\\d+)'),
    )
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(signed[2]!);
  if (!match) return problem;
  if (isTooLong(match[1]!, qualifier)) return tooLong(text, qualifier);
  let total = 0;
  for (const [i, field] of fields.entries()) {
    const amount = Number(match[i + 1]);
    if (i > 0 && amount > MAXIMUM[field]!) return problem;
    total += field === 'YEAR' ? amount * 12 : field === 'MONTH' ? amount : amount * MILLIS[field]!;
  }
  if (fields.at(-1) === 'SECOND') total += Math.floor(Number(`0.${match.at(-1) ?? '0'}`) * 1000 + 1e-9);
  return total === 0 ? 0 : sign * total;
}

/** Months of the larger units, and milliseconds. */
const UNITS: Readonly<Record<string, number>> = { YEAR: 12, QUARTER: 3, MONTH: 1, WEEK: 7 * MILLIS.DAY!, ...MILLIS };

/**
 * `CAST(5 AS INTERVAL DAY)`: a number that is written there counts units, any other one months or milliseconds.
 * @returns months or milliseconds; undefined for any other operand, for a number with an exponent and for two units
 */
export function unitsOf(operand: ast.Expression, qualifier: ast.IntervalQualifier): number | undefined {
  if (operand.kind === 'unary' && (operand.operator === '-' || operand.operator === '+')) {
    const units = unitsOf(operand.operand, qualifier);
    return units === undefined || units === 0 || operand.operator === '+' ? units : -units;
  }
  const unit = UNITS[qualifier.from];
  if (operand.kind !== 'number' || /e/i.test(operand.text) || qualifier.to !== undefined || unit === undefined)
    return undefined;
  // 0.0015 × 1000 is a little more or less than 1.5.
  return Math.trunc(Number((Number(operand.text) * unit).toPrecision(15)));
}
