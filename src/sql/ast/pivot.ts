/** PIVOT and UNPIVOT: parsed as Flink does; the planner refuses them as Flink does. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { NamePart } from './name.ts';
import type { TableRef } from './table.ts';

/** `expression AS alias`. */
export interface AliasedExpression {
  readonly kind: 'aliased';
  readonly expression: Expression;
  readonly alias?: NamePart;
  readonly span: Span;
}

export interface Pivot {
  readonly kind: 'pivot';
  readonly table: TableRef;
  readonly aggregates: readonly AliasedExpression[];
  readonly axes: readonly NamePart[];
  readonly values: readonly AliasedExpression[];
  readonly span: Span;
}

export interface Unpivot {
  readonly kind: 'unpivot';
  readonly table: TableRef;
  readonly nulls?: 'INCLUDE' | 'EXCLUDE';
  readonly measures: readonly NamePart[];
  readonly axes: readonly NamePart[];
  readonly values: readonly UnpivotValue[];
  readonly span: Span;
}

export interface UnpivotValue {
  readonly kind: 'unpivot-value';
  readonly columns: readonly NamePart[];
  readonly values: readonly Expression[];
  readonly span: Span;
}
