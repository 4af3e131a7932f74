/** Queries: WITH, set operations, VALUES, ORDER BY and LIMIT around what select.ts reads. */
import type { Expression, OrderItem, Query, RowConstructor, SetOperation, WithItem } from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { type Context, failNonQuery, parseExpression } from './expressions.ts';
import { atNumber, parseNumber } from './literals.ts';
import { commaList, openCommaList, parseIdentifier, parseName, parseNameList } from './names.ts';
import { parseParenthesised } from './operands.ts';
import { defined, type Parser } from './parser.ts';
import { parseSelect } from './select.ts';
import { parseParenthesisedTable } from './tables.ts';

/** A query where nothing else may stand: a statement, behind INSERT, AS of a view. */
export function parseQuery(p: Parser): Query {
  const result = parseQueryOrExpression(p, 'query');
  return result.kind === 'scalar-subquery' ? result.query : failNonQuery(p, result);
}

const asExpression = (query: Query): Expression => ({ kind: 'scalar-subquery', query, span: query.span });

/** A query comes back wrapped, so that it can stand among expressions. */
export function parseQueryOrExpression(p: Parser, context: Context): Expression {
  const body = parseUnorderedQueryOrExpression(p, context);
  if (body.kind === 'scalar-subquery') return asExpression(parseOrderAndLimit(p, body.query));
  if (p.is('ORDER'))
    p.failAt({ start: p.start, end: p.peek().end }, 'ORDER BY belongs to a query, found an expression before it');
  return body;
}

export function parseUnorderedQueryOrExpression(p: Parser, context: Context): Expression {
  const start = p.start;
  if (p.is('WITH')) return asExpression(parseWith(p, context));
  const first = parseLeaf(p, context);
  if (!atSetOperator(p)) return first;
  if (first.kind !== 'scalar-subquery') return failNonQuery(p, first);
  if (!admitsQuery(context))
    p.failAt({ start: p.start, end: p.peek().end }, 'a set operation cannot stand here', 'put it in parentheses');
  return asExpression(parseSetOperations(p, first.query, start));
}

const admitsQuery = (context: Context): boolean =>
  context !== 'non-query' && context !== 'sub-query' && context !== 'cursor';

/** One SELECT, VALUES or TABLE t, or an expression. */
function parseLeaf(p: Parser, context: Context): Expression {
  if (!atLeafQuery(p)) return parseExpression(p, context);
  if (!admitsQuery(context)) {
    p.failAt(
      { start: p.last.start, end: p.peek().end },
      'a query cannot stand here',
      context === 'non-query' ? undefined : 'put it in parentheses',
    );
  }
  return asExpression(parseLeafQuery(p));
}

/** VALUE is another word for VALUES; outside strict mode it is more often a column. */
const atValue = (p: Parser): boolean => p.is('VALUE') && (p.strict || p.key(1) === '(');

export const atLeafQuery = (p: Parser): boolean => p.is('SELECT') || p.is('VALUES') || p.is('TABLE') || atValue(p);

export const atQuery = (p: Parser): boolean => atLeafQuery(p) || p.is('WITH');

export function parseLeafQuery(p: Parser): Query {
  if (p.is('SELECT')) return parseSelect(p);
  if (p.is('VALUES') || p.is('VALUE')) return parseValues(p);
  const start = p.start;
  p.expect('TABLE');
  return { kind: 'explicit-table', name: parseIdentifier(p, 'a table'), span: p.spanFrom(start) };
}

/** A query that starts with SELECT, VALUES, TABLE or WITH, and everything behind it. */
export function parseQueryHere(p: Parser): Query {
  const start = p.start;
  const body = p.is('WITH') ? parseWith(p, 'query') : parseSetOperations(p, parseLeafQuery(p), start);
  return parseOrderAndLimit(p, body);
}

function parseWith(p: Parser, context: Context): Query {
  const start = p.start;
  p.expect('WITH');
  if (!admitsQuery(context)) p.failAt(p.spanFrom(start), 'a query cannot stand here', 'put it in parentheses');
  const recursive = p.accept('RECURSIVE');
  const items = commaList(p, () => parseWithItem(p));
  const bodyStart = p.start;
  const leaf = parseLeaf(p, context);
  if (leaf.kind !== 'scalar-subquery') return failNonQuery(p, leaf);
  const body = parseSetOperations(p, leaf.query, bodyStart);
  return { kind: 'with', recursive, items, body, span: p.spanFrom(start) };
}

function parseWithItem(p: Parser): WithItem {
  const start = p.start;
  const name = parseName(p, 'the name of a common table');
  const columns = p.is('(') ? parseNameList(p) : undefined;
  p.expect('AS');
  const inner = parseParenthesisedTable(p);
  if (inner.kind !== 'derived-table') return p.failAt(inner.span, 'expected a query, found a table');
  return { kind: 'with-item', name, ...defined({ columns }), query: inner.query, span: p.spanFrom(start) };
}

type SetWord = 'UNION' | 'INTERSECT' | 'EXCEPT' | 'MINUS';

export const atSetOperator = (p: Parser): boolean => p.isOneOf(['UNION', 'INTERSECT', 'EXCEPT']) || p.key() === 'MINUS';

/** INTERSECT binds tighter than UNION and EXCEPT; all from left to right. */
export function parseSetOperations(p: Parser, first: Query, start: number, least = 1): Query {
  let left = first;
  while (atSetOperator(p)) {
    const precedence = p.is('INTERSECT') ? 2 : 1;
    if (precedence < least) return left;
    const { operator, all } = parseSetOperator(p);
    const rightStart = p.start;
    const leaf = parseLeaf(p, 'query');
    if (leaf.kind !== 'scalar-subquery') return failNonQuery(p, leaf);
    const right = parseSetOperations(p, leaf.query, rightStart, precedence + 1);
    left = { kind: 'set-operation', operator, all, left, right, span: p.spanFrom(start) };
  }
  return left;
}

function parseSetOperator(p: Parser): Pick<SetOperation, 'operator' | 'all'> {
  const token = p.peek();
  const word = p.advance().key as SetWord;
  if (word === 'MINUS')
    p.failAt({ start: token.start, end: token.end }, 'MINUS is not an operator of Flink SQL', 'write EXCEPT');
  const all = p.acceptOneOf(['ALL', 'DISTINCT']) === 'ALL';
  return { operator: word as SetOperation['operator'], all };
}

function parseValues(p: Parser): Query {
  const start = p.start;
  p.expectOneOf(['VALUES', 'VALUE']);
  const rows = openCommaList(p, () => parseRow(p));
  return { kind: 'values', rows, span: p.spanFrom(start) };
}

/** `(1, 2)`, `ROW(1, 2)`, `(ROW(1, 2))`, `1`. */
export function parseRow(p: Parser): RowConstructor {
  const start = p.start;
  if (p.accept('(', 'ROW')) {
    const items = parseRowItems(p);
    p.expect(')');
    return { kind: 'row', explicit: true, items, span: p.spanFrom(start) };
  }
  const explicit = p.accept('ROW');
  const items = explicit || p.is('(') ? parseRowItems(p) : [parseExpression(p, 'noncursor')];
  return { kind: 'row', explicit, items, span: p.spanFrom(start) };
}

function parseRowItems(p: Parser): readonly Expression[] {
  if (!hasDefault(p)) return parseParenthesised(p, 'noncursor').items;
  p.expect('(');
  const items = commaList(p, (): Expression => {
    const start = p.start;
    return p.accept('DEFAULT') ? { kind: 'default', span: p.spanFrom(start) } : parseExpression(p, 'noncursor');
  });
  p.expect(')');
  return items;
}

/** Whether DEFAULT stands in the row that begins here, outside inner parentheses. */
function hasDefault(p: Parser): boolean {
  let depth = 0;
  for (let ahead = 0; p.key(ahead) !== 'end' && p.key(ahead) !== ';'; ahead += 1) {
    const key = p.key(ahead);
    if (key === '(') depth += 1;
    else if (key === ')' && --depth === 0) return false;
    else if (key === 'DEFAULT' && depth === 1) return true;
  }
  return false;
}

export function parseOrderBy(p: Parser): OrderItem[] {
  p.expect('ORDER', 'BY');
  return openCommaList(p, () => parseOrderItem(p));
}

export function parseOrderItem(p: Parser): OrderItem {
  const start = p.start;
  const expression = parseExpression(p, 'sub-query');
  const direction = p.acceptOneOf(['ASC', 'DESC'] as const);
  const nulls = p.accept('NULLS') ? p.expectOneOf(['FIRST', 'LAST'] as const) : undefined;
  return { kind: 'order-item', expression, ...defined({ direction, nulls }), span: p.spanFrom(start) };
}

export function parseOrderAndLimit(p: Parser, body: Query): Query {
  const orderBy = p.is('ORDER') ? parseOrderBy(p) : [];
  const { offset, limit } = parseLimits(p);
  if (orderBy.length === 0 && !offset && !limit) return body;
  return {
    kind: 'ordered',
    body,
    orderBy,
    ...defined({ offset, limit }),
    span: joinSpans(body.span, p.spanFrom(body.span.start)),
  };
}

interface Limits {
  readonly offset?: Expression;
  readonly limit?: Expression;
}

/** `LIMIT n [OFFSET m]`, `OFFSET m [ROWS] [FETCH …]`, `FETCH FIRST n ROWS ONLY`. */
function parseLimits(p: Parser): Limits {
  if (p.is('LIMIT')) {
    const limit = parseLimit(p);
    const offset = p.is('OFFSET') ? parseOffset(p) : undefined;
    return defined({ limit, offset });
  }
  const { start } = p;
  const offset = p.is('OFFSET') ? parseOffset(p) : undefined;
  if (offset && p.is('LIMIT')) return { offset, ...refuseLimitBehindOffset(p, start) };
  const limit = p.is('FETCH') ? parseFetch(p) : undefined;
  return defined({ offset, limit });
}

function refuseLimitBehindOffset(p: Parser, start: number): Limits {
  const limit = parseLimit(p, start);
  if (p.strict) p.failAt(p.spanFrom(start), 'Flink takes OFFSET behind LIMIT only', 'write LIMIT … OFFSET …');
  return defined({ limit });
}

const parseCount = (p: Parser): Expression => {
  const start = p.start;
  if (p.accept('?')) return { kind: 'parameter', index: p.parameters++, span: p.spanFrom(start) };
  return atNumber(p) || p.is('DECIMAL') ? parseNumber(p) : p.fail('a number of rows');
};

function parseLimit(p: Parser, start = p.start): Expression | undefined {
  p.expect('LIMIT');
  if (p.accept('ALL')) return undefined;
  // Two words are all that Flink looks at, and `DECIMAL '1'` has room for no other form than `start, count`.
  const twoWords = p.is('DECIMAL');
  const limit = parseCount(p);
  if (twoWords && p.strict && !p.is(',')) p.fail();
  if (p.accept(',')) {
    if (!p.accept('ALL')) parseCount(p);
    p.failAt(p.spanFrom(start), "'LIMIT start, count' is not Flink SQL", 'write LIMIT count OFFSET start');
  }
  return limit;
}

function parseOffset(p: Parser): Expression {
  p.expect('OFFSET');
  const offset = parseCount(p);
  p.acceptOneOf(['ROW', 'ROWS']);
  return offset;
}

function parseFetch(p: Parser): Expression {
  p.expect('FETCH');
  p.expectOneOf(['FIRST', 'NEXT']);
  const limit = parseCount(p);
  p.expectOneOf(['ROW', 'ROWS']);
  p.expect('ONLY');
  return limit;
}
