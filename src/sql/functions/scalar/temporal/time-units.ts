/** The units of TIMESTAMPADD and TIMESTAMPDIFF: their names and lengths (Calcite's TimeUnit and time frames). */
import { MILLIS_PER_DAY } from '../../../types/calendar.ts';
import type { Call } from '../../define.ts';

const MONTHS: Readonly<Record<string, number>> = {
  MILLENNIUM: 12_000,
  CENTURY: 1200,
  DECADE: 120,
  YEAR: 12,
  QUARTER: 3,
  MONTH: 1,
};

const MILLIS: Readonly<Record<string, number>> = {
  WEEK: 7 * MILLIS_PER_DAY,
  DAY: MILLIS_PER_DAY,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1000,
  MILLISECOND: 1,
  MICROSECOND: 1e-3,
  NANOSECOND: 1e-6,
};

const FRACTIONS: Readonly<Record<string, string>> = {
  FRAC_SECOND: 'MICROSECOND',
  SQL_TSI_FRAC_SECOND: 'NANOSECOND',
};

/** A unit and its length, in months or in milliseconds. */
export interface UnitLength {
  readonly unit: string;
  readonly months?: number;
  readonly millis?: number;
}

/** The unit a call names, `SQL_TSI_DAY` as well as `DAY`; undefined when it has no length. */
export function unitLength(call: Call): UnitLength | undefined {
  const name = String(call.options['unit']).toUpperCase();
  const unit = FRACTIONS[name] ?? name.replace(/^SQL_TSI_/, '');
  const months = MONTHS[unit];
  if (months !== undefined) return { unit, months };
  const millis = MILLIS[unit];
  return millis === undefined ? undefined : { unit, millis };
}

export const noLength = (call: Call): string => `${call.name} has no unit '${String(call.options['unit'])}'`;
export const UNITS_HINT = 'units are YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND';
