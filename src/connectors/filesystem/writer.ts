import type { SinkNode } from '../../planner/physical/plan.ts';
import type { Batch } from '../../runtime/batch/batch.ts';
import { gatherRows } from '../../runtime/batch/gather.ts';
import { Arena, type Memory } from '../../runtime/batch/memory.ts';
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import type { WorkerContext, Writer } from '../connector.ts';
import type { RecordEncoder, Records } from '../format.ts';
import type { Committable, WriterState } from './committable.ts';
import { joinRecords } from './join-records.ts';
import { type FinishedPart, sizeOf } from './part-file.ts';
import { PartFiles, type PartFilesContext } from './part-files.ts';
import type { PartitionCommits } from './partition-commits.ts';
import { PartitionRouter } from './partition-router.ts';

/** Of formats that write whole files so many rows go in before the file's size is looked at. */
const BULK_SLICE_ROWS = 1024;

export interface WriterParts {
  readonly context: WorkerContext;
  readonly node: SinkNode;
  readonly memory: Memory;
  readonly defaultPartition: string;
  /** Of formats that write record by record. */
  readonly encoder: RecordEncoder | undefined;
  readonly delimiter: Uint8Array;
  readonly files: PartFilesContext;
  readonly commits: PartitionCommits | undefined;
}

type Rows = Pick<Batch, 'rowCount' | 'columns' | 'rowKinds'>;

/**
 * Rows into files that appear when the checkpoint that covers their last row is complete. Formats that write record by record keep
 * a file open over checkpoints, its length standing in the checkpoint (Flink's row formats); whole-file formats close it at each.
 */
export class FileSystemWriter implements Writer {
  private readonly parts: WriterParts;
  private readonly files: PartFiles;
  private readonly router: PartitionRouter;
  private readonly arena: Arena;
  /** Indexes of the columns that stand in the files. */
  private readonly written: readonly number[];
  private held: FinishedPart[] = [];

  constructor(parts: WriterParts) {
    const { node, memory } = parts;
    this.parts = parts;
    this.files = new PartFiles(parts.files, parts.context.host.nowMs());
    this.router = new PartitionRouter(memory, node, parts.defaultPartition);
    this.arena = new Arena(memory);
    this.written = node.consumed.flatMap(({ name }, i) => (node.table.partitionKeys.includes(name) ? [] : [i]));
  }

  async restore(states: readonly WriterState[]): Promise<void> {
    for (const state of states) {
      for (const part of state.open) await this.files.resume(part);
      this.held.push(...state.held);
      this.parts.commits?.restore(state.partitions);
    }
  }

  async write(batch: Batch): Promise<void> {
    if (batch.rowCount === 0) return;
    this.arena.reset();
    const nowMs = this.parts.context.host.nowMs();
    for (const { partition, rows } of this.router.split(batch)) {
      const chosen = this.rowsOf(batch, rows);
      if (this.parts.encoder) await this.writeRecords(partition, chosen, this.parts.encoder, nowMs);
      else await this.writeBulk(partition, chosen, nowMs);
    }
  }

  async onTick(nowMs: number): Promise<void> {
    await this.files.tick(nowMs);
  }

  async prepareCommit(_checkpointId: number, final: boolean) {
    const { overwrite } = this.parts.node;
    const nowMs = this.parts.context.host.nowMs();
    const { finished, open } = await this.files.checkpoint(final);
    this.held.push(...finished);
    // An overwriting job shows nothing before its end: then the old goes and the new comes.
    const ready = overwrite && !final ? [] : this.held;
    if (!overwrite || final) this.held = [];
    const committables: Committable[] = ready.map(({ file }) => ({ kind: 'file', file }));
    if (overwrite && final)
      for (const directory of this.replacedDirectories(ready)) committables.push({ kind: 'replace', directory });
    committables.push(...this.partitionCommits(ready, nowMs, final));
    const state: WriterState = {
      open,
      finished: ready.map(({ file }) => file.unpublished),
      held: this.held,
      partitions: this.parts.commits?.snapshot() ?? {},
    };
    return { committables, state };
  }

  async abort(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    await this.files.abandon();
    this.arena.dispose();
  }

  /** The chosen rows without partition columns. */
  private rowsOf(batch: Batch, rows: Int32Array | undefined): Rows {
    const columns = this.written.map((index) => batch.columns[index]!);
    if (!rows) return { rowCount: batch.rowCount, columns, rowKinds: batch.rowKinds };
    const { kernels } = this.parts.context;
    return {
      rowCount: rows.length,
      columns: columns.map((column) => gatherRows(kernels, this.arena, column, rows)),
      rowKinds: batch.rowKinds === 0 ? 0 : this.gatherKinds(batch.rowKinds, rows),
    };
  }

  private gatherKinds(rowKinds: number, rows: Int32Array): number {
    const at = this.arena.allocate(rows.length);
    const { u8 } = this.parts.memory;
    for (let i = 0; i < rows.length; i++) u8[at + i] = u8[rowKinds + rows[i]!]!;
    return at;
  }

  private async writeBulk(partition: string, rows: Rows, nowMs: number): Promise<void> {
    for (let from = 0; from < rows.rowCount; from += BULK_SLICE_ROWS) {
      const part = await this.files.current(partition, nowMs);
      part.rows!.append(rows, from, Math.min(rows.rowCount, from + BULK_SLICE_ROWS));
    }
  }

  private async writeRecords(partition: string, rows: Rows, encoder: RecordEncoder, nowMs: number): Promise<void> {
    const { memory, delimiter, files } = this.parts;
    const records = encoder.encode(rows, this.arena);
    let from = 0;
    while (from < records.count) {
      const part = await this.files.current(partition, nowMs);
      const room = files.policy.maxBytes - sizeOf(part);
      const to = this.recordsThatFit(records, from, room);
      const joined = joinRecords(this.arena, records, from, to, delimiter);
      part.bytes.write(memory.u8.subarray(joined.at, joined.at + joined.length));
      from = to;
    }
  }

  /** The record behind the first that goes beyond `room` bytes: a file is closed when it is larger than its limit, not before. */
  private recordsThatFit(records: Records, from: number, room: number): number {
    const { i32 } = this.parts.memory;
    const lengths = records.lengths >> 2;
    let to = from;
    let bytes = 0;
    while (to < records.count && bytes <= room) {
      const length = i32[lengths + to]!;
      if (length < 0) throw new RunTimeError('the row has no record: a NULL cannot stand in a file of this format');
      bytes += length + this.parts.delimiter.length;
      to++;
    }
    return to;
  }

  /** Partitions that got rows, and a partition that the statement names even when it got none. */
  private replacedDirectories(ready: readonly FinishedPart[]): ReadonlySet<string> {
    const replaced = new Set(ready.map(({ partition }) => partition));
    if (replaced.size === 0 && this.router.fixed !== undefined) replaced.add(this.router.fixed);
    return replaced;
  }

  private partitionCommits(ready: readonly FinishedPart[], nowMs: number, final: boolean): readonly Committable[] {
    const { commits, node } = this.parts;
    if (!commits) return [];
    // A table without partitions is complete only at its end.
    if (node.table.partitionKeys.length === 0) return final ? [{ kind: 'partition', directory: '' }] : [];
    for (const { partition } of ready) commits.add(partition, nowMs);
    return commits.due(nowMs, final).map((directory) => ({ kind: 'partition', directory }));
  }
}
