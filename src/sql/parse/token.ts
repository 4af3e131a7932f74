/** What the lexer hands to the grammar. */

/**
 * A token's `key` is what the grammar compares: the keyword in upper case, the symbol itself, or one of the classes
 * below in lower case; words that are no keywords are `identifier`.
 */
export interface Token {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Why the text cannot be read; only when `key` is `bad`. */
  readonly problem?: LexicalProblem;
}

export interface LexicalProblem {
  readonly message: string;
  readonly hint?: string;
  /** Flink finds out where the text or the line ends. */
  readonly unclosed?: true;
  /** Flink has a token for a single quote mark: what is wrong is that no rule has a place for it. */
  readonly quote?: true;
}

/** Classes of tokens, as an error message names them. */
export const TOKEN_CLASSES: Readonly<Record<string, string>> = {
  identifier: 'a name',
  quoted: 'a name',
  integer: 'an integer',
  decimal: 'a number',
  approximate: 'a number',
  string: 'a string',
  binary: 'a binary literal',
  prefixed: 'a string',
  unicode: 'a string',
  cstring: 'a string',
  dollar: 'a function body',
  end: 'the end of the text',
  bad: 'text that cannot be read',
};

export const isWord = (token: Token): boolean =>
  token.key === 'identifier' || (token.key.length > 0 && token.key[0]! >= 'A' && token.key[0]! <= 'Z');
