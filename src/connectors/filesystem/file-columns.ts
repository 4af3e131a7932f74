import type { ProducedColumn } from '../../planner/physical/plan.ts';
import { columnBuilder } from '../../runtime/batch/builder.ts';
import type { Column } from '../../runtime/batch/column.ts';
import { gather } from '../../runtime/batch/gather.ts';
import type { Arena } from '../../runtime/batch/memory.ts';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import { printType } from '../../sql/types/print.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';
import type { WorkerContext } from '../connector.ts';
import type { StoredFileSource } from '../storage/storage.ts';
import type { FileDetail } from './file-split.ts';
import { partitionDirectory } from './partition-path.ts';
import { partitionValue } from './partition-values.ts';

type FileMetadata = (file: StoredFileSource) => Value;

const FILE_METADATA: Readonly<Record<string, FileMetadata>> = {
  'file.path': (file) => file.path,
  'file.name': (file) => file.path.slice(file.path.lastIndexOf('/') + 1),
  'file.size': (file) => BigInt(file.sizeBytes),
  'file.modification-time': (file) => ({ millis: file.modifiedMs, nanos: 0 }),
};

/** Where each column of a source comes from: the file's contents, or the file itself. */
export interface FileColumns {
  /** What the format has to produce. */
  readonly inFile: readonly ProducedColumn[];
  /** The values of a file's own columns, the same in all its rows. */
  valuesOf(file: StoredFileSource, detail: FileDetail): readonly Value[];
  /** All columns of a batch in the order the source has to produce them. */
  complete(columns: readonly Column[], values: readonly Value[], rowCount: number, arena: Arena): readonly Column[];
}

export function fileColumns(context: WorkerContext, produced: readonly ProducedColumn[]): FileColumns {
  const { partitionKeys } = context.table;
  const inFile: ProducedColumn[] = [];
  const ofFile: { readonly type: SqlType; readonly value: (file: StoredFileSource, detail: FileDetail) => Value }[] =
    [];
  const sources = produced.map((column) => {
    const key = partitionKeys.indexOf(column.name);
    const metadata = column.from.kind === 'metadata' ? FILE_METADATA[column.from.key] : undefined;
    if (metadata) ofFile.push({ type: column.type, value: metadata });
    else if (column.from.kind === 'physical' && key >= 0)
      ofFile.push({ type: column.type, value: (_file, detail) => typedPartition(detail, key, column) });
    else {
      inFile.push(column);
      return { inFile: inFile.length - 1 };
    }
    return { ofFile: ofFile.length - 1 };
  });
  return {
    inFile,
    valuesOf: (file, detail) => ofFile.map(({ value }) => value(file, detail)),
    complete: (columns, values, rowCount, arena) =>
      sources.map((source) =>
        source.inFile !== undefined
          ? columns[source.inFile]!
          : constantColumn(context, arena, ofFile[source.ofFile!]!.type, values[source.ofFile!]!, rowCount),
      ),
  };
}

function typedPartition({ path, partition }: FileDetail, key: number, { name, type }: ProducedColumn): Value {
  const text = partition[key]!;
  if (text === null) return null;
  const value = partitionValue(text, type);
  if (value === undefined)
    throw new EndpointError(
      `file '${path}': directory '${partitionDirectory(name, text)}' is no value of type ${printType(type)}`,
      { code: 'run-time', recoverable: false },
    );
  return value;
}

function constantColumn(
  { kernels }: WorkerContext,
  arena: Arena,
  type: SqlType,
  value: Value,
  rowCount: number,
): Column {
  const builder = columnBuilder(arena, type, 1);
  builder.append(value);
  return gather(kernels, arena, builder.finish(), arena.zeroedI32(rowCount), rowCount);
}
