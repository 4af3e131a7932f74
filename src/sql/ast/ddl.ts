/** CREATE and DROP; ALTER is in alter.ts. */
import type { Span } from '../diagnostics/span.ts';
import type { ColumnDefinition, Distribution, TableConstraint, Watermark } from './column.ts';
import type { Expression } from './expression.ts';
import type { Identifier, NamePart, Property, StringLiteral } from './name.ts';
import type { Query } from './query.ts';
import type { DataType } from './type.ts';

export type CreateStatement =
  | CreateCatalog
  | CreateDatabase
  | CreateTable
  | CreateView
  | CreateFunction
  | CreateModel
  | CreateMaterializedTable
  | CreateConnection;

interface Create {
  readonly ifNotExists: boolean;
  readonly name: Identifier;
  readonly comment?: StringLiteral;
  readonly span: Span;
}

export interface CreateCatalog extends Create {
  readonly kind: 'create-catalog';
  readonly options: readonly Property[];
}

export interface CreateDatabase extends Create {
  readonly kind: 'create-database';
  readonly options: readonly Property[];
}

/** CREATE TABLE with all its forms: plain, LIKE, AS, and (CREATE OR) REPLACE … AS. */
export interface CreateTable extends Create {
  readonly kind: 'create-table';
  readonly replace?: 'CREATE OR REPLACE' | 'REPLACE';
  readonly temporary: boolean;
  readonly columns: readonly ColumnDefinition[];
  /** `CREATE TABLE t (b, a) AS SELECT …`: names only, reordering the query's columns. */
  readonly columnNames?: readonly Identifier[];
  readonly watermark?: Watermark;
  readonly constraints: readonly TableConstraint[];
  readonly distribution?: Distribution;
  readonly partitionedBy: readonly NamePart[];
  readonly options: readonly Property[];
  readonly like?: TableLike;
  readonly query?: Query;
}

export interface TableLike {
  readonly kind: 'table-like';
  readonly table: Identifier;
  readonly options: readonly LikeOption[];
  readonly span: Span;
}

export interface LikeOption {
  readonly kind: 'like-option';
  readonly strategy: 'INCLUDING' | 'EXCLUDING' | 'OVERWRITING';
  readonly feature:
    | 'ALL'
    | 'CONSTRAINTS'
    | 'DISTRIBUTION'
    | 'GENERATED'
    | 'METADATA'
    | 'OPTIONS'
    | 'PARTITIONS'
    | 'WATERMARKS';
  readonly span: Span;
}

export interface CreateView extends Create {
  readonly kind: 'create-view';
  readonly replace: boolean;
  readonly temporary: boolean;
  readonly columns: readonly NamePart[];
  readonly query: Query;
}

/** `a INT`: a parameter, or a returned column, of a function written in the file's own languages. */
export interface FunctionParameter {
  readonly kind: 'function-parameter';
  readonly name: NamePart;
  readonly type: DataType;
  readonly span: Span;
}

/** `RETURNS TABLE (word STRING, n INT)`: the columns of a table function written in the file's own languages. */
export interface ReturnedTable {
  readonly kind: 'returned-table';
  readonly columns: readonly FunctionParameter[];
  readonly span: Span;
}

export interface FunctionResource {
  readonly kind: 'function-resource';
  readonly type: 'JAR' | 'ARTIFACT';
  readonly path: StringLiteral;
  readonly span: Span;
}

export interface CreateFunction extends Create {
  readonly kind: 'create-function';
  readonly temporary: boolean;
  readonly system: boolean;
  /** streamsql only: `f(a INT, b STRING) RETURNS STRING`; absent in Flink's form. */
  readonly parameters?: readonly FunctionParameter[];
  readonly returns?: DataType | ReturnedTable;
  /** The class, `./file.ts#export`, or with form `dollar` the body itself. */
  readonly as: StringLiteral;
  /** Upper case: JAVA, SCALA, SQL, PYTHON; streamsql only: JAVASCRIPT, TYPESCRIPT. */
  readonly language?: string;
  readonly using: readonly FunctionResource[];
  readonly options: readonly Property[];
}

export interface CreateModel extends Create {
  readonly kind: 'create-model';
  readonly temporary: boolean;
  readonly input: readonly ColumnDefinition[];
  readonly output: readonly ColumnDefinition[];
  readonly options: readonly Property[];
  readonly query?: Query;
}

export interface CreateMaterializedTable extends Create {
  readonly kind: 'create-materialized-table';
  readonly orAlter: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly columnNames?: readonly Identifier[];
  readonly watermark?: Watermark;
  readonly constraints: readonly TableConstraint[];
  readonly distribution?: Distribution;
  readonly partitionedBy: readonly NamePart[];
  readonly options: readonly Property[];
  /** An interval literal. */
  readonly freshness?: Expression;
  readonly refreshMode?: 'FULL' | 'CONTINUOUS';
  readonly startMode?: StartMode;
  readonly query: Query;
}

/** `START_MODE = FROM_NOW`, `RESUME_OR_FROM_TIMESTAMP(TIMESTAMP '…')`. */
export interface StartMode {
  readonly kind: 'start-mode';
  readonly mode: string;
  readonly argument?: Expression;
  readonly span: Span;
}

export interface CreateConnection extends Create {
  readonly kind: 'create-connection';
  readonly temporary: boolean;
  readonly system: boolean;
  readonly options: readonly Property[];
}

export interface DropStatement {
  readonly kind: 'drop';
  readonly object:
    | 'CATALOG'
    | 'DATABASE'
    | 'TABLE'
    | 'VIEW'
    | 'FUNCTION'
    | 'MODEL'
    | 'MATERIALIZED TABLE'
    | 'CONNECTION';
  readonly temporary: boolean;
  /** `DROP TEMPORARY SYSTEM FUNCTION`. */
  readonly system: boolean;
  readonly ifExists: boolean;
  readonly name: Identifier;
  /** Databases only; RESTRICT when absent. */
  readonly behavior?: 'CASCADE' | 'RESTRICT';
  readonly span: Span;
}
