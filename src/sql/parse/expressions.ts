/** Expressions: operators by precedence around the operands of operands.ts. */
import type { BinaryOperator, Expression } from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { parseOperand } from './operands.ts';
import type { Parser } from './parser.ts';
import { parseBetween, parseIn, parseIs, parseItem, parseLike, parseQuantified } from './predicates.ts';
import { startsOperand } from './special-calls.ts';
import type { Token } from './token.ts';

/**
 * What Flink's grammar admits where an expression may stand. It reads queries and expressions by one rule and tells
 * them apart by context: `non-query` refuses a query in parentheses, `sub-query` takes one, `query` takes nothing else;
 * `cursor` and `all` also take CURSOR(…), `noncursor` takes everything but that.
 */
export type Context = 'query' | 'non-query' | 'sub-query' | 'noncursor' | 'cursor' | 'all' | 'query-or-join';

/** How tightly an operator binds. */
export const PRECEDENCE = {
  multisetUnion: 14,
  multisetIntersect: 18,
  or: 22,
  and: 24,
  not: 26,
  is: 28,
  comparison: 30,
  in: 32,
  sum: 40,
  product: 60,
  sign: 80,
  item: 100,
} as const;

const BINARY: ReadonlyMap<string, readonly [BinaryOperator, number]> = new Map([
  ['OR', ['OR', PRECEDENCE.or]],
  ['AND', ['AND', PRECEDENCE.and]],
  ['=', ['=', PRECEDENCE.comparison]],
  ['<>', ['<>', PRECEDENCE.comparison]],
  ['!=', ['<>', PRECEDENCE.comparison]],
  ['<', ['<', PRECEDENCE.comparison]],
  ['<=', ['<=', PRECEDENCE.comparison]],
  ['>', ['>', PRECEDENCE.comparison]],
  ['>=', ['>=', PRECEDENCE.comparison]],
  ['+', ['+', PRECEDENCE.sum]],
  ['-', ['-', PRECEDENCE.sum]],
  ['*', ['*', PRECEDENCE.product]],
  ['/', ['/', PRECEDENCE.product]],
  ['%', ['%', PRECEDENCE.product]],
  ['||', ['||', PRECEDENCE.product]],
]);

const PERIOD = ['OVERLAPS', 'CONTAINS', 'EQUALS', 'PRECEDES', 'SUCCEEDS'] as const;

export const parseExpression = (p: Parser, context: Context): Expression => parseOperators(p, context, 0);

/** Operators that bind at least as tightly as `least`. */
export function parseOperators(p: Parser, context: Context, least: number): Expression {
  let left = parsePrefixed(p, context);
  for (;;) {
    const precedence = infixPrecedence(p);
    if (precedence === undefined || precedence < least) return left;
    if (context === 'query') failNonQuery(p, left);
    lookAheadInfix(p);
    left = parseInfix(p, left);
  }
}

/** Flink finds an expression where a query must be as soon as its first operand is complete, and points at its last token. */
export function failNonQuery(p: Parser, expression: Expression): never {
  if (p.strict && p.is('.') && p.isUnreadable(1)) p.advance();
  if (p.strict && p.isUnreadable()) p.fail();
  const span = p.strict ? { start: p.last.start, end: p.last.end } : expression.span;
  return p.failAt(
    span,
    'expected a statement or a query, found an expression',
    'put SELECT in front of it to evaluate it',
  );
}

const PREFIXES = ['-', '+', 'NOT', 'EXISTS', 'UNIQUE'] as const;

/** Whether an expression may begin with the token. */
export const startsExpression = (token: Token): boolean =>
  (PREFIXES as readonly string[]).includes(token.key) || startsOperand(token);

function parsePrefixed(p: Parser, context: Context): Expression {
  const start = p.start;
  if (p.isOneOf(PREFIXES)) p.lookOn();
  const operator = p.acceptOneOf(PREFIXES);
  if (!operator) return parseOperand(p, context);
  if (context === 'query') p.failAt(p.spanFrom(start), `expected a statement or a query, found '${operator}'`);
  if (operator === 'EXISTS') return parseExists(p, start, context);
  const precedence = operator === 'NOT' ? PRECEDENCE.not : operator === 'UNIQUE' ? PRECEDENCE.sum : PRECEDENCE.sign;
  const operand = parseOperators(p, context, precedence + 1);
  return { kind: 'unary', operator, operand, span: p.spanFrom(start) };
}

/** Flink's grammar takes any operand here, and finds out later that it is no query. */
function parseExists(p: Parser, start: number, context: Context): Expression {
  const operand = p.strict ? parsePrefixed(p, context) : parseOperand(p, context);
  if (operand.kind === 'scalar-subquery') return { kind: 'exists', query: operand.query, span: p.spanFrom(start) };
  if (!p.strict) p.failAt(operand.span, 'expected a query in parentheses behind EXISTS');
  return { kind: 'unary', operator: 'EXISTS', operand, span: p.spanFrom(start) };
}

/** Operators of two words or more, which Flink looks at with the operand behind them. */
const LONG: readonly string[] = ['MULTISET', 'SUBMULTISET', 'MEMBER', 'IMMEDIATELY'];

function lookAheadInfix(p: Parser): void {
  if (!p.strict) return;
  const [key, next] = [p.key(), p.key(1)];
  const long =
    LONG.includes(key) || next === 'SUBMULTISET' || (key === 'IS' && (next === 'DISTINCT' || p.key(2) === 'DISTINCT'));
  p.lookAhead(long ? 3 : 2, BINARY.has(key) || isPeriod(key) ? 3 : undefined);
}

const isPeriod = (key: string): boolean => (PERIOD as readonly string[]).includes(key);

/** The precedence of the operator that stands here; `undefined` when there is none. */
function infixPrecedence(p: Parser): number | undefined {
  const binary = BINARY.get(p.key());
  if (binary) return binary[1];
  switch (p.key()) {
    case '[':
      return PRECEDENCE.item;
    case 'IN':
    case 'BETWEEN':
    case 'LIKE':
    case 'ILIKE':
    case 'RLIKE':
      return PRECEDENCE.in;
    case 'SIMILAR':
      return p.key(1) === 'TO' ? PRECEDENCE.in : undefined;
    case 'NOT':
      return notPrecedence(p.key(1));
    case 'IS':
      return p.key(1) === 'DISTINCT' || (p.key(1) === 'NOT' && p.key(2) === 'DISTINCT')
        ? PRECEDENCE.comparison
        : PRECEDENCE.is;
    case 'FORMAT':
      return p.key(1) === 'JSON' ? PRECEDENCE.is : undefined;
    case 'MEMBER':
    case 'SUBMULTISET':
      return p.key(1) === 'OF' ? PRECEDENCE.comparison : undefined;
    case 'IMMEDIATELY':
      return p.key(1) === 'PRECEDES' || p.key(1) === 'SUCCEEDS' ? PRECEDENCE.comparison : undefined;
    case 'MULTISET':
      return multisetPrecedence(p.key(1));
  }
  return isPeriod(p.key()) ? PRECEDENCE.comparison : undefined;
}

function notPrecedence(next: string): number | undefined {
  if (['IN', 'BETWEEN', 'LIKE', 'ILIKE', 'RLIKE', 'SIMILAR'].includes(next)) return PRECEDENCE.in;
  return next === 'SUBMULTISET' ? PRECEDENCE.comparison : undefined;
}

function multisetPrecedence(next: string): number | undefined {
  if (next === 'UNION' || next === 'EXCEPT') return PRECEDENCE.multisetUnion;
  return next === 'INTERSECT' ? PRECEDENCE.multisetIntersect : undefined;
}

function parseInfix(p: Parser, left: Expression): Expression {
  const key = p.key();
  const binary = BINARY.get(key);
  if (binary) return parseBinary(p, left, binary[0], binary[1]);
  switch (key) {
    case '[':
      return parseItem(p, left);
    case 'IS':
      return parseIs(p, left);
    case 'FORMAT':
      return parseFormatJson(p, left);
    case 'MULTISET':
      return parseMultiset(p, left);
    case 'MEMBER':
    case 'SUBMULTISET':
      return parseMembership(p, left);
    case 'IMMEDIATELY':
      return parsePeriod(p, left);
  }
  if (isPeriod(key)) return parsePeriod(p, left);
  return parseNegatable(p, left);
}

/** IN, BETWEEN, LIKE and relatives, with or without NOT. */
function parseNegatable(p: Parser, left: Expression): Expression {
  if (p.is('NOT', 'SUBMULTISET')) return parseMembership(p, left);
  const negated = p.accept('NOT');
  if (p.is('IN')) return parseIn(p, left, negated);
  if (p.is('BETWEEN')) return parseBetween(p, left, negated);
  return parseLike(p, left, negated);
}

function parseBinary(p: Parser, left: Expression, operator: BinaryOperator, precedence: number): Expression {
  const token = p.advance();
  const operatorSpan = { start: token.start, end: token.end };
  if (token.key === '!=') checkBangEqual(p);
  if (precedence === PRECEDENCE.comparison && ['SOME', 'ANY', 'ALL'].includes(p.key()))
    return parseQuantified(p, left, operator);
  const right = parseOperators(p, 'sub-query', precedence + 1);
  return { kind: 'binary', operator, operatorSpan, left, right, span: joinSpans(left.span, right.span) };
}

/** Flink has only `<>`. */
const checkBangEqual = (p: Parser): void =>
  p.refuse({ start: p.last.start, end: p.last.end }, "Flink does not take '!='", 'write <>');

/** An operator of several words between two operands. */
function finishBinary(
  p: Parser,
  left: Expression,
  operator: BinaryOperator,
  start: number,
  precedence: number,
): Expression {
  const operatorSpan = p.spanFrom(start);
  const right = parseOperators(p, 'sub-query', precedence + 1);
  return { kind: 'binary', operator, operatorSpan, left, right, span: joinSpans(left.span, right.span) };
}

function parseMembership(p: Parser, left: Expression): Expression {
  const start = p.start;
  const negated = p.accept('NOT');
  const word = p.expectOneOf(['MEMBER', 'SUBMULTISET'] as const);
  p.expect('OF');
  const operator = word === 'MEMBER' ? 'MEMBER OF' : negated ? 'NOT SUBMULTISET OF' : 'SUBMULTISET OF';
  return finishBinary(p, left, operator, start, PRECEDENCE.comparison);
}

function parseMultiset(p: Parser, left: Expression): Expression {
  const start = p.start;
  p.expect('MULTISET');
  const word = p.expectOneOf(['UNION', 'INTERSECT', 'EXCEPT'] as const);
  const quantifier = p.acceptOneOf(['ALL', 'DISTINCT'] as const);
  const operator: BinaryOperator = quantifier ? `MULTISET ${word} ${quantifier}` : `MULTISET ${word}`;
  return finishBinary(
    p,
    left,
    operator,
    start,
    word === 'INTERSECT' ? PRECEDENCE.multisetIntersect : PRECEDENCE.multisetUnion,
  );
}

function parsePeriod(p: Parser, left: Expression): Expression {
  const immediately = p.accept('IMMEDIATELY');
  const word = immediately ? p.expectOneOf(['PRECEDES', 'SUCCEEDS'] as const) : p.expectOneOf(PERIOD);
  const operator = immediately ? (`IMMEDIATELY ${word}` as 'IMMEDIATELY PRECEDES' | 'IMMEDIATELY SUCCEEDS') : word;
  const right = parseOperators(p, 'sub-query', PRECEDENCE.comparison + 1);
  return { kind: 'period', operator, left, right, span: joinSpans(left.span, right.span) };
}

function parseFormatJson(p: Parser, operand: Expression): Expression {
  parseJsonFormat(p);
  return { kind: 'unary', operator: 'FORMAT JSON', operand, span: p.spanFrom(operand.span.start) };
}

const ENCODINGS: readonly string[] = ['UTF8', 'UTF16', 'UTF32'];

/** `FORMAT JSON [ENCODING UTF8]`: the encoding changes nothing. */
export function parseJsonFormat(p: Parser): void {
  p.expect('FORMAT', 'JSON');
  if (p.is('ENCODING') && ENCODINGS.includes(p.key(1))) {
    p.advance();
    p.advance();
  }
}
