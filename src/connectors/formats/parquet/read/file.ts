import type { Kernels } from '../../../../kernels/kernels.ts';
import type { ProducedColumn } from '../../../../planner/physical/plan.ts';
import type { Memory } from '../../../../runtime/batch/memory.ts';
import { RunTimeError } from '../../../../sql/diagnostics/run-time-error.ts';
import type { FileRowReader, FileSource } from '../../../format.ts';
import { check, ParquetError } from '../format/error.ts';
import type { FileMetadata, RowGroup } from '../format/metadata.ts';
import { readFileMetadata } from '../format/metadata-read.ts';
import type { Zstd } from '../format/zstd.ts';
import { localOfInstant, quarterly } from '../zone.ts';
import { assemble } from './assemble.ts';
import { decompressor } from './decompress.ts';
import { type LeafReader, type LeafRows, openLeafReader } from './leaf-reader.ts';
import { leavesOfPlan, planColumn } from './plan.ts';
import { leavesOf, schemaTree, type TreeNode } from './tree.ts';

/** One Parquet file to batches of columns. */

export interface ReaderContext {
  readonly memory: Memory;
  readonly kernels: Kernels;
  readonly zstd: Zstd;
  /** Rows a batch. */
  readonly batchRows: number;
  /** Timestamps are shifted from UTC to the process's time zone. */
  readonly zone: boolean;
}

const MAGIC = Buffer.from('PAR1');
const ENCRYPTED_MAGIC = Buffer.from('PARE');
/** Length of the footer, and the magic bytes behind it. */
const TAIL_BYTES = 8;
/** Read from the end at first: most footers are shorter. */
const FIRST_READ_BYTES = 64 * 1024;
const MAX_FOOTER_BYTES = 1 << 30;

/** The footer. @throws ParquetError */
export async function readFooter(file: FileSource): Promise<FileMetadata> {
  check(file.sizeBytes >= MAGIC.length + TAIL_BYTES, 'it is no Parquet file: it is too short');
  const firstLength = Math.min(FIRST_READ_BYTES, file.sizeBytes);
  const end = Buffer.from(await file.read(file.sizeBytes - firstLength, firstLength));
  const magic = end.subarray(-MAGIC.length);
  check(!magic.equals(ENCRYPTED_MAGIC), 'it is encrypted, which is not supported');
  check(magic.equals(MAGIC), 'it is no Parquet file: it does not end as one');
  const length = end.readUInt32LE(end.length - TAIL_BYTES);
  check(
    length <= Math.min(file.sizeBytes - TAIL_BYTES, MAX_FOOTER_BYTES),
    'it is no Parquet file: its footer is not whole',
  );
  if (length + TAIL_BYTES <= end.length)
    return readFileMetadata(end.subarray(end.length - TAIL_BYTES - length, end.length - TAIL_BYTES));
  return readFileMetadata(await file.read(file.sizeBytes - TAIL_BYTES - length, length));
}

export async function openParquetReader(
  context: ReaderContext,
  produced: readonly ProducedColumn[],
  file: FileSource,
): Promise<FileRowReader> {
  return named(file, async () => {
    const metadata = await readFooter(file);
    const root = schemaTree(metadata.schema);
    const leaves = leavesOf(root);
    const plans = produced.map((column) => planColumn(root, column));
    const wanted = [...new Set(plans.flatMap(leavesOfPlan))].sort((a, b) => a - b);
    const groups = rowGroupReader(context, file, metadata, leaves, wanted);
    const scope = { repetition: 0, definition: 0 };
    const options = context.zone ? { toLocal: quarterly(localOfInstant) } : {};
    return {
      next: (arena) =>
        named(file, async () => {
          const rows = await groups.next(context.batchRows);
          if (!rows) return null;
          const assembly = { arena, kernels: context.kernels, leaves: rows.leaves, options };
          const columns = plans.map((plan, i) =>
            inColumn(produced[i]!.name, () => assemble(assembly, plan, scope, rows.rowCount)),
          );
          return { rowCount: rows.rowCount, columns };
        }),
      skip: (rows) => named(file, () => groups.skip(rows)),
    };
  });
}

/** Errors about a file name it. */
async function named<T>(file: FileSource, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ParquetError) throw new RunTimeError(`file ${file.path}: ${error.message}`, { cause: error });
    throw error;
  }
}

const COLUMN = /^(column|it is no|its schema|its metadata)/;

/** Errors about a column name it. */
function inColumn<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw aboutColumn(name, error);
  }
}

const aboutColumn = (name: string, error: unknown): unknown =>
  error instanceof ParquetError && !COLUMN.test(error.message)
    ? new ParquetError(`column '${name}': ${error.message}`, { cause: error })
    : error;

interface Rows {
  readonly rowCount: number;
  readonly leaves: ReadonlyMap<number, LeafRows>;
}

interface RowGroupReader {
  /** At most so many rows, of one row group. */
  next(rows: number): Promise<Rows | undefined>;
  skip(rows: number): Promise<void>;
}

function rowGroupReader(
  { memory, kernels, zstd }: ReaderContext,
  file: FileSource,
  metadata: FileMetadata,
  leaves: readonly TreeNode[],
  wanted: readonly number[],
): RowGroupReader {
  const groups = metadata.rowGroups.filter((group) => group.rowCount > 0);
  let next = 0;
  let rowsLeft = 0;
  let readers: ReadonlyMap<number, LeafReader> = new Map();

  const openGroup = (group: RowGroup) => {
    readers = new Map(wanted.map((leaf) => [leaf, openChunk(group, leaf)]));
    rowsLeft = group.rowCount;
  };
  const openChunk = (group: RowGroup, leaf: number): LeafReader => {
    const node = leaves[leaf]!;
    const chunk = group.columns[leaf];
    const name = node.path.join('.');
    check(
      chunk !== undefined && chunk.path.join('.') === name && chunk.type === node.element.type,
      `column '${name}' is missing in a row group`,
    );
    return openLeafReader(file, chunk, {
      shape: { type: chunk.type, typeLength: node.element.typeLength ?? 0 },
      maxDefinition: node.definition,
      maxRepetition: node.repetition,
      decompress: decompressor(chunk.codec, memory, kernels, zstd),
    });
  };
  const readLeaves = async (rowCount: number): Promise<ReadonlyMap<number, LeafRows>> => {
    const out = new Map<number, LeafRows>();
    for (const [leaf, reader] of readers)
      out.set(
        leaf,
        await reader.read(rowCount).catch((error) => {
          throw aboutColumn(leaves[leaf]!.path.join('.'), error);
        }),
      );
    return out;
  };
  return {
    async next(rows) {
      if (rowsLeft === 0) {
        const group = groups[next++];
        if (!group) return undefined;
        openGroup(group);
      }
      const rowCount = Math.min(rows, rowsLeft);
      rowsLeft -= rowCount;
      return { rowCount, leaves: await readLeaves(rowCount) };
    },
    async skip(rows) {
      while (next < groups.length && rows >= groups[next]!.rowCount) rows -= groups[next++]!.rowCount;
      if (rows === 0) return;
      const group = groups[next++];
      check(group !== undefined, 'it has fewer rows than were read of it before');
      openGroup(group);
      for (const part of parts(rows)) await readLeaves(part);
      rowsLeft -= rows;
    },
  };
}

/** Rows read over at a time. */
const SKIP_ROWS = 4096;

function* parts(rows: number): Generator<number> {
  for (; rows > 0; rows -= SKIP_ROWS) yield Math.min(rows, SKIP_ROWS);
}
