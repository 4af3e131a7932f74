// What the tests of the format share: batches of values, files in memory and on disk.
import type { FileRowWriterFactory, FileSource, FormatContext } from '../../../src/connectors/format.ts';
import type { FileMetadata } from '../../../src/connectors/formats/parquet/format/metadata.ts';
import { writeFileMetadata } from '../../../src/connectors/formats/parquet/format/metadata-write.ts';
import { loadImplementation } from '../../../src/connectors/formats/parquet/implementation.ts';
import { parquetFormat } from '../../../src/connectors/formats/parquet/index.ts';
import { readFooter } from '../../../src/connectors/formats/parquet/read/file.ts';
import { readOptions } from '../../../src/connectors/options.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import { loadKernels } from '../../../src/kernels/load.ts';
import { typescriptKernels } from '../../../src/kernels/typescript/index.ts';
import type { OutputColumn, ProducedColumn } from '../../../src/planner/physical/plan.ts';
import type { Batch } from '../../../src/runtime/batch/batch.ts';
import { columnBuilder } from '../../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../../src/runtime/batch/memory.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import type { Value } from '../../../src/sql/types/value.ts';

export type Row = readonly Value[];

export interface Worker {
  readonly memory: Memory;
  readonly kernels: Kernels;
}

export function worker(implementation: 'wasm' | 'typescript' = 'wasm', bytes = 96 << 20): Worker {
  const memory = new Memory(bytes);
  return {
    memory,
    kernels: implementation === 'wasm' ? loadKernels(memory.wasm) : typescriptKernels(memory.wasm),
  };
}

/** A context of the format with options as a user writes them, without `parquet.`. */
export function contextOf({ memory, kernels }: Worker, raw: Readonly<Record<string, string>> = {}): FormatContext {
  const { options, problems } = readOptions(parquetFormat.options, raw, parquetFormat.rules);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return {
    memory,
    kernels,
    formatOptions: options,
    session: { timeZone: 'UTC', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: false },
    count: () => {},
    warn: () => {},
    host: {
      nowMs: () => 0,
      monotonicMs: () => 0,
      randomBytes: (count: number) => new Uint8Array(count),
      sleep: async () => {},
      environment: {},
    } as unknown as FormatContext['host'],
  };
}

export function batchOf(arena: Arena, columns: readonly OutputColumn[], rows: readonly Row[]): Batch {
  return {
    rowCount: rows.length,
    rowKinds: 0,
    columns: columns.map(({ type }, i) => {
      const builder = columnBuilder(arena, type);
      for (const row of rows) builder.append(row[i]!);
      return builder.finish();
    }),
  };
}

/** A sink that keeps the bytes. */
export function memorySink() {
  const parts: Buffer[] = [];
  return {
    bytesWritten: 0,
    write(bytes: Uint8Array) {
      parts.push(Buffer.from(bytes));
      this.bytesWritten += bytes.length;
    },
    bytes: () => Buffer.concat(parts),
  };
}

export interface WriteOptions {
  readonly options?: Readonly<Record<string, string>>;
  /** Rows a batch. */
  readonly batchRows?: number;
  readonly worker?: Worker;
}

/** What makes writers of files with these columns. */
export async function openWriters(
  at: Worker,
  columns: readonly OutputColumn[],
  options: Readonly<Record<string, string>> = {},
): Promise<FileRowWriterFactory> {
  const { openFileWriter } = await loadImplementation();
  return openFileWriter!(contextOf(at, options), columns);
}

/** The bytes of a file of these rows. */
export async function writeRows(
  columns: readonly OutputColumn[],
  rows: readonly Row[],
  { options = {}, batchRows = 1024, worker: at = worker() }: WriteOptions = {},
): Promise<Buffer> {
  const sink = memorySink();
  const writer = (await openWriters(at, columns, options)).create(sink);
  const arena = new Arena(at.memory);
  for (let from = 0; from < rows.length; from += batchRows) {
    arena.reset();
    const part = rows.slice(from, from + batchRows);
    writer.append(batchOf(arena, columns, part), 0, part.length);
  }
  writer.finish();
  arena.dispose();
  return sink.bytes();
}

/** A file's bytes as the readers ask for them. */
export const sourceOf = (bytes: Uint8Array, path = 'memory.parquet'): FileSource => ({
  path,
  sizeBytes: bytes.length,
  read: async (offset, length) => {
    if (offset < 0 || offset + length > bytes.length) throw new Error(`read of ${offset}+${length} of ${bytes.length}`);
    return Uint8Array.from(bytes.subarray(offset, offset + length));
  },
  close: async () => {},
});

export interface ReadOptions {
  readonly options?: Readonly<Record<string, string>>;
  readonly worker?: Worker;
  /** Rows left out at the start. */
  readonly skip?: number;
  readonly path?: string;
}

const produced = ({ name, type }: OutputColumn): ProducedColumn => ({ name, type, from: { kind: 'physical' } });

/** The rows that our reader makes of a file. */
export async function readRows(
  bytes: Uint8Array,
  columns: readonly (OutputColumn | ProducedColumn)[],
  { options = {}, worker: at = worker(), skip = 0, path }: ReadOptions = {},
): Promise<Row[]> {
  const { openFileReader } = await loadImplementation();
  const wanted = columns.map((column) => ('from' in column ? column : produced(column)));
  const reader = await openFileReader!(contextOf(at, options), wanted, sourceOf(bytes, path));
  if (skip > 0) await reader.skip(skip);
  const arena = new Arena(at.memory);
  const rows: Row[] = [];
  try {
    for (let batch = await reader.next(arena); batch; batch = await reader.next(arena)) {
      const { rowCount, columns: made } = batch;
      for (let row = 0; row < rowCount; row++)
        rows.push(made.map((column, i) => readValue(at.memory, column, columns[i]!.type, row)));
      arena.reset();
    }
  } finally {
    arena.dispose();
  }
  return rows;
}

/** The same file with another footer. */
export async function withMetadata(bytes: Buffer, change: (metadata: FileMetadata) => FileMetadata): Promise<Buffer> {
  const footer = writeFileMetadata(change(await readFooter(sourceOf(bytes))));
  const end = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  const tail = Buffer.from('0000PAR1');
  tail.writeUInt32LE(footer.length);
  return Buffer.concat([bytes.subarray(0, end), footer, tail]);
}
