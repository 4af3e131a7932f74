import type { OutputColumn, ProducedColumn, SinkNode, TableDescription } from '../planner/physical/plan.ts';
import type { Batch } from '../runtime/batch/batch.ts';
import type {
  Committer,
  EndpointContext,
  Enumerator,
  Reader,
  WorkerEndpointContext,
  Writer,
} from '../runtime/pipeline/endpoint.ts';
import type { SqlType } from '../sql/types/type.ts';
import type { OptionProblem, OptionSpecs, Options, Rule } from './options.ts';

/** A connector as one value: what documentation, validation, completion and the runtime need to know. */
export interface Connector {
  readonly kind: 'connector';
  readonly name: string;
  readonly summary: string;
  /** A CREATE TABLE statement that is complete. */
  readonly example: string;
  readonly options: OptionSpecs;
  readonly rules: readonly Rule[];
  /** What is wrong with the options for a table of these columns (`fields.x.min` where no column is called x); called when a table is created. */
  readonly checkTable?: (
    options: Options,
    table: Pick<TableDescription, 'physicalColumns' | 'partitionKeys'>,
  ) => readonly OptionProblem[];
  /** What is wrong with the options for a table that is read (a group that is missing); called when a query reads it. */
  readonly checkRead?: (options: Options) => readonly OptionProblem[];
  /** Readable and writable metadata columns by key. */
  readonly metadata: Readonly<Record<string, MetadataColumn>>;
  /** Which formats it takes and under which option keys; absent for connectors without a format. */
  readonly formats?: FormatUse;
  /** The options that say which external thing a table is (`topic`, `path`): a checkpoint taken with other values is refused. */
  readonly identity?: readonly string[];
  /** Of a record with a key: the physical columns that stand in the part, as the format calls them; absent: the value holds all. */
  readonly formatColumns?: (
    part: 'value' | 'key',
    options: Options,
    columns: readonly OutputColumn[],
  ) => readonly OutputColumn[];
  /** Whether reading ends by itself with these options. */
  readonly bounded?: (options: Options) => boolean;
  /** Absent: the connector cannot be read. The implementation is loaded when a job needs it. */
  readonly source?: () => Promise<SourceImplementation>;
  /** What its sink can do beside taking rows: INSERT OVERWRITE (in batch mode), tables that are PARTITIONED BY. */
  readonly writes?: { readonly overwrite?: boolean; readonly partitions?: boolean };
  /** Absent: the connector cannot be written. */
  readonly sink?: () => Promise<SinkImplementation>;
}

export interface MetadataColumn {
  /** As DDL text: `BIGINT NOT NULL` */
  readonly type: string;
  readonly doc: string;
  readonly writable: boolean;
}

export interface FormatUse {
  /** records: one record a message (Kafka). file: files (filesystem). */
  readonly unit: 'record' | 'file';
  /** The keys that name a format: `format` and its synonym, and for Kafka `key.format`. */
  readonly keys: readonly {
    readonly option: string;
    readonly prefix: string;
    readonly part: 'value' | 'key';
    readonly synonymOf?: string;
  }[];
}

/** What an implementation gets of the place where it runs, beside its table. */
export interface Context extends EndpointContext {
  readonly table: TableDescription;
  readonly options: Options;
}

export interface WorkerContext extends Context, WorkerEndpointContext {}

// ---------------------------------------------------------------- reading

export interface SourceImplementation {
  /** Main thread, once a job: finds splits. */
  openEnumerator(context: Context): Promise<Enumerator>;
  /** Worker, once a subtask. `produced` are the columns to make, in this order. */
  openReader(context: WorkerContext, produced: readonly ProducedColumn[]): Promise<Reader>;
}

// ---------------------------------------------------------------- writing

export interface SinkImplementation {
  /** Worker, once a subtask. `restored`: what `snapshot` returned at the restored checkpoint for all subtasks of this sink that fall to this one. */
  openWriter(context: WorkerContext, node: SinkNode, restored: readonly unknown[]): Promise<Writer>;
  /** Main thread, once a job. */
  openCommitter(context: Context, node: SinkNode): Promise<Committer>;
}

export type { Committer, Enumerator, Reader, Split, Writer } from '../runtime/pipeline/endpoint.ts';
export type { Batch, OutputColumn, ProducedColumn, SqlType };
