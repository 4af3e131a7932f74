/** Literals: text and kind as written, values are the binder's to make. */
import type { Span } from '../diagnostics/span.ts';
import type { IntervalQualifier } from './interval.ts';
import type { StringLiteral } from './name.ts';

export type Literal =
  | NumberLiteral
  | StringLiteral
  | BinaryLiteral
  | BooleanLiteral
  | NullLiteral
  | DateTimeLiteral
  | IntervalLiteral;

export interface NumberLiteral {
  readonly kind: 'number';
  /** `1`, `1.5` (exact), `1.5E0` (DOUBLE). */
  readonly form: 'integer' | 'decimal' | 'approximate';
  readonly text: string;
  readonly span: Span;
}

/** `X'0aFF'`; the hexadecimal digits as written, joined over continued literals. */
export interface BinaryLiteral {
  readonly kind: 'binary-literal';
  readonly hex: string;
  /** As of a StringLiteral. */
  readonly sameLine?: Span;
  readonly span: Span;
}

export interface BooleanLiteral {
  readonly kind: 'boolean';
  /** `null` for UNKNOWN. */
  readonly value: boolean | null;
  readonly span: Span;
}

export interface NullLiteral {
  readonly kind: 'null';
  readonly span: Span;
}

/** `DATE '2024-01-01'`; the text is for the binder to check. */
export interface DateTimeLiteral {
  readonly kind: 'datetime';
  readonly type: 'DATE' | 'TIME' | 'TIMESTAMP' | 'TIMESTAMP_LTZ' | 'DATETIME';
  readonly text: string;
  readonly span: Span;
}

/** `INTERVAL -'1 02' DAY TO HOUR`. */
export interface IntervalLiteral {
  readonly kind: 'interval';
  readonly negative: boolean;
  readonly text: string;
  readonly qualifier: IntervalQualifier;
  readonly span: Span;
}
