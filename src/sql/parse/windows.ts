/** OVER clauses and the WINDOW clause. */
import type { FrameBound, OverClause, WindowDefinition, WindowFrame, WindowSpec } from '../ast/index.ts';
import { parseExpression } from './expressions.ts';
import { atName, openCommaList, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseOrderBy } from './queries.ts';

export function parseOver(p: Parser): OverClause {
  p.expect('OVER');
  if (p.is('(')) return parseWindowSpec(p);
  const name = parseName(p, 'a window');
  return { kind: 'window-name', name, span: name.span };
}

export function parseWindowClause(p: Parser): WindowDefinition[] {
  p.expect('WINDOW');
  return openCommaList(p, () => {
    const start = p.start;
    const name = parseName(p, 'the name of a window');
    p.expect('AS');
    const window = parseWindowSpec(p);
    return { kind: 'window-definition', name, window, span: p.spanFrom(start) };
  });
}

function parseWindowSpec(p: Parser): WindowSpec {
  const start = p.start;
  p.expect('(');
  const base = atName(p) ? parseName(p) : undefined;
  const partitionBy = p.accept('PARTITION') ? parsePartition(p) : [];
  const orderBy = p.is('ORDER') ? parseOrderBy(p) : [];
  const frame = p.is('ROWS') || p.is('RANGE') ? parseFrame(p) : undefined;
  const partial = p.acceptOneOf(['ALLOW', 'DISALLOW'] as const);
  if (partial) p.expect('PARTIAL');
  p.expect(')');
  return { kind: 'window', partitionBy, orderBy, ...defined({ base, frame, partial }), span: p.spanFrom(start) };
}

/** Behind PARTITION; only the first expression must do without a query, as in Flink. */
export function parsePartition(p: Parser): ReturnType<typeof parseExpression>[] {
  p.expect('BY');
  return openCommaList(p, (first) => parseExpression(p, first ? 'non-query' : 'sub-query'));
}

function parseFrame(p: Parser): WindowFrame {
  const from = p.start;
  const unit = p.expectOneOf(['ROWS', 'RANGE'] as const);
  const between = p.accept('BETWEEN');
  const start = parseBound(p);
  if (between) p.expect('AND');
  const end = between ? parseBound(p) : undefined;
  return { kind: 'frame', unit, start, ...defined({ end }), span: p.spanFrom(from) };
}

function parseBound(p: Parser): FrameBound {
  const start = p.start;
  if (p.accept('CURRENT', 'ROW')) return { kind: 'frame-bound', bound: 'CURRENT ROW', span: p.spanFrom(start) };
  if (p.is('UNBOUNDED') && (p.key(1) === 'PRECEDING' || p.key(1) === 'FOLLOWING')) {
    p.advance();
    const direction = p.expectOneOf(['PRECEDING', 'FOLLOWING'] as const);
    return { kind: 'frame-bound', bound: `UNBOUNDED ${direction}`, span: p.spanFrom(start) };
  }
  const offset = parseExpression(p, 'non-query');
  const bound = p.expectOneOf(['PRECEDING', 'FOLLOWING'] as const);
  return { kind: 'frame-bound', bound, offset, span: p.spanFrom(start) };
}
