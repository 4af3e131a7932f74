/** A JSON path as data: a chain of tokens, filters as trees. */
import type { BigDecimal } from './big-decimal.ts';
import type { JsonValue } from './value.ts';

export type Token =
  /** `$` or `@`. */
  | { readonly kind: 'root'; readonly symbol: string }
  /** `.a`, `['a']`, `['a', 'b']`. */
  | { readonly kind: 'property'; readonly names: readonly string[] }
  /** `.*`, `[*]`. */
  | { readonly kind: 'wildcard' }
  /** `[0]`, `[0, -1]`. */
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  /** `[1:]`, `[:2]`, `[1:2]`. */
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  /** `..`. */
  | { readonly kind: 'scan' }
  /** `[?(…)]`. */
  | { readonly kind: 'filter'; readonly condition: Condition }
  /** `.size()`. */
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly FunctionParameter[] };

export type FunctionParameter =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'path'; readonly path: Path };

/** The tokens with what evaluation asks of them, computed once. */
export interface Path {
  readonly tokens: readonly Token[];
  /** At most one value can be at its end. */
  readonly definite: boolean;
  /** For each token: all before it are definite. */
  readonly upstreamDefinite: readonly boolean[];
  /** Starts with `$`. */
  readonly fromRoot: boolean;
  /** As messages show it: `$['a'][0]`. */
  readonly text: string;
  /** The token before the last, as text. */
  readonly beforeLast: string;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand };

export const OPERATORS = [
  '>=',
  '<=',
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '=~',
  'NIN',
  'IN',
  'CONTAINS',
  'ALL',
  'SIZE',
  'EXISTS',
  'TYPE',
  'MATCHES',
  'EMPTY',
  'SUBSETOF',
  'ANYOF',
  'NONEOF',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Tests a whole text against a pattern. */
export type TextTest = (text: string) => boolean;

/** One side of a comparison, as written. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path; readonly exists: boolean; readonly wanted: boolean }
  | { readonly kind: 'pattern'; readonly test: TextTest }
  | Atom;

export type Atom =
  | { readonly kind: 'number'; readonly value: BigDecimal }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'undefined' }
  /** `literal`: written in the filter; as the left side it equals nothing there. */
  | { readonly kind: 'json'; readonly value: JsonValue; readonly literal?: true };
