/** What stands behind FROM: tables, functions, queries and joins. */
import type { AliasedTable, Join, JoinCondition, JoinKind, TableRef, TableSample } from '../ast/index.ts';
import { joinSpans, type Span } from '../diagnostics/span.ts';
import { parseRoutineArguments, parseRoutineCall } from './calls.ts';
import { parseExpression } from './expressions.ts';
import { parseNumber, parseSignedInt } from './literals.ts';
import { parseMatchRecognize } from './match.ts';
import { atName, parseIdentifier, parseName, parseNameList } from './names.ts';
import { parseParenthesised } from './operands.ts';
import { defined, type Parser } from './parser.ts';
import { parsePivot, parseUnpivot } from './pivot.ts';
import { atQuery, atSetOperator, parseQueryHere, parseSetOperations } from './queries.ts';
import { parseString } from './strings.ts';
import { atExtendColumn, checkFirstArgument, parseTarget } from './targets.ts';

/** Behind FROM: tables joined by words, which bind tighter, and by commas. */
export function parseFrom(p: Parser): TableRef {
  let table = parseJoins(p);
  while (p.is(',')) {
    p.lookAhead(2);
    p.advance();
    const right = parseJoins(p);
    table = {
      kind: 'join',
      type: 'COMMA',
      natural: false,
      left: table,
      right,
      span: joinSpans(table.span, right.span),
    };
  }
  return table;
}

function parseJoins(p: Parser): TableRef {
  let table = parseTable(p);
  while (atJoin(p)) table = parseJoin(p, table);
  if (p.is('OUTER') && (p.strict || p.key(1) === 'APPLY')) refuseApply(p);
  return table;
}

const JOIN_WORDS = ['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'NATURAL'];

const atJoin = (p: Parser): boolean => p.isOneOf(JOIN_WORDS);

/** Flink looks at the words of a join, and at the table behind two of them. */
function lookAheadJoin(p: Parser): void {
  if (p.is('CROSS')) return;
  let words = 0;
  while (words < 2 && (JOIN_WORDS.includes(p.key(words)) || p.key(words) === 'OUTER')) words += 1;
  p.lookAhead(words + 1, 3);
}

function parseJoin(p: Parser, left: TableRef): Join {
  if (p.is('CROSS', 'APPLY')) refuseApply(p);
  lookAheadJoin(p);
  const natural = p.accept('NATURAL');
  const type = parseJoinType(p);
  const right = parseTable(p);
  const condition = parseJoinCondition(p);
  return {
    kind: 'join',
    type,
    natural,
    left,
    right,
    ...defined({ condition }),
    span: p.spanFrom(left.span.start),
  };
}

/** Flink reads the table behind APPLY before it refuses it. */
function refuseApply(p: Parser): never {
  const start = p.start;
  const outer = p.advance().key === 'OUTER';
  p.expect('APPLY');
  if (p.strict) parseTable(p);
  const span = p.strict ? { start: p.last.start, end: p.last.end } : p.spanFrom(start);
  return p.failAt(
    span,
    'APPLY is not Flink SQL',
    outer ? 'write LEFT JOIN LATERAL … ON TRUE' : 'write CROSS JOIN LATERAL',
  );
}

function parseJoinType(p: Parser): JoinKind {
  const word = p.acceptOneOf(['INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS'] as const) ?? 'INNER';
  if (word === 'CROSS') p.lookAhead(2);
  if (word === 'LEFT' || word === 'RIGHT' || word === 'FULL') p.accept('OUTER');
  p.expect('JOIN');
  return word;
}

function parseJoinCondition(p: Parser): JoinCondition | undefined {
  const start = p.start;
  if (p.accept('ON')) {
    const expression = parseExpression(p, 'sub-query');
    return { kind: 'on', expression, span: p.spanFrom(start) };
  }
  if (!p.accept('USING')) return undefined;
  const columns = parseNameList(p);
  return { kind: 'using', columns, span: p.spanFrom(start) };
}

/** One table with everything behind it, up to a join or the next clause. */
export function parseTable(p: Parser): TableRef {
  let table = parseTableSource(p);
  if (p.is('PIVOT') || p.is('UNPIVOT')) p.lookAhead(2);
  if (p.is('PIVOT')) table = parsePivot(p, notJoined(p, table));
  if (p.is('UNPIVOT')) table = parseUnpivot(p, notJoined(p, table));
  if (p.is('AS') || atName(p)) table = parseTableAlias(p, table);
  return p.is('TABLESAMPLE') ? parseSample(p, notJoined(p, table)) : table;
}

/** The word JOIN, or the comma, where Flink has the place of a join. */
function joinWord(p: Parser, { right }: Join): Span {
  let token = p.tokenBefore(right.span.start);
  while (token.key === '(') token = p.tokenBefore(token.start);
  return { start: token.start, end: token.end };
}

/** A join has no name, no sample and no pivot. */
function notJoined(p: Parser, table: TableRef): TableRef {
  return table.kind === 'join'
    ? p.failAt(
        p.strict ? joinWord(p, table) : table.span,
        'a join in parentheses cannot be used like a table here',
        'select from it: (SELECT * FROM …)',
      )
    : table;
}

function parseTableAlias(p: Parser, table: TableRef): AliasedTable {
  p.accept('AS');
  const alias = parseName(p, 'an alias');
  const columns = p.is('(') ? parseNameList(p) : undefined;
  notJoined(p, table);
  return { kind: 'alias', table, alias, ...defined({ columns }), span: p.spanFrom(table.span.start) };
}

function parseTableSource(p: Parser): TableRef {
  const start = p.start;
  if (p.is('(') || p.is('LATERAL', '(')) p.lookAhead(2);
  if (p.is('LATERAL')) p.lookOn();
  const lateral = p.accept('LATERAL');
  if (p.is('(')) return parseDerived(p, lateral, start);
  if (p.is('UNNEST')) return parseUnnest(p, lateral, start);
  if (p.is('TABLE')) return parseTableFunction(p, lateral, start);
  if (lateral) return p.fail('(, UNNEST or TABLE(…) behind LATERAL');
  return parseNamedTable(p);
}

function parseDerived(p: Parser, lateral: boolean, start: number): TableRef {
  const inner = parseParenthesisedTable(p);
  if (lateral) notJoined(p, inner);
  const table: TableRef = inner.kind === 'derived-table' ? { ...inner, lateral, span: p.spanFrom(start) } : inner;
  return p.is('MATCH_RECOGNIZE') ? parseMatchRecognize(p, notJoined(p, table)) : table;
}

/** `(SELECT …)`, `(a JOIN b)`, `((SELECT …) UNION (SELECT …))`; a table alone in parentheses is none of these. */
export function parseParenthesisedTable(p: Parser): TableRef {
  const start = p.start;
  p.expect('(');
  if (atQuery(p) && !p.is('TABLE', '(')) {
    if (p.is('VALUES') || p.is('VALUE')) p.lookAhead(2);
    const query = parseQueryHere(p);
    p.expect(')');
    return { kind: 'derived-table', lateral: false, query, span: p.spanFrom(start) };
  }
  const inner = parseJoinsOrQuery(p);
  if (!p.is(')')) p.fail();
  if (inner.kind !== 'derived-table' && inner.kind !== 'join')
    p.failAt(inner.span, 'expected a query or a join in parentheses, found a table');
  p.expect(')');
  return inner.kind === 'derived-table' ? { ...inner, span: p.spanFrom(start) } : inner;
}

function parseJoinsOrQuery(p: Parser): TableRef {
  const start = p.start;
  const table = parseJoins(p);
  if (!atSetOperator(p)) return table;
  if (table.kind !== 'derived-table') {
    const span = p.strict ? { start: p.last.start, end: p.last.end } : table.span;
    return p.failAt(span, 'expected a query, found a table');
  }
  const query = parseSetOperations(p, table.query, start);
  return { kind: 'derived-table', lateral: false, query, span: p.spanFrom(start) };
}

function parseUnnest(p: Parser, lateral: boolean, start: number): TableRef {
  if (!lateral) p.lookAhead(2);
  p.expect('UNNEST');
  const { items } = parseParenthesised(p, 'sub-query');
  const ordinality = p.accept('WITH');
  if (ordinality) p.expect('ORDINALITY');
  return { kind: 'unnest', lateral, operands: items, ordinality, span: p.spanFrom(start) };
}

function parseTableFunction(p: Parser, lateral: boolean, start: number): TableRef {
  p.expect('TABLE', '(');
  const specific = p.accept('SPECIFIC');
  const call = parseRoutineCall(p, 'cursor');
  p.expect(')');
  return { kind: 'function-table', lateral, wrapped: true, specific, call, span: p.spanFrom(start) };
}

function parseNamedTable(p: Parser): TableRef {
  const start = p.start;
  const name = parseIdentifier(p, 'a table');
  if (p.is('(') && !atExtendColumn(p, 2)) {
    checkFirstArgument(p);
    const call = parseRoutineArguments(p, name, 'cursor');
    return { kind: 'function-table', lateral: false, wrapped: false, specific: false, call, span: call.span };
  }
  let table: TableRef = parseTarget(p, name);
  if (p.is('FOR', 'SYSTEM_TIME')) {
    p.expect('FOR', 'SYSTEM_TIME', 'AS', 'OF');
    const period = parseExpression(p, 'non-query');
    table = { kind: 'snapshot', table, period, span: p.spanFrom(start) };
  }
  return p.is('MATCH_RECOGNIZE') ? parseMatchRecognize(p, table) : table;
}

function parseSample(p: Parser, table: TableRef): TableSample {
  p.expect('TABLESAMPLE');
  const sample = p.accept('SUBSTITUTE') ? parseSubstitute(p) : parsePercentage(p);
  return { kind: 'sample', table, sample, span: p.spanFrom(table.span.start) };
}

function parseSubstitute(p: Parser): TableSample['sample'] {
  p.expect('(');
  const { value } = parseString(p);
  p.expect(')');
  return { method: 'SUBSTITUTE', name: value };
}

function parsePercentage(p: Parser): TableSample['sample'] {
  const method = p.expectOneOf(['BERNOULLI', 'SYSTEM'] as const);
  p.expect('(');
  const percentage = parseNumber(p);
  p.expect(')');
  if (!p.accept('REPEATABLE')) return { method, percentage };
  p.expect('(');
  const seed = parseSignedInt(p);
  p.expect(')');
  return { method, percentage, seed };
}
