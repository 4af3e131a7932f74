/** What may stand behind FROM. */
import type { Span } from '../diagnostics/span.ts';
import type { Call } from './call.ts';
import type { Expression } from './expression.ts';
import type { Hint } from './hint.ts';
import type { MatchRecognize } from './match.ts';
import type { Identifier, NamePart } from './name.ts';
import type { Pivot, Unpivot } from './pivot.ts';
import type { Query } from './query.ts';
import type { DataType } from './type.ts';

export type TableRef =
  | TableName
  | DerivedTable
  | FunctionTable
  | UnnestTable
  | Join
  | MatchRecognize
  | Pivot
  | Unpivot
  | Snapshot
  | TableSample
  | AliasedTable;

export interface TableName {
  readonly kind: 'table-name';
  readonly name: Identifier;
  readonly hints: readonly Hint[];
  /** `t (a INT, b STRING)`: columns added by Calcite's EXTEND; refused by the planner. */
  readonly extend?: readonly ExtendColumn[];
  readonly span: Span;
}

export interface ExtendColumn {
  readonly kind: 'extend-column';
  readonly name: Identifier;
  readonly type: DataType;
  readonly span: Span;
}

/** `(SELECT …)`, `LATERAL (SELECT …)`, `(VALUES …)`. */
export interface DerivedTable {
  readonly kind: 'derived-table';
  readonly lateral: boolean;
  readonly query: Query;
  readonly span: Span;
}

/** `TABLE(f(…))`, `LATERAL TABLE(f(…))`, and the short form `f(…)` (`wrapped` false). */
export interface FunctionTable {
  readonly kind: 'function-table';
  readonly lateral: boolean;
  readonly wrapped: boolean;
  /** `TABLE(SPECIFIC f(…))`. */
  readonly specific: boolean;
  readonly call: Call;
  readonly span: Span;
}

/** `UNNEST(a, b) WITH ORDINALITY`. */
export interface UnnestTable {
  readonly kind: 'unnest';
  readonly lateral: boolean;
  readonly operands: readonly Expression[];
  readonly ordinality: boolean;
  readonly span: Span;
}

/** `x AS t (a, b)`. */
export interface AliasedTable {
  readonly kind: 'alias';
  readonly table: TableRef;
  readonly alias: NamePart;
  readonly columns?: readonly NamePart[];
  readonly span: Span;
}

/** `t FOR SYSTEM_TIME AS OF x`. */
export interface Snapshot {
  readonly kind: 'snapshot';
  readonly table: TableRef;
  readonly period: Expression;
  readonly span: Span;
}

export interface TableSample {
  readonly kind: 'sample';
  readonly table: TableRef;
  readonly sample:
    | { readonly method: 'SUBSTITUTE'; readonly name: string }
    | { readonly method: 'BERNOULLI' | 'SYSTEM'; readonly percentage: Expression; readonly seed?: Expression };
  readonly span: Span;
}

export type JoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS' | 'COMMA';

export interface Join {
  readonly kind: 'join';
  readonly type: JoinKind;
  readonly natural: boolean;
  readonly left: TableRef;
  readonly right: TableRef;
  readonly condition?: JoinCondition;
  readonly span: Span;
}

export type JoinCondition =
  | { readonly kind: 'on'; readonly expression: Expression; readonly span: Span }
  | { readonly kind: 'using'; readonly columns: readonly NamePart[]; readonly span: Span };
