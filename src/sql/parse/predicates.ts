/** What follows an operand: IS, IN, BETWEEN, LIKE, comparisons with SOME and ALL, and `[index]`. */
import type { BinaryOperator, ComparisonOperator, Expression, IsPredicate, Query } from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { PRECEDENCE, parseExpression, parseOperators, startsExpression } from './expressions.ts';
import { isNameToken, parseNameAfterDot } from './names.ts';
import { parseOperand, parseParenthesised } from './operands.ts';
import type { Parser } from './parser.ts';
import type { Token } from './token.ts';

export function parseIs(p: Parser, operand: Expression): Expression {
  p.expect('IS');
  const negated = p.accept('NOT');
  if (p.accept('JSON')) {
    const type = p.acceptOneOf(['VALUE', 'OBJECT', 'ARRAY', 'SCALAR'] as const) ?? 'VALUE';
    return { kind: 'is-json', negated, operand, type, span: p.spanFrom(operand.span.start) };
  }
  const test = parseTest(p);
  return { kind: 'is', negated, operand, test, span: p.spanFrom(operand.span.start) };
}

function parseTest(p: Parser): IsPredicate['test'] {
  if (p.accept('DISTINCT')) {
    p.expect('FROM');
    return { distinctFrom: parseOperators(p, 'sub-query', PRECEDENCE.comparison + 1) };
  }
  if (p.accept('A')) {
    p.expect('SET');
    return 'A SET';
  }
  return p.expectOneOf(['NULL', 'TRUE', 'FALSE', 'UNKNOWN', 'EMPTY'] as const);
}

/** `(1, 2)`, or `(SELECT …)` as the query itself. */
function parseValues(p: Parser): readonly Expression[] | Query {
  const { items } = parseParenthesised(p, 'noncursor');
  const [first] = items;
  return items.length === 1 && first!.kind === 'scalar-subquery' ? first!.query : items;
}

export function parseIn(p: Parser, operand: Expression, negated: boolean): Expression {
  p.expect('IN');
  const values = parseValues(p);
  return { kind: 'in', negated, operand, values, span: p.spanFrom(operand.span.start) };
}

export function parseQuantified(p: Parser, operand: Expression, operator: BinaryOperator): Expression {
  const quantifier = p.expectOneOf(['SOME', 'ANY', 'ALL'] as const);
  const values = parseValues(p);
  return {
    kind: 'quantified',
    operator: operator as ComparisonOperator,
    quantifier,
    operand,
    values,
    span: p.spanFrom(operand.span.start),
  };
}

export function parseBetween(p: Parser, operand: Expression, negated: boolean): Expression {
  const behind = negated ? p.tokenBefore(p.last.start) : p.last;
  const bareLike = operand.kind === 'like' && operand.span.end === behind.end;
  const word = p.peek();
  p.expect('BETWEEN');
  const symmetric = p.acceptOneOf(['SYMMETRIC', 'ASYMMETRIC']) === 'SYMMETRIC';
  const low = parseLow(p);
  checkAnd(p, word, low, bareLike);
  p.expect('AND');
  const high = parseOperators(p, 'sub-query', PRECEDENCE.in + 1);
  return { kind: 'between', negated, symmetric, operand, low, high, span: joinSpans(operand.span, high.span) };
}

/** Flink cuts at the first AND, also where it belongs to another BETWEEN, and takes BETWEEN apart behind LIKE. */
function checkAnd(p: Parser, word: Token, low: Expression, bareLike: boolean): void {
  const nested = low.kind === 'between' && low.span.end === p.last.end;
  const end = nested ? low.low.span.end : p.last.end;
  const message = 'Flink finds no AND for this BETWEEN';
  const span = p.strict ? { start: end, end } : { start: word.start, end: word.end };
  if (nested || bareLike) p.refuse(span, message, 'put the predicate beside it in parentheses');
  else if (p.strict && !(p.is('AND') && startsExpression(p.peek(1)))) p.failAt({ start: end, end }, message);
}

/** The first AND belongs to BETWEEN, however loosely the operators before it bind. */
function parseLow(p: Parser): Expression {
  let low = parseOperators(p, 'sub-query', PRECEDENCE.and + 1);
  while (p.is('OR')) {
    const { start, end } = p.advance();
    const right = parseOperators(p, 'sub-query', PRECEDENCE.and + 1);
    const span = joinSpans(low.span, right.span);
    low = { kind: 'binary', operator: 'OR', operatorSpan: { start, end }, left: low, right, span };
  }
  return low;
}

export function parseLike(p: Parser, operand: Expression, negated: boolean): Expression {
  const word = p.expectOneOf(['LIKE', 'ILIKE', 'RLIKE', 'SIMILAR'] as const);
  if (word === 'SIMILAR') p.expect('TO');
  const pattern = parseOperators(p, 'sub-query', PRECEDENCE.in + 1);
  const escaping = p.is('ESCAPE') ? parseEscape(p) : undefined;
  const operator = word === 'SIMILAR' ? 'SIMILAR TO' : word;
  return {
    kind: 'like',
    negated,
    operator,
    operand,
    pattern,
    ...(escaping ? { escape: escaping } : {}),
    span: p.spanFrom(operand.span.start),
  };
}

function parseEscape(p: Parser): Expression {
  p.lookAhead(2);
  p.expect('ESCAPE');
  return parseOperand(p, 'sub-query');
}

/** `a[i].b.c`: names behind the brackets are fields of the element. */
export function parseItem(p: Parser, operand: Expression): Expression {
  const start = operand.span.start;
  p.expect('[');
  const access = p.acceptOneOf(['OFFSET', 'ORDINAL', 'SAFE_OFFSET', 'SAFE_ORDINAL'] as const) ?? 'plain';
  const index = parseExpression(p, 'sub-query');
  p.expect(']');
  let item: Expression = { kind: 'item', operand, access, index, span: p.spanFrom(start) };
  while (p.is('.') && (!p.strict || isNameToken(p.peek(1)))) {
    p.advance();
    item = { kind: 'field', operand: item, name: parseNameAfterDot(p), span: p.spanFrom(start) };
  }
  return item;
}
