import type { Kernels } from '../../kernels/kernels.ts';
import type { Column } from '../../runtime/batch/column.ts';
import { gatherRows } from '../../runtime/batch/gather.ts';
import type { Arena } from '../../runtime/batch/memory.ts';
import type { Decoded } from '../format.ts';

/** Which rows of a decoded batch stand for which records: at first row i for record i; rows are dropped, and others added behind. */
export class BatchRows {
  /** Records skipped because an option says so. */
  skipped = 0;
  private readonly records: number;
  private readonly dropped = new Set<number>();
  private readonly reasons = new Map<number, string>();
  private readonly added = new Map<number, number[]>();
  private rowCount: number;

  constructor(records: number) {
    this.records = records;
    this.rowCount = records;
  }

  /** Rows that columns must have room for. */
  get capacity(): number {
    return this.rowCount;
  }

  /** The record gives no row. */
  drop(record: number): void {
    this.dropped.add(record);
  }

  /** The record cannot be decoded; the first reason counts. */
  fail(record: number, reason: string): void {
    if (!this.reasons.has(record)) this.reasons.set(record, reason);
    this.drop(record);
  }

  /** Another row of the record. @returns its index, behind all others */
  add(record: number): number {
    const rows = this.added.get(record) ?? [];
    this.added.set(record, rows);
    rows.push(this.rowCount);
    return this.rowCount++;
  }

  /** The rows that are left, in the order of their records. @param from the number of the first record */
  finish(
    kernels: Kernels,
    arena: Arena,
    columns: readonly Column[],
    from: number,
    reasonOf: (record: number, reason: string) => string,
  ): Decoded {
    const { skipped, records } = this;
    const nextRecord = from + records;
    if (this.dropped.size === 0 && this.added.size === 0)
      return { rowCount: records, columns, nextRecord, failures: [], skipped };
    const order: number[] = [];
    const recordOf: number[] = [];
    for (let record = 0; record < records; record++) {
      const rows = this.dropped.has(record) ? [] : [record, ...(this.added.get(record) ?? [])];
      for (const row of rows) {
        order.push(row);
        recordOf.push(from + record);
      }
    }
    const rows = Int32Array.from(order);
    return {
      rowCount: rows.length,
      columns: columns.map((column) => gatherRows(kernels, arena, column, rows)),
      recordOf: Int32Array.from(recordOf),
      nextRecord,
      failures: [...this.reasons]
        .sort(([a], [b]) => a - b)
        .map(([record, reason]) => ({ record: from + record, reason: reasonOf(record, reason) })),
      skipped,
    };
  }
}
