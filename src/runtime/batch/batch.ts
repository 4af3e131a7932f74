import type { Column } from './column.ts';
import type { Address } from './memory.ts';

/** The changes a row can stand for, by Flink's RowKind byte. */
export const INSERT = 0;
export const UPDATE_BEFORE = 1;
export const UPDATE_AFTER = 2;
export const DELETE = 3;

/** Rows travelling together. It lives until the source's next poll; whoever keeps a value longer copies it. */
export interface Batch {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  /** One byte a row (INSERT …), or 0 when every row is an insert. */
  readonly rowKinds: Address;
  /** Where a row came from, for errors; absent for rows that no record stands behind. */
  readonly origin?: Origin;
}

export interface Origin {
  /** The place of a row for a person: `topic logs, partition 3, offset 120`, `file a.json, line 7`. */
  describe(row: number): string;
}

/** After a filter: row i of the new batch was row `rows[i]` of the old. */
export const selectedOrigin = (origin: Origin | undefined, rows: Int32Array): Origin | undefined =>
  origin && { describe: (row) => origin.describe(rows[row]!) };
