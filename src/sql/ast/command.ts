/** Statements that look at or change the session: SHOW, DESCRIBE, USE, SET, modules, jars, jobs, CALL, ANALYZE. */
import type { Span } from '../diagnostics/span.ts';
import type { PartitionSpec } from './column.ts';
import type { Delete, Insert, Merge, Update } from './dml.ts';
import type { Expression } from './expression.ts';
import type { Identifier, NamePart, Property, StringLiteral } from './name.ts';
import type { Query } from './query.ts';

export type CommandStatement =
  | Show
  | ShowCurrent
  | ShowCreate
  | ShowPartitions
  | Describe
  | DescribeJob
  | DescribeTable
  | DescribeStatement
  | Use
  | UseModules
  | LoadModule
  | UnloadModule
  | SetCommand
  | ResetCommand
  | AlterOption
  | JarCommand
  | AnalyzeTable
  | CallProcedure
  | StopJob
  | ClientCommand;

export interface LikePattern {
  readonly kind: 'like-pattern';
  readonly negated: boolean;
  readonly operator: 'LIKE' | 'ILIKE';
  readonly pattern: StringLiteral;
  readonly span: Span;
}

/** Lists of names: `SHOW TABLES FROM db LIKE 'x%'`. */
export interface Show {
  readonly kind: 'show';
  readonly what:
    | 'CATALOGS'
    | 'DATABASES'
    | 'TABLES'
    | 'VIEWS'
    | 'MATERIALIZED TABLES'
    | 'FUNCTIONS'
    | 'USER FUNCTIONS'
    | 'PROCEDURES'
    | 'MODULES'
    | 'FULL MODULES'
    | 'JARS'
    | 'JOBS'
    | 'MODELS'
    | 'COLUMNS'
    | 'CONNECTIONS';
  readonly preposition?: 'FROM' | 'IN';
  /** The catalog of databases, the database of tables, the table of columns. */
  readonly scope?: Identifier;
  readonly like?: LikePattern;
  readonly span: Span;
}

export interface ShowCurrent {
  readonly kind: 'show-current';
  readonly what: 'CATALOG' | 'DATABASE';
  readonly span: Span;
}

export interface ShowCreate {
  readonly kind: 'show-create';
  readonly what: 'TABLE' | 'VIEW' | 'CATALOG' | 'MODEL' | 'MATERIALIZED TABLE' | 'CONNECTION';
  readonly name: Identifier;
  readonly span: Span;
}

export interface ShowPartitions {
  readonly kind: 'show-partitions';
  readonly table: Identifier;
  readonly partition?: PartitionSpec;
  readonly span: Span;
}

export interface Describe {
  readonly kind: 'describe';
  readonly what: 'TABLE' | 'CATALOG' | 'DATABASE' | 'FUNCTION' | 'MODEL' | 'CONNECTION';
  readonly extended: boolean;
  readonly name: Identifier;
  readonly span: Span;
}

export interface DescribeJob {
  readonly kind: 'describe-job';
  readonly id: StringLiteral;
  readonly span: Span;
}

/** `DESCRIBE TABLE t`, `DESCRIBE TABLE t column`: parsed as Flink does, not run. */
export interface DescribeTable {
  readonly kind: 'describe-table';
  readonly table: Identifier;
  readonly column?: NamePart;
  readonly span: Span;
}

/** `DESCRIBE STATEMENT SELECT …`: parsed as Flink does, not run. */
export interface DescribeStatement {
  readonly kind: 'describe-statement';
  readonly statement: Query | Insert | Update | Delete | Merge;
  readonly span: Span;
}

export interface Use {
  readonly kind: 'use';
  readonly what: 'CATALOG' | 'DATABASE';
  readonly name: Identifier;
  readonly span: Span;
}

export interface UseModules {
  readonly kind: 'use-modules';
  readonly modules: readonly NamePart[];
  readonly span: Span;
}

export interface LoadModule {
  readonly kind: 'load-module';
  readonly name: NamePart;
  readonly options: readonly Property[];
  readonly span: Span;
}

export interface UnloadModule {
  readonly kind: 'unload-module';
  readonly name: NamePart;
  readonly span: Span;
}

/** `SET 'key' = 'value'`; without property it lists what is set. */
export interface SetCommand {
  readonly kind: 'set';
  readonly property?: Property;
  readonly span: Span;
}

/** `RESET 'key'`; without key everything. */
export interface ResetCommand {
  readonly kind: 'reset';
  readonly key?: StringLiteral;
  readonly span: Span;
}

/** `ALTER SYSTEM SET a = 1`, `ALTER SESSION RESET ALL`: parsed as Flink does, not run. */
export interface AlterOption {
  readonly kind: 'alter-option';
  readonly scope: 'SYSTEM' | 'SESSION';
  readonly name: Identifier | 'ALL';
  /** Absent in RESET. */
  readonly value?: Expression | 'ON';
  readonly span: Span;
}

export interface JarCommand {
  readonly kind: 'add-jar' | 'remove-jar';
  readonly path: StringLiteral;
  readonly span: Span;
}

export interface AnalyzeTable {
  readonly kind: 'analyze-table';
  readonly table: Identifier;
  readonly partition?: PartitionSpec;
  readonly columns?: 'ALL' | readonly NamePart[];
  readonly span: Span;
}

/** `CALL procedure(…)`. */
export interface CallProcedure {
  readonly kind: 'call-procedure';
  readonly call: Expression;
  readonly span: Span;
}

export interface StopJob {
  readonly kind: 'stop-job';
  readonly id: StringLiteral;
  readonly withSavepoint: boolean;
  readonly withDrain: boolean;
  readonly span: Span;
}

/** Commands of the SQL client, which Flink's own parser does not know; accepted outside strict mode only. */
export interface ClientCommand {
  readonly kind: 'client-command';
  readonly command: 'QUIT' | 'EXIT' | 'CLEAR' | 'HELP';
  readonly span: Span;
}
