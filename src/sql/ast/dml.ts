/** INSERT, UPDATE, DELETE, TRUNCATE, and the statements that hold an INSERT: statement sets, EXECUTE, EXPLAIN, COMPILE PLAN. */
import type { Span } from '../diagnostics/span.ts';
import type { PartitionSpec } from './column.ts';
import type { CreateTable } from './ddl.ts';
import type { Expression, RowConstructor } from './expression.ts';
import type { Hint } from './hint.ts';
import type { Identifier, NamePart, StringLiteral } from './name.ts';
import type { Query } from './query.ts';
import type { ExtendColumn, TableRef } from './table.ts';

export type DmlStatement =
  | Insert
  | Update
  | Delete
  | Merge
  | Truncate
  | StatementSet
  | BeginStatementSet
  | EndStatementSet
  | Execute
  | Explain
  | PlanStatement;

export interface Insert {
  readonly kind: 'insert';
  readonly upsert: boolean;
  readonly overwrite: boolean;
  readonly table: Identifier;
  readonly hints: readonly Hint[];
  readonly extend?: readonly ExtendColumn[];
  readonly partition?: PartitionSpec;
  /** `INSERT INTO t (a, b.c)`. */
  readonly columns?: readonly Identifier[];
  readonly query: Query;
  readonly onConflict?: 'ERROR' | 'NOTHING' | 'DEDUPLICATE';
  readonly span: Span;
}

export interface Assignment {
  readonly kind: 'assignment';
  readonly column: Identifier;
  readonly value: Expression;
  readonly span: Span;
}

export interface Update {
  readonly kind: 'update';
  readonly table: Identifier;
  readonly hints: readonly Hint[];
  readonly extend?: readonly ExtendColumn[];
  readonly alias?: NamePart;
  readonly assignments: readonly Assignment[];
  readonly where?: Expression;
  readonly span: Span;
}

export interface Delete {
  readonly kind: 'delete';
  readonly table: Identifier;
  readonly hints: readonly Hint[];
  readonly extend?: readonly ExtendColumn[];
  readonly alias?: NamePart;
  readonly where?: Expression;
  readonly span: Span;
}

/** `MERGE INTO t USING s ON …`: parsed as Flink does, not run. */
export interface Merge {
  readonly kind: 'merge';
  readonly table: Identifier;
  readonly hints: readonly Hint[];
  readonly extend?: readonly ExtendColumn[];
  readonly alias?: NamePart;
  readonly source: TableRef;
  readonly condition: Expression;
  /** `WHEN MATCHED THEN UPDATE SET …`. */
  readonly update?: readonly Assignment[];
  readonly insert?: MergeInsert;
  readonly span: Span;
}

/** `WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2)`. */
export interface MergeInsert {
  readonly kind: 'merge-insert';
  readonly columns?: readonly NamePart[];
  readonly row: RowConstructor;
  readonly span: Span;
}

export interface Truncate {
  readonly kind: 'truncate';
  readonly table: Identifier;
  readonly span: Span;
}

/** `STATEMENT SET BEGIN …; …; END`, inside EXECUTE, EXPLAIN or COMPILE PLAN. */
export interface StatementSet {
  readonly kind: 'statement-set';
  readonly inserts: readonly Insert[];
  readonly span: Span;
}

/** `BEGIN STATEMENT SET`: the statements up to END are separate ones in the list. */
export interface BeginStatementSet {
  readonly kind: 'begin-statement-set';
  readonly span: Span;
}

export interface EndStatementSet {
  readonly kind: 'end-statement-set';
  readonly span: Span;
}

export interface Execute {
  readonly kind: 'execute';
  readonly statement: Query | Insert | StatementSet;
  readonly span: Span;
}

export type ExplainDetail = 'ESTIMATED_COST' | 'CHANGELOG_MODE' | 'JSON_EXECUTION_PLAN' | 'PLAN_ADVICE';

export interface Explain {
  readonly kind: 'explain';
  readonly details: readonly ExplainDetail[];
  readonly statement: Query | Insert | StatementSet | Execute | CreateTable;
  readonly span: Span;
}

/** COMPILE PLAN, EXECUTE PLAN, COMPILE AND EXECUTE PLAN. */
export type PlanStatement = CompilePlan | ExecutePlan;

export interface CompilePlan {
  readonly kind: 'compile-plan';
  readonly execute: boolean;
  readonly path: StringLiteral;
  readonly ifNotExists: boolean;
  readonly statement: Insert | StatementSet;
  readonly span: Span;
}

export interface ExecutePlan {
  readonly kind: 'execute-plan';
  readonly path: StringLiteral;
  readonly span: Span;
}
