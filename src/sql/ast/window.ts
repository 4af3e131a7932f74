/** OVER clauses and named windows. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { NamePart } from './name.ts';
import type { OrderItem } from './query.ts';

/** `OVER w` or `OVER (…)`. */
export type OverClause = NamedWindow | WindowSpec;

export interface NamedWindow {
  readonly kind: 'window-name';
  readonly name: NamePart;
  readonly span: Span;
}

export interface WindowSpec {
  readonly kind: 'window';
  /** `(w ORDER BY x)` refines the window `w`. */
  readonly base?: NamePart;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame;
  /** `ALLOW PARTIAL`, `DISALLOW PARTIAL`. */
  readonly partial?: 'ALLOW' | 'DISALLOW';
  readonly span: Span;
}

export interface WindowFrame {
  readonly kind: 'frame';
  readonly unit: 'ROWS' | 'RANGE';
  readonly start: FrameBound;
  /** Absent without BETWEEN: up to the current row. */
  readonly end?: FrameBound;
  readonly span: Span;
}

export interface FrameBound {
  readonly kind: 'frame-bound';
  readonly bound: 'UNBOUNDED PRECEDING' | 'PRECEDING' | 'CURRENT ROW' | 'FOLLOWING' | 'UNBOUNDED FOLLOWING';
  /** Only of PRECEDING and FOLLOWING. */
  readonly offset?: Expression;
  readonly span: Span;
}

/** `WINDOW w AS (…)`. */
export interface WindowDefinition {
  readonly kind: 'window-definition';
  readonly name: NamePart;
  readonly window: WindowSpec;
  readonly span: Span;
}
