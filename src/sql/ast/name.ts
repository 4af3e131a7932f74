/** Names as they stand in the text; what they stand for is the planner's business. */
import type { Span } from '../diagnostics/span.ts';

/** One name, quotes removed; Flink compares names case-sensitively, functions excepted. */
export interface NamePart {
  readonly name: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** `a`, `a.b.c`: a column, a nested field, a table, a function; never empty. */
export interface Identifier {
  readonly kind: 'identifier';
  readonly parts: readonly NamePart[];
  readonly span: Span;
}

/** A character literal: its value, and how it was written. */
export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
  /** `'x'`, `U&'\0041'` (escapes already resolved), `N'x'`, `_UTF16'x'`, `$$ x $$` (streamsql only). */
  readonly form: 'plain' | 'unicode' | 'national' | 'charset' | 'dollar';
  /** Only when `form` is `charset`: the name behind the underscore. */
  readonly charset?: string;
  /** A continuation that begins on the line where the part before it ends, which Flink's validator refuses. */
  readonly sameLine?: Span;
  readonly span: Span;
}

/** `'key' = 'value'` of a WITH, SET or hint list. */
export interface Property {
  readonly kind: 'property';
  readonly key: StringLiteral;
  readonly value: StringLiteral;
  readonly span: Span;
}
