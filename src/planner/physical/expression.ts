import type { Span } from '../../sql/diagnostics/span.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';

/** A bound expression: names resolved, types known, implicit casts written out. Plain data, so that it crosses threads. */
export type Expression = Literal | ColumnReference | FunctionCall;

export interface Literal {
  readonly kind: 'literal';
  readonly type: SqlType;
  readonly value: Value;
  readonly span: Span;
  /** Stands for what was refused; nothing more is said of what it is part of. */
  readonly faulty?: true;
}

/** The input's column with this index. */
export interface ColumnReference {
  readonly kind: 'column';
  readonly index: number;
  readonly name: string;
  readonly type: SqlType;
  readonly span: Span;
}

/** What gives rows for a row of its input: a call of the registry's table function with that name, or a collection taken apart. */
export type RowsExpression = TableFunctionCall | Unnest;

interface RowsBase {
  readonly args: readonly Expression[];
  /** Of every row. */
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  readonly span: Span;
}

export interface TableFunctionCall extends RowsBase {
  readonly kind: 'table-function';
  readonly name: string;
  /** Of a row, as the function gives it: a ROW is spread over the columns. */
  readonly type: SqlType;
}

/** `UNNEST(args[0])`: a row for each element of an ARRAY or MULTISET, or each entry of a MAP. */
export interface Unnest extends RowsBase {
  readonly kind: 'unnest';
  /** The last column counts the rows of a collection, from 1. */
  readonly ordinality: boolean;
}

/** A call of the registry's function with that name; operators, CASE, CAST and AND are calls too. */
export interface FunctionCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly type: SqlType;
  readonly span: Span;
}
