import type { Column } from '../../../../runtime/batch/column.ts';
import type { Address, Arena } from '../../../../runtime/batch/memory.ts';
import { check } from '../format/error.ts';
import type { Values } from './values.ts';

/** What the conversions of decoded values to columns take and give. */

/** Values [from, to) of a page; value `from` + k of the first segment goes to row rows[k], and on from there. */
export interface Segment {
  readonly values: Values;
  readonly from: number;
  readonly to: number;
}

/** What a conversion fills: `validity` is set already; `rows` has the row of each value. */
export interface Target {
  readonly arena: Arena;
  readonly rowCount: number;
  readonly validity: Address;
  readonly rows: Int32Array;
}

export interface ConversionOptions {
  /** Timestamps are instants of which the process's clocks show the wanted date and time; undefined: they are taken as they are. */
  readonly toLocal?: (millis: number) => number;
}

export type LeafConversion = (target: Target, segments: readonly Segment[], options: ConversionOptions) => Column;

/** Calls for each value with its place in the page and its row. */
export function each<K extends Values['kind']>(
  { rows }: Target,
  segments: readonly Segment[],
  kind: K,
  put: (values: Extract<Values, { kind: K }>, i: number, row: number) => void,
): void {
  let next = 0;
  for (const { values, from, to } of segments) {
    check(values.kind === kind || from === to, 'its pages are of different types');
    for (let i = from; i < to; i++) put(values as Extract<Values, { kind: K }>, i, rows[next++]!);
  }
}

/** How many units of a time or timestamp make a millisecond. */
export const UNITS_PER_MILLI = { MILLIS: 1n, MICROS: 1000n, NANOS: 1_000_000n } as const;
