/** MATCH_RECOGNIZE, clause by clause. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { IntervalLiteral } from './literal.ts';
import type { NamePart } from './name.ts';
import type { OrderItem } from './query.ts';
import type { TableRef } from './table.ts';

export interface MatchRecognize {
  readonly kind: 'match-recognize';
  readonly table: TableRef;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly measures: readonly Measure[];
  readonly rowsPerMatch?: 'ONE' | 'ALL';
  readonly after?: AfterMatch;
  readonly pattern: Pattern;
  /** `PATTERN (^ …)`, `PATTERN (… $)`. */
  readonly strictStart: boolean;
  readonly strictEnd: boolean;
  readonly within?: IntervalLiteral;
  readonly subsets: readonly Subset[];
  readonly define: readonly PatternDefinition[];
  readonly span: Span;
}

export interface Measure {
  readonly kind: 'measure';
  readonly expression: Expression;
  readonly alias: NamePart;
  readonly span: Span;
}

export interface AfterMatch {
  readonly kind: 'after-match';
  readonly to:
    | 'NEXT ROW'
    | 'PAST LAST ROW'
    | { readonly position: 'FIRST' | 'LAST' | 'ANY'; readonly variable: NamePart };
  readonly span: Span;
}

export type Pattern =
  | { readonly kind: 'pattern-variable'; readonly name: NamePart; readonly span: Span }
  | {
      readonly kind: 'pattern-sequence' | 'pattern-alternation';
      readonly left: Pattern;
      readonly right: Pattern;
      readonly span: Span;
    }
  | { readonly kind: 'pattern-permute'; readonly items: readonly Pattern[]; readonly span: Span }
  | { readonly kind: 'pattern-exclude'; readonly pattern: Pattern; readonly span: Span }
  | PatternRepeat;

/** `A*`, `A+?`, `A{2,3}`. */
export interface PatternRepeat {
  readonly kind: 'pattern-repeat';
  readonly pattern: Pattern;
  readonly min: number;
  /** `undefined`: no upper limit. */
  readonly max?: number;
  readonly reluctant: boolean;
  readonly span: Span;
}

export interface Subset {
  readonly kind: 'subset';
  readonly name: NamePart;
  /** Names; Flink's grammar takes any expression. */
  readonly variables: readonly Expression[];
  readonly span: Span;
}

export interface PatternDefinition {
  readonly kind: 'pattern-definition';
  readonly name: NamePart;
  readonly condition: Expression;
  readonly span: Span;
}
