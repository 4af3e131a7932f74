import type { FileRowWriter, FileRowWriterFactory } from '../format.ts';
import type { FinishedFile, StorageWriter, UnfinishedFile } from '../storage/storage.ts';

/** A file that rows are being written to. */
export interface PartFile {
  /** `dt=2026-11-21/`, empty without partitions. */
  readonly partition: string;
  readonly createdMs: number;
  /** When the last row came. */
  updatedMs: number;
  readonly bytes: StorageWriter;
  /** Of formats that write whole files. */
  readonly rows?: FileRowWriter;
  /** A checkpoint speaks of this file: it must be there for a restore. */
  checkpointed: boolean;
}

/** What a restore needs to go on with a file. */
export interface OpenPartState {
  readonly partition: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly unfinished: UnfinishedFile;
}

/** A complete file that is not visible yet. */
export interface FinishedPart {
  readonly partition: string;
  readonly file: FinishedFile;
}

/** What rolling by size looks at: the position in the file, as Flink's RollingPolicy does; buffered rows do not count. */
export const sizeOf = (part: PartFile): number => part.bytes.bytesWritten;

export function newPart(
  partition: string,
  bytes: StorageWriter,
  nowMs: number,
  rows: FileRowWriterFactory | undefined,
): PartFile {
  return {
    partition,
    createdMs: nowMs,
    updatedMs: nowMs,
    bytes,
    ...(rows ? { rows: rows.create(bytes) } : {}),
    checkpointed: false,
  };
}

export const resumedPart = (state: OpenPartState, bytes: StorageWriter): PartFile => ({
  partition: state.partition,
  createdMs: state.createdMs,
  updatedMs: state.updatedMs,
  bytes,
  checkpointed: true,
});

export async function finishPart(part: PartFile): Promise<FinishedPart> {
  part.rows?.finish();
  return { partition: part.partition, file: await part.bytes.finish() };
}

/** Durable up to here, still open. */
export async function persistPart(part: PartFile): Promise<OpenPartState> {
  const unfinished = await part.bytes.persist();
  part.checkpointed = true;
  return { partition: part.partition, createdMs: part.createdMs, updatedMs: part.updatedMs, unfinished };
}

/** Lets go of a file without finishing it; one that a checkpoint speaks of stays on disk. */
export async function abandonPart(part: PartFile): Promise<void> {
  part.rows?.abandon();
  if (part.checkpointed) part.bytes.release();
  else await part.bytes.abandon();
}
