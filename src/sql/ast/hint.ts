/** Hints, in a comment that begins with a plus sign behind SELECT or a table: `OPTIONS('k' = 'v')`, `BROADCAST(t)`. */
import type { Span } from '../diagnostics/span.ts';
import type { Literal } from './literal.ts';
import type { Identifier, NamePart, StringLiteral } from './name.ts';

/** One of the three lists has elements, or none. */
export interface Hint {
  readonly kind: 'hint';
  readonly name: NamePart;
  readonly properties: readonly HintProperty[];
  readonly names: readonly NamePart[];
  readonly literals: readonly Literal[];
  readonly span: Span;
}

/** `'k' = 'v'`, `k = 'v'`. */
export interface HintProperty {
  readonly kind: 'hint-property';
  readonly key: StringLiteral | Identifier;
  readonly value: StringLiteral;
  readonly span: Span;
}
