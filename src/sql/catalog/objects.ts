/** What a catalog holds: tables and views as the statements made them, resolved but independent of any connector. */
import type { Expression as AstExpression, Query } from '../ast/index.ts';
import type { Span } from '../diagnostics/span.ts';
import type { SqlType } from '../types/type.ts';

export type CatalogObject = CatalogTable | CatalogView;

export interface CatalogTable {
  readonly kind: 'table';
  readonly name: ObjectName;
  readonly temporary: boolean;
  readonly columns: readonly CatalogColumn[];
  readonly watermark?: { readonly column: string; readonly expression: AstExpression; readonly span: Span };
  readonly primaryKey: readonly string[];
  readonly primaryKeyName?: string;
  readonly partitionKeys: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  /** Where each option stands, for errors about it. */
  readonly optionSpans: Readonly<Record<string, { readonly key: Span; readonly value: Span }>>;
  readonly comment?: string;
  readonly distribution?: string;
  readonly span: Span;
}

export type CatalogColumn = {
  readonly name: string;
  readonly type: SqlType;
  readonly comment?: string;
  readonly span: Span;
} & (
  | { readonly kind: 'physical' }
  /** `expression` is bound over the table's physical and metadata columns whenever the table is read. */
  | { readonly kind: 'computed'; readonly expression: AstExpression }
  | { readonly kind: 'metadata'; readonly key: string; readonly virtual: boolean }
);

export interface CatalogView {
  readonly kind: 'view';
  readonly name: ObjectName;
  readonly temporary: boolean;
  readonly query: Query;
  /** Names given in the statement, or those of the query. */
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  /** Catalog and database that were current when it was made: its names are resolved there. */
  readonly home: { readonly catalog: string; readonly database: string };
  readonly comment?: string;
  readonly span: Span;
}

export interface ObjectName {
  readonly catalog: string;
  readonly database: string;
  readonly object: string;
}

export const fullName = (name: ObjectName): string => `${name.catalog}.${name.database}.${name.object}`;
