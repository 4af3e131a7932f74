import type * as ast from '../../sql/ast/index.ts';
import type { CatalogManager } from '../../sql/catalog/catalog-manager.ts';
import type { ConnectorRegistry } from '../../sql/catalog/connectors.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import type { Session } from '../../sql/functions/define.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { LogicalPlan } from '../logical/plan.ts';

/** What binding a statement needs to know, and where it puts what it finds. */
export interface BindContext {
  readonly diagnostics: Diagnostics;
  readonly catalog: CatalogManager;
  readonly functions: FunctionRegistry;
  readonly connectors: ConnectorRegistry;
  readonly session: Session;
  /** Queries named by WITH, innermost last. */
  readonly commonTables: readonly CommonTable[];
  /** Views being expanded, to catch one that reads itself. */
  readonly expanding: readonly string[];
  /** Set inside a view: where its unqualified names live. */
  readonly home?: { readonly catalog: string; readonly database: string };
}

export interface CommonTable {
  readonly name: string;
  readonly item: ast.WithItem;
  readonly context: BindContext;
}

/** A column that an expression can name. */
export interface ScopeColumn {
  /** Alias or name of the table it comes from. */
  readonly table?: string;
  readonly name: string;
  readonly type: SqlType;
}

/** The columns in sight, in the order of the input's columns. */
export interface Scope {
  readonly columns: readonly ScopeColumn[];
}

export const EMPTY_SCOPE: Scope = { columns: [] };

export interface BoundQuery {
  readonly plan: LogicalPlan;
  readonly columns: readonly ScopeColumn[];
}
