import type { ProducedColumn } from '../../planner/physical/plan.ts';
import type { Arena } from '../../runtime/batch/memory.ts';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Batch, Reader, SourceImplementation, Split, WorkerContext } from '../connector.ts';
import { openStorage } from '../storage/open.ts';
import type { StoredFileSource } from '../storage/storage.ts';
import { compressionProblem } from './decompress.ts';
import { openEnumerator } from './enumerator.ts';
import { fileColumns } from './file-columns.ts';
import type { OpenFile } from './file-rows.ts';
import type { FileDetail, FilePosition } from './file-split.ts';
import { closeRecordReading, openRecordFile, type RecordReading, recordReading } from './record-file.ts';
import { lineSplitter, quotedSplitter } from './split-records.ts';
import { formatContext, type TableFormat, tableFormat } from './table-format.ts';
import { openWholeFile } from './whole-file.ts';

export const filesystemSource: SourceImplementation = { openEnumerator, openReader };

/** Opens one file of a table. */
type Open = (file: StoredFileSource, from: FilePosition, name: string) => Promise<OpenFile>;

interface Current {
  readonly id: string;
  readonly name: string;
  readonly file: OpenFile;
  /** Of the columns that are the same in all rows of the file. */
  readonly values: readonly Value[];
}

/** Reads the files of a subtask one after the other. */
async function openReader(context: WorkerContext, produced: readonly ProducedColumn[]): Promise<Reader> {
  const { storage, path: root } = openStorage(context.options.string('path'));
  const columns = fileColumns(context, produced);
  const opening = opener(context, await tableFormat(context), columns.inFile);
  const queue: Split[] = [];
  const positions = new Map<string, FilePosition>();
  let current: Current | undefined;

  const openNext = async (split: Split): Promise<Current> => {
    const detail = split.detail as FileDetail;
    const name = detail.path === root ? detail.path : detail.path.slice(root.length + 1);
    const file = await storage.open(detail.path);
    try {
      const values = columns.valuesOf(file, detail);
      return { id: split.id, name, values, file: await opening.open(file, split.position as FilePosition, name) };
    } catch (error) {
      await file.close();
      throw error;
    }
  };
  const rowsOf = async (from: Current, arena: Arena): Promise<Batch | null> => {
    const rows = await from.file.next(arena);
    positions.set(from.id, from.file.position());
    if (!rows) return null;
    return {
      rowCount: rows.rowCount,
      columns: columns.complete(rows.columns, from.values, rows.rowCount, arena),
      rowKinds: rows.rowKinds,
      origin: { describe: (row) => `file ${from.name}, ${rows.describe(row)}` },
    };
  };

  return {
    assign(splits) {
      for (const split of splits) {
        positions.set(split.id, split.position as FilePosition);
        if (!(split.position as FilePosition).ended) queue.push(split);
      }
    },
    async poll(arena) {
      while (true) {
        if (!current) {
          const split = queue.shift();
          if (!split) return 'end';
          current = await openNext(split);
        }
        const batch = await rowsOf(current, arena);
        // A batch without rows: everything in it was skipped.
        if (batch) return batch.rowCount === 0 ? null : batch;
        await current.file.close();
        current = undefined;
      }
    },
    positions: () => new Map(positions),
    async close() {
      await current?.file.close();
      opening.close();
    },
  };
}

function opener(
  context: WorkerContext,
  format: TableFormat,
  inFile: readonly ProducedColumn[],
): { open: Open; close(): void } {
  const { implementation, options } = format;
  const forFormat = formatContext(context, options);
  if (implementation.openFileReader)
    return {
      open: async (file, from) =>
        openWholeFile(await implementation.openFileReader!(forFormat, inFile, file), file, from),
      close: () => {},
    };
  const decoder = implementation.openDecoder?.(forFormat, inFile);
  if (!decoder)
    throw new Error(`assertion: table ${context.table.identifier} was created with a format that cannot be read`);
  const scratch = context.memory.allocate(4);
  const quoting = implementation.fileFraming?.quoting?.(options);
  const splitter = quoting
    ? quotedSplitter(context.memory, quoting)
    : lineSplitter(context.memory, context.kernels, scratch);
  const reading: RecordReading = recordReading(context, decoder, splitter, format.hint);
  return {
    open: async (file, from, name) => {
      const problem = compressionProblem(file.path);
      if (problem) throw new EndpointError(problem, { recoverable: false, options: ['path'] });
      return openRecordFile(reading, file, from, name);
    },
    close() {
      closeRecordReading(reading);
      context.memory.release(scratch);
    },
  };
}
