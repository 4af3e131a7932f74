/** Time units and interval qualifiers: `DAY(3) TO SECOND(6)`. */
import type { Span } from '../diagnostics/span.ts';

export const TIME_UNITS = [
  'NANOSECOND',
  'MICROSECOND',
  'MILLISECOND',
  'SECOND',
  'MINUTE',
  'HOUR',
  'DAY',
  'DOW',
  'ISODOW',
  'DOY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'YEAR',
  'ISOYEAR',
  'EPOCH',
  'DECADE',
  'CENTURY',
  'MILLENNIUM',
] as const;

/** Singular and upper case, whatever is written (`DAYS`, `day`). */
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface IntervalQualifier {
  readonly kind: 'interval-qualifier';
  readonly from: TimeUnit;
  /** Digits of the leading field. */
  readonly precision?: number;
  readonly to?: TimeUnit;
  /** Digits behind the point of SECOND. */
  readonly fraction?: number;
  readonly span: Span;
}

/** The unit argument of EXTRACT, FLOOR, TIMESTAMPADD …; a name that is no unit is kept, as Flink does, for binding to judge. */
export interface TimeUnitName {
  readonly kind: 'time-unit';
  readonly unit: TimeUnit | { readonly other: string };
  readonly span: Span;
}
