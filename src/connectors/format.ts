import type { OutputColumn, ProducedColumn } from '../planner/physical/plan.ts';
import type { Batch } from '../runtime/batch/batch.ts';
import type { Column } from '../runtime/batch/column.ts';
import type { Address, Arena } from '../runtime/batch/memory.ts';
import type { MetadataColumn, WorkerContext } from './connector.ts';
import type { OptionSpecs, Options, Rule } from './options.ts';

/** A format as one value; `options` are without the prefix (`ignore-parse-errors`, not `json.ignore-parse-errors`). */
export interface Format {
  readonly kind: 'format';
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** file: it has no single records that could stand in a message. */
  readonly unit?: 'record' | 'file';
  readonly options: OptionSpecs;
  readonly rules: readonly Rule[];
  readonly metadata?: Readonly<Record<string, MetadataColumn>>;
  /** A reason when the schema cannot be had in this format (raw with two columns); called when a table is created. */
  readonly checkSchema?: (columns: readonly OutputColumn[]) => string | undefined;
  /** Its readers can produce what lies under a path of a column (MAP key, ROW field) without the rest of the column. */
  readonly nestedProjection?: boolean;
  readonly implementation: () => Promise<FormatImplementation>;
}

export interface FormatImplementation {
  /** Record at a time: Kafka values and keys, lines of a file. */
  readonly openDecoder?: (context: FormatContext, produced: readonly ProducedColumn[]) => RecordDecoder;
  readonly openEncoder?: (context: FormatContext, columns: readonly OutputColumn[]) => RecordEncoder;
  /** How records stand in a file when the format is written record by record: behind each record; `header` before the first. */
  readonly fileFraming?: {
    readonly delimiter: Uint8Array;
    readonly extension: string;
    /** Of formats whose records may hold line ends between quotes (csv); undefined when these options allow none. */
    readonly quoting?: (formatOptions: Options) => Quoting | undefined;
  };
  /** Whole files (parquet). */
  readonly openFileReader?: (
    context: FormatContext,
    produced: readonly ProducedColumn[],
    file: FileSource,
  ) => Promise<FileRowReader>;
  readonly openFileWriter?: (context: FormatContext, columns: readonly OutputColumn[]) => FileRowWriterFactory;
}

/** Bytes: a field that begins with `quote` (behind a line end or `separator`) goes to the next that is neither doubled nor behind `escape`. */
export interface Quoting {
  readonly quote: number;
  readonly separator: number;
  /** Takes the meaning of the byte behind it, in and out of quotes. */
  readonly escape?: number;
  /** Spaces may stand in front of the quote. */
  readonly trims?: boolean;
}

export interface FormatContext
  extends Pick<WorkerContext, 'memory' | 'kernels' | 'session' | 'count' | 'warn' | 'host'> {
  /** The format's own options, without prefix, with defaults. */
  readonly formatOptions: Options;
  /** All columns that a record has, in their order, of which `produced` may want only some; absent when it wants them all. */
  readonly recordColumns?: readonly OutputColumn[];
}

/** Records as slices of the worker's memory. A length of -1 is a null record (a Kafka tombstone). */
export interface Records {
  readonly count: number;
  readonly pointers: Address;
  readonly lengths: Address;
}

export interface RecordDecoder {
  /**
   * Rows of the records [from, to). Columns are in the order of `produced`, metadata columns of other keys than the format's left out.
   * Everything is allocated in the arena or points into the records. May stop early (`nextRecord` < to) when a batch is full.
   */
  decode(records: Records, from: number, to: number, arena: Arena): Decoded;
}

export interface Decoded {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  /** The record each row came from; absent when row i is record from + i. */
  readonly recordOf?: Int32Array;
  readonly rowKinds?: Address;
  readonly nextRecord: number;
  /** Records that cannot be decoded and that no option says to skip; no rows stand for them. */
  readonly failures: readonly { readonly record: number; readonly reason: string }[];
  /** Records skipped because an option says so (`ignore-parse-errors`). */
  readonly skipped: number;
}

export interface RecordEncoder {
  /** A record a row (length -1 where the row has none: raw's NULL), allocated in the arena. @throws RunTimeError naming the column */
  encode(batch: Pick<Batch, 'rowCount' | 'columns' | 'rowKinds'>, arena: Arena): Records;
  /** Bytes at the start of each file (csv has none in Flink). */
  readonly header?: Uint8Array;
}

/** Random access to a file's bytes, for readers of whole files. */
export interface FileSource {
  readonly path: string;
  readonly sizeBytes: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface FileRowReader {
  /** The next rows, in the arena; null at the end. */
  next(arena: Arena): Promise<{ readonly rowCount: number; readonly columns: readonly Column[] } | null>;
  /** Skips rows after a restore, before the first `next`. */
  skip(rows: number): Promise<void>;
}

/** Takes bytes in order; synchronous on local disk. The bytes are only borrowed for the call. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
  readonly bytesWritten: number;
}

export interface FileRowWriterFactory {
  readonly extension: string;
  create(sink: ByteSink): FileRowWriter;
}

export interface FileRowWriter {
  /** Rows [from, to) of the batch. */
  append(batch: Pick<Batch, 'columns' | 'rowKinds'>, from: number, to: number): void;
  /** Bytes written plus an estimate of what is still buffered. */
  readonly estimatedBytes: number;
  /** Writes what is buffered and the footer. */
  finish(): void;
  /** Gives memory back without finishing. */
  abandon(): void;
}
