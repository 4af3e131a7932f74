/** The text of an interval literal -> months or milliseconds (Calcite's SqlIntervalQualifier rules). */
import type * as ast from '../../sql/ast/index.ts';

const FIELDS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;
const MILLIS: Readonly<Record<string, number>> = { DAY: 86_400_000, HOUR: 3_600_000, MINUTE: 60_000, SECOND: 1000 };
const MAXIMUM: Readonly<Record<string, number>> = { MONTH: 11, HOUR: 23, MINUTE: 59, SECOND: 59 };
const SEPARATORS: Readonly<Record<string, string>> = { MONTH: '-', HOUR: ' ', MINUTE: ':', SECOND: ':' };

/** @returns months (YEAR, MONTH) or milliseconds, or a sentence saying what is wrong */
export function intervalValue(text: string, qualifier: ast.IntervalQualifier, negative: boolean): number | string {
  const problem = `'${text}' is not an interval of ${qualifier.to ? `${qualifier.from} TO ${qualifier.to}` : qualifier.from}`;
  const trimmed = text.trim();
  const signed = /^([+-]?)(.*)$/s.exec(trimmed)!;
  const sign = (negative ? -1 : 1) * (signed[1] === '-' ? -1 : 1);
  if (qualifier.from === 'QUARTER' || qualifier.from === 'WEEK') {
    if (!/^\d+$/.test(signed[2]!)) return problem;
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
  const leading = match[1]!.replace(/^0+(?=\d)/, '');
  const precision = qualifier.precision ?? 2;
  if (leading.length > precision)
    return `interval '${text}' exceeds the precision ${precision} of its ${qualifier.from} field`;
  let total = 0;
  for (const [i, field] of fields.entries()) {
    const amount = Number(match[i + 1]);
    if (i > 0 && amount > MAXIMUM[field]!) return problem;
    total += field === 'YEAR' ? amount * 12 : field === 'MONTH' ? amount : amount * MILLIS[field]!;
  }
  if (fields.at(-1) === 'SECOND') total += Math.floor(Number(`0.${match.at(-1) ?? '0'}`) * 1000 + 1e-9);
  return total === 0 ? 0 : sign * total;
}
