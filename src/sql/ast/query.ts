/** Queries: each variant is complete in itself, so that a WITH or an ORDER BY is one more layer around its body. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression, RowConstructor } from './expression.ts';
import type { Hint } from './hint.ts';
import type { Identifier, NamePart } from './name.ts';
import type { TableRef } from './table.ts';
import type { WindowDefinition } from './window.ts';

export type Query = Select | SetOperation | Values | ExplicitTable | WithQuery | OrderedQuery;

export interface Select {
  readonly kind: 'select';
  readonly hints: readonly Hint[];
  /** SELECT STREAM: parsed, refused by the planner as Flink does. */
  readonly stream: boolean;
  readonly quantifier?: 'DISTINCT' | 'ALL';
  readonly items: readonly SelectItem[];
  readonly from?: TableRef;
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly WindowDefinition[];
  readonly qualify?: Expression;
  readonly span: Span;
}

export interface SelectItem {
  readonly kind: 'select-item';
  /** `star` for `*` and `t.*`. */
  readonly expression: Expression;
  readonly alias?: NamePart;
  readonly span: Span;
}

export interface GroupBy {
  readonly kind: 'group-by';
  readonly quantifier?: 'DISTINCT' | 'ALL';
  readonly items: readonly GroupItem[];
  readonly span: Span;
}

/** An expression, or one of the three forms that stand for several groupings. `(a, b)` is a `row`, `()` an empty `grouping-set`. */
export type GroupItem = Expression | GroupingSet | GroupingSets | GroupingCombination;

export interface GroupingSet {
  readonly kind: 'grouping-set';
  readonly items: readonly [];
  readonly span: Span;
}

export interface GroupingSets {
  readonly kind: 'grouping-sets';
  readonly items: readonly GroupItem[];
  readonly span: Span;
}

export interface GroupingCombination {
  readonly kind: 'rollup' | 'cube';
  readonly items: readonly Expression[];
  readonly span: Span;
}

export interface SetOperation {
  readonly kind: 'set-operation';
  /** EXCEPT and MINUS (not in Flink) alike. */
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
  /** DISTINCT and nothing written alike are `false`. */
  readonly all: boolean;
  readonly left: Query;
  readonly right: Query;
  readonly span: Span;
}

/** `VALUES (1, 'a'), (2, 'b')`; `VALUES 1` is a row of one item too. */
export interface Values {
  readonly kind: 'values';
  readonly rows: readonly RowConstructor[];
  readonly span: Span;
}

/** `TABLE t`. */
export interface ExplicitTable {
  readonly kind: 'explicit-table';
  readonly name: Identifier;
  readonly span: Span;
}

export interface WithQuery {
  readonly kind: 'with';
  readonly recursive: boolean;
  readonly items: readonly WithItem[];
  readonly body: Query;
  readonly span: Span;
}

export interface WithItem {
  readonly kind: 'with-item';
  readonly name: NamePart;
  readonly columns?: readonly NamePart[];
  readonly query: Query;
  readonly span: Span;
}

/** ORDER BY, OFFSET, LIMIT/FETCH around a query; at least one of them is there. */
export interface OrderedQuery {
  readonly kind: 'ordered';
  readonly body: Query;
  readonly orderBy: readonly OrderItem[];
  readonly offset?: Expression;
  /** `LIMIT n` and `FETCH FIRST n ROWS ONLY` alike. */
  readonly limit?: Expression;
  readonly span: Span;
}

export interface OrderItem {
  readonly kind: 'order-item';
  readonly expression: Expression;
  readonly direction?: 'ASC' | 'DESC';
  readonly nulls?: 'FIRST' | 'LAST';
  readonly span: Span;
}
