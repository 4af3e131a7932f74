/** A regular expression of Java as a tree, and the two ways in which a pattern is refused. */
import type { CharSet } from './char-set.ts';

export type Assertion =
  | 'input-start'
  | 'input-end'
  | 'final-end'
  | 'final-end-unix'
  | 'line-start'
  | 'line-start-unix'
  | 'line-end'
  | 'line-end-unix'
  | 'word'
  | 'not-word'
  | 'last-match';

export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | Repeat
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly kind: 'assert'; readonly what: Assertion };

export interface Repeat {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  /** Infinity without an upper bound. */
  readonly max: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
}

export const sequence = (items: readonly RegexNode[]): RegexNode =>
  items.length === 1 ? items[0]! : { kind: 'sequence', items };

export interface Parsed {
  readonly root: RegexNode;
  /** Capturing groups, without group 0. */
  readonly groups: number;
}

/** Java refuses the pattern too (PatternSyntaxException). */
export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError';
}

/** Java takes the pattern, this machine does not. */
export class RegexUnsupportedError extends Error {
  override readonly name = 'RegexUnsupportedError';
}
