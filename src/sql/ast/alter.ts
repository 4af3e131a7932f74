/** ALTER of everything: one node a kind of object, its action inside. */
import type { Span } from '../diagnostics/span.ts';
import type { ColumnDefinition, Distribution, PartitionSpec, TableConstraint, Watermark } from './column.ts';
import type { Expression } from './expression.ts';
import type { Identifier, NamePart, Property, StringLiteral } from './name.ts';
import type { Query } from './query.ts';

export type AlterStatement =
  | AlterCatalog
  | AlterDatabase
  | AlterTable
  | AlterView
  | AlterFunction
  | AlterModel
  | AlterConnection;

interface Alter {
  readonly ifExists: boolean;
  readonly name: Identifier;
  readonly span: Span;
}

export interface SetOptions {
  readonly kind: 'set-options';
  readonly options: readonly Property[];
}

export interface ResetOptions {
  readonly kind: 'reset-options';
  readonly keys: readonly StringLiteral[];
}

export interface Rename {
  readonly kind: 'rename';
  readonly to: Identifier;
}

export interface AlterCatalog extends Alter {
  readonly kind: 'alter-catalog';
  readonly action: SetOptions | ResetOptions | { readonly kind: 'comment'; readonly comment: StringLiteral };
}

export interface AlterDatabase extends Alter {
  readonly kind: 'alter-database';
  readonly action: SetOptions;
}

export interface AlterView extends Alter {
  readonly kind: 'alter-view';
  readonly action: Rename | { readonly kind: 'as-query'; readonly query: Query };
}

export interface AlterModel extends Alter {
  readonly kind: 'alter-model';
  readonly action: SetOptions | ResetOptions | Rename;
}

export interface AlterConnection extends Alter {
  readonly kind: 'alter-connection';
  readonly action: SetOptions | ResetOptions | Rename;
}

export interface AlterFunction extends Alter {
  readonly kind: 'alter-function';
  readonly temporary: boolean;
  readonly system: boolean;
  readonly as: StringLiteral;
  readonly language?: string;
}

/** ALTER TABLE and ALTER MATERIALIZED TABLE. */
export interface AlterTable extends Alter {
  readonly kind: 'alter-table';
  readonly materialized: boolean;
  readonly action: AlterTableAction;
}

export type AlterTableAction =
  | SetOptions
  | ResetOptions
  | Rename
  | { readonly kind: 'rename-column'; readonly from: Identifier; readonly to: Identifier }
  | AlterSchema
  | { readonly kind: 'add-partitions'; readonly ifNotExists: boolean; readonly partitions: readonly AddedPartition[] }
  | { readonly kind: 'drop-partitions'; readonly ifExists: boolean; readonly partitions: readonly PartitionSpec[] }
  | { readonly kind: 'drop-columns'; readonly parentheses: boolean; readonly columns: readonly Identifier[] }
  | { readonly kind: 'drop-primary-key' | 'drop-distribution' | 'drop-watermark' }
  | { readonly kind: 'drop-constraint'; readonly name: NamePart }
  | MaterializedTableAction;

/** `ADD (…)` and `MODIFY (…)`. */
export interface AlterSchema {
  readonly kind: 'add' | 'modify';
  readonly parentheses: boolean;
  readonly columns: readonly PositionedColumn[];
  readonly constraints: readonly TableConstraint[];
  readonly watermark?: Watermark;
  readonly distribution?: Distribution;
}

export interface PositionedColumn {
  readonly kind: 'positioned-column';
  readonly column: ColumnDefinition;
  readonly position?: 'FIRST' | { readonly after: Identifier };
  readonly span: Span;
}

export interface AddedPartition {
  readonly kind: 'added-partition';
  readonly spec: PartitionSpec;
  readonly options?: readonly Property[];
  readonly span: Span;
}

/** Only of ALTER MATERIALIZED TABLE. */
export type MaterializedTableAction =
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume'; readonly options: readonly Property[] }
  | { readonly kind: 'refresh'; readonly partition?: PartitionSpec }
  | { readonly kind: 'set-freshness'; readonly freshness: Expression }
  | { readonly kind: 'set-refresh-mode'; readonly mode: 'FULL' | 'CONTINUOUS' }
  | { readonly kind: 'as-query'; readonly query: Query };
