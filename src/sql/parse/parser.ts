/** Where the grammar stands in the tokens, and how it says what it expected. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText, Span } from '../diagnostics/span.ts';
import { closest } from './closest.ts';
import { describeKeys, NAMES, QUOTED } from './expected.ts';
import { KEYWORDS } from './keywords.ts';
import { tokenize } from './lexer.ts';
import { isWord, TOKEN_CLASSES, type Token } from './token.ts';

export interface ParseOptions {
  /** Exactly what Flink takes; otherwise streamsql's additions are taken too, with warnings where Flink would refuse. */
  readonly strict: boolean;
}

/** Leaves the statement being parsed; caught where statements are separated, never outside this folder. */
export class SyntaxFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** What ended a statement, as the user's problem; anything else is a fault of ours and goes on its way. */
export function diagnosticOf(failure: unknown, p: Parser): Diagnostic {
  if (failure instanceof SyntaxFailure) return failure.diagnostic;
  // The grammar recurses: text nested thousands of levels deep uses up the stack.
  if (failure instanceof RangeError) {
    const span = { start: p.last.start, end: p.last.end };
    return { code: 'syntax', severity: 'error', message: 'the statement is nested too deeply', span };
  }
  throw failure;
}

/** Tokens by number, from `start` up to `end`, that Flink looks at together. */
interface Stretch {
  readonly start: number;
  end: number;
  readonly most: number;
}

/** Words that keep their meaning even where streamsql takes other reserved words as names. */
const STRUCTURAL: ReadonlySet<string> = new Set(
  (
    'SELECT FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT WITH AS ON USING JOIN INNER LEFT RIGHT FULL CROSS ' +
    'NATURAL AND OR NOT IN IS LIKE BETWEEN CASE WHEN THEN ELSE END CREATE ALTER DROP INSERT UPDATE DELETE INTO VALUES SET TABLE BY ' +
    'DISTINCT ALL EXISTS NULL TRUE FALSE CAST OVER PARTITION WINDOW QUALIFY MATCH_RECOGNIZE TABLESAMPLE LATERAL UNNEST FOR'
  ).split(' '),
);

export class Parser {
  readonly text: string;
  readonly strict: boolean;
  readonly diagnostics: Diagnostic[] = [];
  /** Number of `?` seen so far. */
  parameters = 0;
  private readonly tokens: readonly Token[];
  private position = 0;
  /** What was asked for at the present position, for the message when nothing fits. */
  private asked: string[] = [];
  private stretches: Stretch[] = [];

  constructor(source: SourceText, options: ParseOptions) {
    this.text = source.text;
    this.strict = options.strict;
    this.tokens = tokenize(source.text, { dollarStrings: !options.strict });
  }

  /** The token `ahead` of the present one; the last is `end` for ever. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)]!;
  }

  key(ahead = 0): string {
    return this.peek(ahead).key;
  }

  textOf(token: Token): string {
    return this.text.slice(token.start, token.end);
  }

  /** The token consumed last. */
  get last(): Token {
    return this.tokens[Math.max(this.position - 1, 0)]!;
  }

  /** The last token that ends at `offset` or before. */
  tokenBefore(offset: number): Token {
    let index = this.position;
    while (index > 0 && this.tokens[index]!.end > offset) index -= 1;
    return this.tokens[index]!;
  }

  /** Start of the node that begins here. */
  get start(): number {
    return this.peek().start;
  }

  /** From `start` to the end of the token consumed last. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(this.last.end, start) };
  }

  advance(): Token {
    const token = this.peek();
    if (this.position < this.tokens.length - 1) this.position += 1;
    this.asked = [];
    return token;
  }

  /** Whether the next tokens are these keywords or symbols. */
  is(...keys: readonly string[]): boolean {
    for (let i = 0; i < keys.length; i += 1) {
      if (this.key(i) === keys[i]) continue;
      if (i === 0) this.asked.push(keys[0]!);
      return false;
    }
    return true;
  }

  isOneOf(keys: readonly string[]): boolean {
    if (keys.includes(this.key())) return true;
    this.asked.push(...keys);
    return false;
  }

  /** Takes all of the keys, or nothing. */
  accept(...keys: readonly string[]): boolean {
    if (!this.is(...keys)) return false;
    for (let i = 0; i < keys.length; i += 1) this.advance();
    return true;
  }

  acceptOneOf<K extends string>(keys: readonly K[]): K | undefined {
    return this.isOneOf(keys) ? (this.advance().key as K) : undefined;
  }

  /** Takes the keys one after the other; each must be there. */
  expect(...keys: readonly string[]): void {
    for (const key of keys) if (!this.accept(key)) this.fail();
  }

  expectOneOf<K extends string>(keys: readonly K[]): K {
    return this.acceptOneOf(keys) ?? this.fail();
  }

  expectClass(key: string): Token {
    return this.key() === key ? this.advance() : this.fail(TOKEN_CLASSES[key]);
  }

  /**
   * Flink looks at the next `count` tokens before it takes the first, and reports at the first what does not fit among
   * them; so does strict mode. What begins inside with tokens of its own to look at may stretch it to `most`.
   */
  lookAhead(count: number, most = count): void {
    if (!this.strict) return;
    const { position } = this;
    this.stretches = this.stretches.filter(({ end }) => end > position);
    this.lookOn(count);
    this.stretches.push({ start: position, end: position + count, most: position + most });
  }

  /** Where a stretch ends with the present token, it goes on for `count` tokens, as far as it may. */
  lookOn(count = 2): void {
    for (const stretch of this.stretches) {
      if (stretch.end === this.position + 1) stretch.end = Math.min(stretch.most, this.position + count);
    }
  }

  /** Where what does not fit here is reported. */
  private placeOf(token: Token, ahead: number): Span {
    const end = token.key === 'end';
    if (!this.strict)
      return end ? { start: this.last.end, end: this.last.end } : { start: token.start, end: token.end };
    const first = Math.min(
      this.position,
      ...this.stretches.filter((stretch) => stretch.end > this.position + ahead).map(({ start }) => start),
    );
    if (first < this.position) return { start: this.tokens[first]!.start, end: token.end };
    return { start: end ? Math.max(token.start - 1, 0) : token.start, end: token.end };
  }

  /** Whether the text means what it says to Flink only, or also to streamsql: reserved words as names are warned about. */
  takesReserved(token: Token): boolean {
    return !this.strict && KEYWORDS.get(token.key) === true && !STRUCTURAL.has(token.key);
  }

  warnReserved(token: Token): void {
    const text = this.textOf(token);
    this.diagnostics.push({
      code: 'reserved-word',
      severity: 'warning',
      message: `'${text}' is a reserved word: Flink needs back quotes around it`,
      span: { start: token.start, end: token.end },
      hint: `write \`${text}\``,
    });
  }

  /**
   * Gives up: nothing the grammar asked for stands here. `what` describes it where a list of tokens would not help. The
   * token may be right by itself, and only the one `ahead` of it wrong.
   */
  fail(what?: string, ahead = 0): never {
    const token = this.peek();
    if (this.strict && token.key === '.' && this.isUnreadable(1)) this.failUnreadable(this.peek(1));
    if (token.problem && !token.problem.quote) this.failUnreadable(token);
    const span = this.placeOf(token, ahead);
    if (token.problem) this.failAt(span, token.problem.message, token.problem.hint);
    const expected = what ?? describeKeys(this.asked);
    const found = this.describe(token);
    const hint = this.hintFor(token, expected);
    throw new SyntaxFailure({
      code: 'syntax',
      severity: 'error',
      message: expected ? `expected ${expected}, found ${found}` : `found ${found}, which does not fit here`,
      span,
      ...(hint ? { hint } : {}),
    });
  }

  /** Whether Flink's lexer, too, cannot read the token `ahead` of the present one. */
  isUnreadable(ahead = 0): boolean {
    const { problem } = this.peek(ahead);
    return problem !== undefined && !problem.quote;
  }

  private failUnreadable(token: Token): never {
    const { message, hint, unclosed } = token.problem!;
    const span = { start: this.strict && unclosed ? token.end : token.start, end: token.end };
    throw new SyntaxFailure({ code: 'lexical', severity: 'error', message, span, ...(hint ? { hint } : {}) });
  }

  /** Gives up with a message of its own about a piece of the text. */
  failAt(span: Span, message: string, hint?: string): never {
    throw new SyntaxFailure({ code: 'syntax', severity: 'error', message, span, ...(hint ? { hint } : {}) });
  }

  /** What Flink does not take but streamsql does: a warning outside strict mode. */
  refuse(span: Span, message: string, hint: string): void {
    if (this.strict) this.failAt(span, message, hint);
    this.diagnostics.push({ code: 'syntax', severity: 'warning', message, span, hint });
  }

  /** Goes behind the `;` that ends the present statement. */
  resynchronise(): void {
    while (this.key() !== 'end' && this.key() !== ';') this.advance();
  }

  private describe(token: Token): string {
    if (token.key === 'end') return 'the end of the text';
    const text = this.textOf(token);
    const short = text.length > 40 ? `${text.slice(0, 37)}...` : text;
    return KEYWORDS.get(token.key) === true
      ? `the reserved word '${short}'`
      : `'${short}'`.replace(/^''(.*)''$/s, "the string '$1'");
  }

  private hintFor(token: Token, expected: string | undefined): string | undefined {
    const keywords = this.asked.filter((key) => KEYWORDS.has(key));
    const near = isWord(token) ? closest(this.textOf(token).toUpperCase(), keywords) : undefined;
    if (near && near !== token.key) return `did you mean ${near}?`;
    // `SELECT a FORM t`: the slip was taken for an alias, and only what follows it is out of place.
    const before = this.last.key === 'identifier' ? this.textOf(this.last) : '';
    const missed = before && closest(before.toUpperCase(), keywords);
    if (missed) return `did you mean ${missed} instead of '${before}'?`;
    if (KEYWORDS.get(token.key) === true && NAMES.test(expected ?? ''))
      return `as a name it needs back quotes: \`${this.textOf(token)}\``;
    if (isWord(token) && QUOTED.test(expected ?? ''))
      return "options and their values stand in single quotes, as in 'key' = 'value'";
    const open = this.openParentheses();
    if (open > 0 && (token.key === 'end' || token.key === ';')) return "a '(' before it is never closed";
    return open === 0 && token.key === ')' && expected === undefined ? "there is no '(' that it closes" : undefined;
  }

  /** Of the present statement, up to here. */
  private openParentheses(): number {
    let open = 0;
    for (let index = this.position - 1; index >= 0 && this.tokens[index]!.key !== ';'; index -= 1) {
      const { key } = this.tokens[index]!;
      if (key === '(') open += 1;
      else if (key === ')') open -= 1;
    }
    return open;
  }
}

/** The fields that have a value: an absent clause is an absent field. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) result[key] = value;
  return result as { [K in keyof T]?: Exclude<T[K], undefined> };
}
