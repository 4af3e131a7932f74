/** `ARRAY[…]`, `MAP[…]`, `MULTISET[…]`, their forms over a query or in parentheses, and `PERIOD (a, b)`. */
import type { Expression } from '../ast/index.ts';
import { parseExpression } from './expressions.ts';
import { commaList, identifierOf, openCommaList } from './names.ts';
import { parseParenthesised } from './operands.ts';
import type { Parser } from './parser.ts';
import { parseUnorderedQueryOrExpression } from './queries.ts';

/** MAP is a name unless a bracket or parenthesis follows. */
export const collectionStart = (p: Parser): boolean =>
  p.is('ARRAY') || p.is('MULTISET') || p.is('PERIOD') || p.is('MAP', '[') || (p.is('MAP', '(') && p.key(2) !== '*');

export function parseCollectionOperand(p: Parser): Expression {
  const start = p.start;
  p.lookAhead(2);
  const collection = p.expectOneOf(['ARRAY', 'MAP', 'MULTISET', 'PERIOD'] as const);
  if (collection === 'PERIOD') return parsePeriodRow(p, start);
  if (p.accept('[')) {
    const items = parseElements(p, collection);
    p.expect(']');
    return { kind: 'collection', collection, items, span: p.spanFrom(start) };
  }
  if (!p.is('(')) return p.fail(`[ or ( behind ${collection}`);
  return collection === 'MULTISET' ? parseMultisetQuery(p, start) : parseOverQuery(p, collection, start);
}

function parseElements(p: Parser, collection: 'ARRAY' | 'MAP' | 'MULTISET'): Expression[] {
  if (p.is(']') && collection !== 'MULTISET') return [];
  // Flink refuses a query as the first element and takes one as the next.
  if (collection === 'MULTISET') return commaList(p, () => parseExpression(p, 'non-query'));
  return openCommaList(p, (first) => parseExpression(p, first ? 'non-query' : 'sub-query'));
}

function parseMultisetQuery(p: Parser, start: number): Expression {
  p.expect('(');
  const operand = parseUnorderedQueryOrExpression(p, 'query');
  p.expect(')');
  if (operand.kind !== 'scalar-subquery') return p.failAt(operand.span, 'expected a query');
  return { kind: 'collection-query', collection: 'MULTISET', query: operand.query, span: p.spanFrom(start) };
}

/** `ARRAY(SELECT …)`; with values in parentheses ARRAY and MAP are functions. */
function parseOverQuery(p: Parser, collection: 'ARRAY' | 'MAP', start: number): Expression {
  const word = p.last;
  const name = identifierOf([{ name: p.textOf(word), quoted: false, span: { start: word.start, end: word.end } }]);
  const items = p.accept('(', ')') ? [] : parseParenthesised(p, 'all').items;
  const [first] = items;
  if (items.length === 1 && first!.kind === 'scalar-subquery') {
    return { kind: 'collection-query', collection, query: first!.query, span: p.spanFrom(start) };
  }
  return { kind: 'call', name, args: items, star: false, orderBy: [], span: p.spanFrom(start) };
}

/** A period is a row of its two ends. */
function parsePeriodRow(p: Parser, start: number): Expression {
  p.expect('(');
  const items = [parseExpression(p, 'sub-query')];
  p.expect(',');
  items.push(parseExpression(p, 'sub-query'));
  p.expect(')');
  return { kind: 'row', explicit: true, items, span: p.spanFrom(start) };
}
