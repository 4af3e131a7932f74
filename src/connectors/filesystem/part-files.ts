import type { FileRowWriterFactory } from '../format.ts';
import type { Storage } from '../storage/storage.ts';
import {
  abandonPart,
  type FinishedPart,
  finishPart,
  newPart,
  type OpenPartState,
  type PartFile,
  persistPart,
  resumedPart,
  sizeOf,
} from './part-file.ts';

/** When files are closed (Flink's TableRollingPolicy), and how many may be open. */
export interface RollingPolicy {
  readonly maxBytes: number;
  readonly rolloverMs: number;
  readonly inactivityMs: number;
  readonly checkMs: number;
  readonly maxOpenFiles: number;
}

export interface PartFilesContext {
  readonly storage: Storage;
  /** The table's directory. */
  readonly directory: string;
  /** Marks unpublished files as this job's. */
  readonly tag: string;
  /** `part-<uuid>-<subtask>`: no other writer has it. */
  readonly prefix: string;
  readonly extension: string;
  readonly policy: RollingPolicy;
  readonly rows: FileRowWriterFactory | undefined;
  /** Written at the start of every file. */
  readonly header: Uint8Array | undefined;
}

/** The open files of one subtask, at most one a partition, and those that were closed since the last checkpoint. */
export class PartFiles {
  /** In the order of their last use. */
  private readonly open = new Map<string, PartFile>();
  /** `keep`: a checkpoint speaks of the file as an open one. */
  private closed: { readonly part: FinishedPart; readonly keep: boolean }[] = [];
  private readonly context: PartFilesContext;
  private nextNumber = 0;
  private lastCheckMs: number;

  constructor(context: PartFilesContext, nowMs: number) {
    this.context = context;
    this.lastCheckMs = nowMs;
  }

  /** The file for the next row of a partition. */
  async current(partition: string, nowMs: number): Promise<PartFile> {
    let part = this.open.get(partition);
    if (part && sizeOf(part) > this.context.policy.maxBytes) {
      await this.finish(part);
      part = undefined;
    }
    if (!part) {
      if (this.open.size >= this.context.policy.maxOpenFiles) await this.finish(this.open.values().next().value!);
      part = await this.create(partition, nowMs);
    }
    part.updatedMs = nowMs;
    this.open.delete(partition);
    this.open.set(partition, part);
    return part;
  }

  /** Closes files that have been open, or without rows, for too long. */
  async tick(nowMs: number): Promise<void> {
    const { policy } = this.context;
    if (nowMs - this.lastCheckMs < policy.checkMs) return;
    this.lastCheckMs = nowMs;
    for (const part of [...this.open.values()])
      if (nowMs - part.createdMs >= policy.rolloverMs || nowMs - part.updatedMs >= policy.inactivityMs)
        await this.finish(part);
  }

  /** At a checkpoint: formats that write whole files cannot go on behind it, others go on unless the file is full. */
  async checkpoint(final: boolean): Promise<{ finished: readonly FinishedPart[]; open: readonly OpenPartState[] }> {
    for (const part of [...this.open.values()])
      if (final || part.rows || sizeOf(part) > this.context.policy.maxBytes) await this.finish(part);
    const open: OpenPartState[] = [];
    for (const part of this.open.values()) open.push(await persistPart(part));
    const finished = this.closed.map(({ part }) => part);
    this.closed = [];
    return { finished, open };
  }

  /** Takes over a file of a restored checkpoint; a second one of the same partition is closed at once. */
  async resume(state: OpenPartState): Promise<void> {
    const part = resumedPart(state, await this.context.storage.resume(state.unfinished));
    if (this.open.has(part.partition)) this.closed.push({ part: await finishPart(part), keep: true });
    else this.open.set(part.partition, part);
  }

  /** Lets go of everything that no checkpoint speaks of. */
  async abandon(): Promise<void> {
    for (const part of this.open.values()) await abandonPart(part);
    this.open.clear();
    for (const { part, keep } of this.closed) if (!keep) await this.context.storage.discard(part.file.unpublished);
    this.closed = [];
  }

  private async create(partition: string, nowMs: number): Promise<PartFile> {
    const { storage, directory, prefix, extension, tag, rows, header } = this.context;
    const path = `${directory}/${partition}${prefix}-${this.nextNumber}${extension}`;
    this.nextNumber += 1;
    const bytes = await storage.create(path, tag);
    if (header) bytes.write(header);
    return newPart(partition, bytes, nowMs, rows);
  }

  private async finish(part: PartFile): Promise<void> {
    this.closed.push({ part: await finishPart(part), keep: part.checkpointed });
    this.open.delete(part.partition);
  }
}
