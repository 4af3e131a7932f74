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

/** A call of the registry's function with that name; operators, CASE, CAST and AND are calls too. */
export interface FunctionCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly type: SqlType;
  readonly span: Span;
}
