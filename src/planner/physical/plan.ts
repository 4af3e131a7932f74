import type { Span } from '../../sql/diagnostics/span.ts';
import type { Session } from '../../sql/functions/define.ts';
import type { UserFunction } from '../../sql/functions/user/definition.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { Expression, RowsExpression } from './expression.ts';
import type { TablePlaces } from './places.ts';

/** A job as plain data: what the workers build their pipelines from. Nodes are in topological order; an input's index is smaller. */
export interface PhysicalPlan {
  readonly version: 1;
  readonly nodes: readonly PhysicalNode[];
  /** At most so many subtasks (1 for LIMIT and bounded VALUES), undefined for no bound. */
  readonly maxParallelism?: number;
  readonly session: Session;
  /** The user's functions that its expressions call: every thread loads their code. */
  readonly functions?: readonly UserFunction[];
}

export interface OutputColumn {
  readonly name: string;
  readonly type: SqlType;
}

interface NodeBase {
  /** Stable across restarts of the same file: state and positions are stored under it (`source-0:default.kafka_logs`). */
  readonly id: string;
  readonly columns: readonly OutputColumn[];
  readonly span: Span;
}

export type PhysicalNode =
  | SourceNode
  | ValuesNode
  | CalcNode
  | CorrelateNode
  | UnionNode
  | LimitNode
  | SinkNode
  | CollectNode;

/** A column the source has to produce. */
export interface ProducedColumn {
  readonly name: string;
  readonly type: SqlType;
  /**
   * physical: the format's field `name`, or with `path` what lies under it: a step into a MAP with a constant key
   * (`attributes['mobile']`) or a ROW's field. metadata: the connector's or format's metadata `key`.
   */
  readonly from:
    | { readonly kind: 'physical'; readonly path?: readonly string[] }
    | { readonly kind: 'metadata'; readonly key: string };
}

/** A table as connectors get it: everything about it that is not the query's. */
export interface TableDescription {
  /** `catalog.database.table` */
  readonly identifier: string;
  readonly connector: string;
  readonly options: Readonly<Record<string, string>>;
  /** All physical columns in the order of the DDL. */
  readonly physicalColumns: readonly OutputColumn[];
  readonly primaryKey: readonly string[];
  readonly partitionKeys: readonly string[];
  /** For messages; absent in plans that were not made from text. */
  readonly places?: TablePlaces;
}

export interface SourceNode extends NodeBase {
  readonly kind: 'source';
  readonly table: TableDescription;
  /** What to produce, in this order: after column pruning and nested pruning. `columns` says the same without the origin. */
  readonly produced: readonly ProducedColumn[];
  /** No more rows than this are wanted of the whole source, when a LIMIT was pushed down. */
  readonly limit?: number;
  readonly watermark?: { readonly column: number; readonly expression: Expression };
}

export interface ValuesNode extends NodeBase {
  readonly kind: 'values';
  /** Rows of expressions without column references. */
  readonly rows: readonly (readonly Expression[])[];
}

/** Filter and projection in one: rows for which `filter` is TRUE, as `projections` over the input's columns. */
export interface CalcNode extends NodeBase {
  readonly kind: 'calc';
  readonly input: number;
  readonly filter?: Expression;
  readonly projections: readonly Expression[];
}

/** Each input row beside each row that `rows` gives for it: the input's columns `carried`, then the rows' columns `emitted`. */
export interface CorrelateNode extends NodeBase {
  readonly kind: 'correlate';
  readonly input: number;
  readonly rows: RowsExpression;
  readonly carried: readonly number[];
  readonly emitted: readonly number[];
  /** An input row for which there are no rows goes on once, with NULLs. */
  readonly outer: boolean;
}

export interface UnionNode extends NodeBase {
  readonly kind: 'union';
  readonly inputs: readonly number[];
}

export interface LimitNode extends NodeBase {
  readonly kind: 'limit';
  readonly input: number;
  readonly offset: number;
  /** undefined: no bound */
  readonly fetch?: number;
}

export interface SinkNode extends NodeBase {
  readonly kind: 'sink';
  readonly input: number;
  readonly table: TableDescription;
  /** Input column of each consumed column, physical first, then writable metadata; `key` for metadata. */
  readonly consumed: readonly { readonly name: string; readonly type: SqlType; readonly metadataKey?: string }[];
  readonly overwrite: boolean;
  /** Static values of `PARTITION (k = 'v')`, by partition key, as text. */
  readonly staticPartitions: Readonly<Record<string, string>>;
}

/** Rows for the terminal: a query of the REPL or of `-e`. */
export interface CollectNode extends NodeBase {
  readonly kind: 'collect';
  readonly input: number;
}
