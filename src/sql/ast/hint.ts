/** Hints, in a comment that begins with a plus sign behind SELECT or a table: `OPTIONS(...)`, `BROADCAST(t)`. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { NamePart, Property } from './name.ts';

export interface Hint {
  readonly kind: 'hint';
  readonly name: NamePart;
  /** `'k' = 'v'` properties, names (`BROADCAST(t)`) or literals; never mixed. */
  readonly options: readonly HintOption[];
  readonly span: Span;
}

export type HintOption = Property | HintProperty | NamePart | Expression;

/** `k = 'v'` with an unquoted key. */
export interface HintProperty {
  readonly kind: 'hint-property';
  readonly key: NamePart;
  readonly value: Expression;
  readonly span: Span;
}
