/** Calls in the ordinary form `f(a, b)`, what hangs behind them, and what may stand between their parentheses. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { Identifier, NamePart, StringLiteral } from './name.ts';
import type { OrderItem, Query } from './query.ts';
import type { OverClause } from './window.ts';

export interface Call {
  readonly kind: 'call';
  readonly name: Identifier;
  /** In order; a named one is a `named-argument`. */
  readonly args: readonly Expression[];
  /** `COUNT(*)`: no arguments then. */
  readonly star: boolean;
  /** `COUNT(DISTINCT x)`; `ALL` is kept for printing and means nothing. */
  readonly quantifier?: 'DISTINCT' | 'ALL';
  /** `ARRAY_AGG(x ORDER BY y)`. */
  readonly orderBy: readonly OrderItem[];
  /** `LISTAGG(x) WITHIN GROUP (ORDER BY y)`. */
  readonly withinGroup?: readonly OrderItem[];
  /** `f(x) WITHIN DISTINCT (y)`. */
  readonly withinDistinct?: readonly Expression[];
  /** `f(x) FILTER (WHERE y)`. */
  readonly filter?: Expression;
  readonly nullTreatment?: 'IGNORE NULLS' | 'RESPECT NULLS';
  readonly over?: OverClause;
  /** `FINAL` or `RUNNING` before a call inside MATCH_RECOGNIZE. */
  readonly matchSemantics?: 'RUNNING' | 'FINAL';
  /** `STRING_AGG`-like `SEPARATOR 'x'` behind the arguments. */
  readonly separator?: StringLiteral;
  /** `SPECIFIC f(x)`: parsed as Flink does, means nothing. */
  readonly specific?: true;
  /** `{fn ABS(1)}` of JDBC. */
  readonly jdbc?: true;
  readonly span: Span;
}

/** `CURRENT_DATE`, `LOCALTIMESTAMP`, `USER`: functions without parentheses; `LOCALTIMESTAMP(3)` is an ordinary call. */
export interface NiladicCall {
  readonly kind: 'niladic';
  /** Upper case. */
  readonly name: string;
  readonly span: Span;
}

/** `name => value`. */
export interface NamedArgument {
  readonly kind: 'named-argument';
  readonly name: NamePart;
  readonly value: Expression;
  readonly span: Span;
}

/** `DESCRIPTOR(ts)`, `DESCRIPTOR(a, b)`. */
export interface Descriptor {
  readonly kind: 'descriptor';
  readonly columns: readonly Identifier[];
  readonly span: Span;
}

/** `TABLE t PARTITION BY a ORDER BY b`, or a query in its place. */
export interface TableArgument {
  readonly kind: 'table-argument';
  readonly table: Identifier | Query | Call;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly span: Span;
}

/** `f(1, DEFAULT)`. */
export interface DefaultArgument {
  readonly kind: 'default';
  readonly span: Span;
}

/** `*` or `t.*`: a select item, or the argument of a call. */
export interface Star {
  readonly kind: 'star';
  readonly qualifier?: Identifier;
  readonly span: Span;
}

/** `(x).f(1)`: parsed as Flink does; no type has methods. */
export interface MethodCall {
  readonly kind: 'method';
  readonly operand: Expression;
  readonly call: Call;
  readonly span: Span;
}

/** `MODEL m`, the argument of ML_PREDICT. */
export interface ModelArgument {
  readonly kind: 'model-argument';
  readonly model: Identifier;
  readonly span: Span;
}

/** `NEW type(…)`: parsed as Flink does, not run. */
export interface NewObject {
  readonly kind: 'new';
  readonly call: Call;
  readonly span: Span;
}
