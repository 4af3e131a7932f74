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
  private readonly keys: readonly { readonly name: string; readonly text: TextOfRow }[];
  /** Indexes of the columns that vary. */
  private readonly columns: readonly number[];
  /** The partition of all rows, when none of its values comes from a column. */
  readonly fixed: string | undefined;

  constructor(memory: Memory, node: SinkNode, defaultName: string) {
    this.memory = memory;
    const columns: number[] = [];
    this.keys = node.table.partitionKeys.map((name) => {
      const fixed = node.staticPartitions[name];
      if (fixed !== undefined) return { name, text: () => fixed || defaultName };
      const index = node.consumed.findIndex((column) => column.name === name && column.metadataKey === undefined);
      if (index < 0) throw new Error(`assertion: partition column ${name} has no value`);
      columns.push(index);
      return { name, text: this.columnText(node, index, defaultName) };
    });
    this.columns = columns;
    this.fixed = columns.length === 0 ? fixedPartition(node, defaultName) : undefined;
  }

  split(batch: Batch): readonly PartitionRows[] {
    if (this.fixed !== undefined) return [{ partition: this.fixed }];
    const same = this.columns.map((index) => sameRows(this.memory, batch.columns[index]!));
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

const fixedPartition = ({ table, staticPartitions }: SinkNode, defaultName: string) =>
  table.partitionKeys.map((key) => `${partitionDirectory(key, staticPartitions[key] || defaultName)}/`).join('');
