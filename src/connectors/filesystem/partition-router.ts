import type { SinkNode } from '../../planner/physical/plan.ts';
import type { Batch } from '../../runtime/batch/batch.ts';
import type { Memory } from '../../runtime/batch/memory.ts';
import { isNull, readValue } from '../../runtime/batch/reader.ts';
import { sameRows } from '../same-rows.ts';
import { partitionDirectory } from './partition-path.ts';
import { partitionText } from './partition-values.ts';

/** Rows of one partition in a batch. */
export interface PartitionRows {
  /** `dt=2026-11-21/hour=06/`, empty without partitions. */
  readonly partition: string;
  /** Absent: all rows of the batch. */
  readonly rows?: Int32Array;
}

type TextOfRow = (batch: Batch, row: number) => string;

/** Sorts the rows of batches by the directory they belong to (Flink's RowDataPartitionComputer). */
export class PartitionRouter {
  private readonly memory: Memory;
  private readonly keys: readonly { readonly name: string; readonly column: number; readonly text: TextOfRow }[];
  /** The partition of INSERT INTO … PARTITION (…) when it names a value for every key; empty for a table without partitions. */
  readonly fixed: string | undefined;

  constructor(memory: Memory, node: SinkNode, defaultName: string) {
    const { table, consumed, staticPartitions } = node;
    this.memory = memory;
    this.keys = table.partitionKeys.map((name) => {
      const column = consumed.findIndex((one) => one.name === name && one.metadataKey === undefined);
      if (column < 0) throw new Error(`assertion: partition column ${name} has no value`);
      return { name, column, text: this.columnText(node, column, defaultName) };
    });
    const names = table.partitionKeys.map((key) => staticPartitions[key] ?? '');
    this.fixed = names.includes('')
      ? undefined
      : names.map((value, i) => `${partitionDirectory(table.partitionKeys[i]!, value)}/`).join('');
  }

  split(batch: Batch): readonly PartitionRows[] {
    if (this.keys.length === 0) return [{ partition: '' }];
    const same = this.keys.map(({ column }) => sameRows(this.memory, batch.columns[column]!));
    const groups = new Map<string, number[]>();
    let group: number[] = [];
    for (let row = 0; row < batch.rowCount; row++) {
      if (row === 0 || !same.every((equal) => equal(row - 1, row))) {
        const partition = this.partitionOf(batch, row);
        const known = groups.get(partition);
        group = known ?? [];
        if (!known) groups.set(partition, group);
      }
      group.push(row);
    }
    if (groups.size === 1) return [{ partition: groups.keys().next().value! }];
    return [...groups].map(([partition, rows]) => ({ partition, rows: Int32Array.from(rows) }));
  }

  private partitionOf(batch: Batch, row: number): string {
    return this.keys.map(({ name, text }) => `${partitionDirectory(name, text(batch, row))}/`).join('');
  }

  private columnText(node: SinkNode, index: number, defaultName: string): TextOfRow {
    const { type } = node.consumed[index]!;
    const text = partitionText(type);
    return (batch, row) => {
      const column = batch.columns[index]!;
      if (isNull(this.memory, column, row)) return defaultName;
      return text(readValue(this.memory, column, type, row)) || defaultName;
    };
  }
}
