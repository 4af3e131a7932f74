/** The logical plan: what a query means, before anything is decided about how it runs. Plain readonly data. */

import type { CatalogTable } from '../../sql/catalog/objects.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { Expression, RowsExpression } from '../physical/expression.ts';
import type { OutputColumn, ProducedColumn } from '../physical/plan.ts';

export type LogicalPlan = Scan | Values | Filter | Project | Correlate | Union | Limit;

interface Node {
  readonly columns: readonly OutputColumn[];
  readonly span: Span;
}

/** Reads a table: `produced` are physical and metadata columns; computed ones are a Project above. */
export interface Scan extends Node {
  readonly kind: 'scan';
  readonly table: CatalogTable;
  /** The table's options with those of an OPTIONS hint. */
  readonly options: Readonly<Record<string, string>>;
  readonly produced: readonly ProducedColumn[];
  /** Conditions that were pushed down for documentation of the plan; they are still evaluated above. */
  readonly limit?: number;
}

export interface Values extends Node {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expression[])[];
}

export interface Filter extends Node {
  readonly kind: 'filter';
  readonly input: LogicalPlan;
  readonly condition: Expression;
}

export interface Project extends Node {
  readonly kind: 'project';
  readonly input: LogicalPlan;
  readonly expressions: readonly Expression[];
}

/** Each input row beside each row that a table function or a collection gives for it; columns are `carried`, then `emitted`. */
export interface Correlate extends Node {
  readonly kind: 'correlate';
  readonly input: LogicalPlan;
  readonly rows: RowsExpression;
  /** The input's columns that go on. */
  readonly carried: readonly number[];
  /** The rows' columns that go on. */
  readonly emitted: readonly number[];
  /** LEFT JOIN: an input row for which there are no rows goes on once, with NULLs. */
  readonly outer: boolean;
}

/** UNION ALL; inputs have the same column types. */
export interface Union extends Node {
  readonly kind: 'union';
  readonly inputs: readonly LogicalPlan[];
}

export interface Limit extends Node {
  readonly kind: 'limit';
  readonly input: LogicalPlan;
  readonly offset: number;
  readonly fetch?: number;
}

export const inputsOf = (plan: LogicalPlan): readonly LogicalPlan[] =>
  plan.kind === 'scan' || plan.kind === 'values' ? [] : plan.kind === 'union' ? plan.inputs : [plan.input];

/** The same node over other inputs. */
export function withInputs(plan: LogicalPlan, inputs: readonly LogicalPlan[]): LogicalPlan {
  if (plan.kind === 'scan' || plan.kind === 'values') return plan;
  if (plan.kind === 'union') return { ...plan, inputs };
  return { ...plan, input: inputs[0]! };
}
