/** Puts decoded keys beside decoded values: a row for each pair of one record's. */
import type { Decoded } from '../../format.ts';

/** Which row of the values and which of the keys each joined row has, and its record. */
export interface JoinedRows {
  readonly valueRows: Int32Array;
  readonly keyRows: Int32Array;
  readonly recordOf: Int32Array;
}

type Rows = Pick<Decoded, 'rowCount' | 'recordOf'>;

const recordAt = (rows: Rows, row: number, from: number): number => rows.recordOf?.[row] ?? from + row;

/**
 * A record whose key gives no row gives none at all, as in Flink. Rows of both sides are in the order of their records.
 * @returns undefined when row i of both sides is of record `from + i`: nothing has to be moved
 */
export function joinKeys(value: Rows, key: Rows, from: number): JoinedRows | undefined {
  if (value.recordOf === undefined && key.recordOf === undefined && value.rowCount === key.rowCount) return undefined;
  const valueRows: number[] = [];
  const keyRows: number[] = [];
  const recordOf: number[] = [];
  let firstKey = 0;
  for (let row = 0; row < value.rowCount; row++) {
    const record = recordAt(value, row, from);
    while (firstKey < key.rowCount && recordAt(key, firstKey, from) < record) firstKey++;
    for (let at = firstKey; at < key.rowCount && recordAt(key, at, from) === record; at++) {
      valueRows.push(row);
      keyRows.push(at);
      recordOf.push(record);
    }
  }
  return {
    valueRows: Int32Array.from(valueRows),
    keyRows: Int32Array.from(keyRows),
    recordOf: Int32Array.from(recordOf),
  };
}
