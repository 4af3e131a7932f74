/** Operators and predicates. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { Query } from './query.ts';

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type BinaryOperator =
  | ComparisonOperator
  | 'AND'
  | 'OR'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '||'
  | 'MEMBER OF'
  | 'SUBMULTISET OF'
  | 'NOT SUBMULTISET OF'
  | 'MULTISET UNION'
  | 'MULTISET UNION DISTINCT'
  | 'MULTISET UNION ALL'
  | 'MULTISET INTERSECT'
  | 'MULTISET INTERSECT DISTINCT'
  | 'MULTISET INTERSECT ALL'
  | 'MULTISET EXCEPT'
  | 'MULTISET EXCEPT DISTINCT'
  | 'MULTISET EXCEPT ALL'
  | 'FORMAT JSON';

/** `a <> b` whether written `<>` or `!=`; both sides as written, nothing folded. */
export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  /** Where the operator itself stands: failures of evaluation point at it. */
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Unary {
  readonly kind: 'unary';
  /** EXISTS here has no query behind it, which Flink's grammar takes. */
  readonly operator: '-' | '+' | 'NOT' | 'UNIQUE' | 'EXISTS' | 'FORMAT JSON' | 'RUNNING' | 'FINAL';
  readonly operand: Expression;
  readonly span: Span;
}

export interface Between {
  readonly kind: 'between';
  readonly negated: boolean;
  readonly symmetric: boolean;
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly span: Span;
}

export interface Like {
  readonly kind: 'like';
  readonly negated: boolean;
  readonly operator: 'LIKE' | 'ILIKE' | 'RLIKE' | 'SIMILAR TO';
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression;
  readonly span: Span;
}

export interface InPredicate {
  readonly kind: 'in';
  readonly negated: boolean;
  readonly operand: Expression;
  /** A list of values, or one query. */
  readonly values: readonly Expression[] | Query;
  readonly span: Span;
}

export interface IsPredicate {
  readonly kind: 'is';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN' | 'A SET' | 'EMPTY' | { readonly distinctFrom: Expression };
  readonly span: Span;
}

export interface IsJson {
  readonly kind: 'is-json';
  readonly negated: boolean;
  readonly operand: Expression;
  /** `VALUE` when nothing is written. */
  readonly type: 'VALUE' | 'OBJECT' | 'ARRAY' | 'SCALAR';
  readonly span: Span;
}

export interface Exists {
  readonly kind: 'exists';
  readonly query: Query;
  readonly span: Span;
}

/** `a > ALL (SELECT …)`, `a = ANY (1, 2)`; SOME is another name of ANY. */
export interface QuantifiedComparison {
  readonly kind: 'quantified';
  readonly operator: ComparisonOperator;
  readonly quantifier: 'SOME' | 'ANY' | 'ALL';
  readonly operand: Expression;
  readonly values: readonly Expression[] | Query;
  readonly span: Span;
}

/** `(a, b) OVERLAPS (c, d)` and the other predicates over periods. */
export interface PeriodPredicate {
  readonly kind: 'period';
  readonly operator:
    | 'OVERLAPS'
    | 'CONTAINS'
    | 'EQUALS'
    | 'PRECEDES'
    | 'SUCCEEDS'
    | 'IMMEDIATELY PRECEDES'
    | 'IMMEDIATELY SUCCEEDS';
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}
