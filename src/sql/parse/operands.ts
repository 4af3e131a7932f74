/** What operators stand between: literals, names, calls, constructors, CASE, and anything in parentheses. */
import type { Case, CaseBranch, Expression } from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { parseArguments, parseNamedCall } from './calls.ts';
import { collectionStart, parseCollectionOperand } from './collections.ts';
import { type Context, failNonQuery, parseExpression } from './expressions.ts';
import { atIntervalUnit, parseInterval, parseIntervalQualifier } from './intervals.ts';
import { parseSignedNumber, tryPlainLiteral } from './literals.ts';
import { atName, isNameToken, openCommaList, parseIdentifier, parseNameAfterDot } from './names.ts';
import type { Parser } from './parser.ts';
import { parseQueryOrExpression } from './queries.ts';
import { isNiladic, isReservedFunction, startsOperand, trySpecialCall } from './special-calls.ts';

export function parseOperand(p: Parser, context: Context): Expression {
  const start = p.start;
  const atomic = atSignedNumber(p) ? parseSignedNumber(p) : tryAtomic(p);
  if (atomic) {
    if (context === 'query') failNonQuery(p, atomic);
    return parseFields(p, atomic);
  }
  if (p.is('CURSOR')) return parseCursor(p, context);
  if (p.is('ROW')) p.lookOn();
  const explicitRow = p.accept('ROW');
  if (!explicitRow && !p.is('(')) return failOperand(p);
  p.lookOn();
  const { items } = parseParenthesised(p, context);
  if (explicitRow) return parseFields(p, { kind: 'row', explicit: true, items, span: p.spanFrom(start) });
  return parseFields(p, parseMinusDate(p, items, start) ?? unwrap(p, items, start));
}

/** Where no operator may stand, a sign belongs to its number. */
const atSignedNumber = (p: Parser): boolean =>
  (p.is('-') || p.is('+')) && ['integer', 'decimal', 'approximate'].includes(p.key(1));

function failOperand(p: Parser): never {
  // Flink looks at the next piece too, to tell calls from names.
  if (p.strict && startsOperand(p.peek()) && p.isUnreadable(1)) p.advance();
  if (p.isOneOf(['SELECT', 'VALUES', 'WITH']) && !p.strict) p.fail('a query in parentheses or another expression');
  return p.fail('an expression', p.strict && startsOperand(p.peek()) ? 1 : 0);
}

/** `(x)` is `x`, `(x, y)` a row. */
const unwrap = (p: Parser, items: readonly Expression[], start: number): Expression =>
  items.length === 1 ? items[0]! : { kind: 'row', explicit: false, items, span: p.spanFrom(start) };

/** `(a, b)`, `(SELECT …)`: the first may be a query where the context takes one. */
export function parseParenthesised(p: Parser, context: Context): { readonly items: readonly Expression[] } {
  p.expect('(');
  const inner = context === 'sub-query' ? 'noncursor' : context === 'cursor' ? 'all' : context;
  const items = [parseQueryOrExpression(p, inner)];
  while (p.accept(',')) {
    if (context === 'query') failNonQuery(p, items[0]!);
    items.push(parseExpression(p, context));
  }
  p.expect(')');
  return { items };
}

/** `(a - b) DAY`. */
function parseMinusDate(p: Parser, items: readonly Expression[], start: number): Expression | undefined {
  if (!atIntervalUnit(p)) return undefined;
  const [difference] = items;
  const isDifference = items.length === 1 && difference!.kind === 'binary' && difference!.operator === '-';
  if (!isDifference && !p.strict) return undefined;
  const qualifier = parseIntervalQualifier(p);
  if (!isDifference) p.failAt(p.spanFrom(start), 'expected (time - time) before a time unit');
  return { kind: 'minus-date', left: difference.left, right: difference.right, qualifier, span: p.spanFrom(start) };
}

/** `.name` and `.name(…)` behind an operand that is no plain name. */
function parseFields(p: Parser, operand: Expression): Expression {
  let result = operand;
  while (p.is('.') && (!p.strict || isNameToken(p.peek(1))) && p.key(1) !== '*') {
    p.advance();
    const name = parseNameAfterDot(p);
    const span = joinSpans(operand.span, name.span);
    if (!p.is('(')) {
      result = { kind: 'field', operand: result, name, span };
      continue;
    }
    const call = parseArguments(p, { kind: 'identifier', parts: [name], span: name.span });
    result = { kind: 'method', operand: result, call, span: joinSpans(operand.span, call.span) };
  }
  return result;
}

function parseCursor(p: Parser, context: Context): Expression {
  const start = p.start;
  p.expect('CURSOR');
  if (context !== 'all' && context !== 'cursor')
    p.failAt(p.spanFrom(start), 'CURSOR fits the arguments of a table function only');
  const operand = parseExpression(p, 'query');
  if (operand.kind !== 'scalar-subquery') return failNonQuery(p, operand);
  return { kind: 'collection-query', collection: 'CURSOR', query: operand.query, span: p.spanFrom(start) };
}

/** Everything that is complete in itself; `undefined` when nothing of the kind begins here. */
function tryAtomic(p: Parser): Expression | undefined {
  const start = p.start;
  if (p.is('INTERVAL')) return parseInterval(p);
  const literal = tryPlainLiteral(p);
  if (literal) return literal;
  if (p.accept('?')) return { kind: 'parameter', index: p.parameters++, span: p.spanFrom(start) };
  const special = trySpecialCall(p);
  if (special) return special;
  if (collectionStart(p)) return parseCollectionOperand(p);
  if (p.is('SPECIFIC')) p.lookAhead(2 + nameLength(p, 1));
  if (p.is('SPECIFIC') || atCall(p)) return parseNamedCall(p);
  if (isNiladic(p.key())) return { kind: 'niladic', name: p.advance().key, span: p.spanFrom(start) };
  if (atName(p)) return parseColumn(p);
  if (p.is('CASE')) return parseCase(p);
  if (p.is('NEXT', 'VALUE') || p.is('CURRENT', 'VALUE')) return parseNextValue(p);
  if (p.is('NEW')) return parseNew(p);
  return p.takesReserved(p.peek()) && endsOperand(p.key(1)) ? parseColumn(p) : undefined;
}

/** Whether a name and an opening parenthesis stand here; dots may be in the name. */
function atCall(p: Parser): boolean {
  if (isReservedFunction(p.key())) return p.key(1) === '(';
  return atName(p) && p.key(nameLength(p, 0)) === '(';
}

/** How many tokens the name `ahead` has, with its dots. */
function nameLength(p: Parser, ahead: number): number {
  let length = 1;
  while (p.key(ahead + length) === '.' && isNameToken(p.peek(ahead + length + 1))) length += 2;
  return length;
}

/** What can follow a column, so that a reserved word before it can only be one. */
const BEHIND_OPERAND: ReadonlySet<string> = new Set(
  ', ) ] ; end . = <> != < <= > >= + - * / % || FROM AS WHERE AND OR IS IN NOT LIKE BETWEEN GROUP ORDER HAVING LIMIT UNION THEN WHEN ELSE END ASC DESC NULLS ON JOIN LEFT INNER'.split(
    ' ',
  ),
);

const endsOperand = (key: string): boolean => BEHIND_OPERAND.has(key);

/** `a`, `t.a.b`, `t.*`. */
function parseColumn(p: Parser): Expression {
  const identifier = parseIdentifier(p);
  if (!p.accept('.', '*')) return identifier;
  return { kind: 'star', qualifier: identifier, span: p.spanFrom(identifier.span.start) };
}

function parseCase(p: Parser): Case {
  const start = p.start;
  p.expect('CASE');
  const operand = p.is('WHEN') ? undefined : parseExpression(p, 'sub-query');
  const branches: CaseBranch[] = [];
  do branches.push(parseBranch(p));
  while (p.is('WHEN'));
  const otherwise = p.accept('ELSE') ? parseExpression(p, 'sub-query') : undefined;
  p.expect('END');
  return {
    kind: 'case',
    ...(operand ? { operand } : {}),
    branches,
    ...(otherwise ? { else: otherwise } : {}),
    span: p.spanFrom(start),
  };
}

function parseBranch(p: Parser): CaseBranch {
  const start = p.start;
  p.expect('WHEN');
  const when = openCommaList(p, () => parseExpression(p, 'sub-query'));
  p.expect('THEN');
  const then = parseExpression(p, 'sub-query');
  return { kind: 'case-branch', when, then, span: p.spanFrom(start) };
}

function parseNew(p: Parser): Expression {
  const start = p.start;
  p.lookAhead(2);
  p.expect('NEW');
  return { kind: 'new', call: parseArguments(p, parseIdentifier(p)), span: p.spanFrom(start) };
}

function parseNextValue(p: Parser): Expression {
  const start = p.start;
  const current = p.expectOneOf(['NEXT', 'CURRENT']) === 'CURRENT';
  p.expect('VALUE', 'FOR');
  const sequence = parseIdentifier(p);
  return { kind: 'next-value', current, sequence, span: p.spanFrom(start) };
}
