/** SELECT and its clauses. */
import type { GroupBy, GroupItem, Select, SelectItem } from '../ast/index.ts';
import { parseExpression } from './expressions.ts';
import { parseHints } from './hints.ts';
import { atName, commaList, openCommaList, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseFrom } from './tables.ts';
import { parseWindowClause } from './windows.ts';

export function parseSelect(p: Parser): Select {
  const start = p.start;
  p.expect('SELECT');
  const hints = parseHints(p);
  const stream = p.accept('STREAM');
  const quantifier = p.acceptOneOf(['DISTINCT', 'ALL'] as const);
  const items = commaList(p, () => parseSelectItem(p));
  const clauses = p.accept('FROM') ? parseClauses(p) : { windows: [] };
  return { kind: 'select', hints, stream, ...defined({ quantifier }), items, ...clauses, span: p.spanFrom(start) };
}

type Clauses = Pick<Select, 'from' | 'where' | 'groupBy' | 'having' | 'windows' | 'qualify'>;

/** What may follow only where there is a FROM. */
function parseClauses(p: Parser): Clauses {
  const from = parseFrom(p);
  const where = p.accept('WHERE') ? parseExpression(p, 'sub-query') : undefined;
  const groupBy = p.is('GROUP') ? parseGroupBy(p) : undefined;
  const having = p.accept('HAVING') ? parseExpression(p, 'sub-query') : undefined;
  const windows = p.is('WINDOW') ? parseWindowClause(p) : [];
  const qualify = p.accept('QUALIFY') ? parseExpression(p, 'sub-query') : undefined;
  return { from, windows, ...defined({ where, groupBy, having, qualify }) };
}

function parseSelectItem(p: Parser): SelectItem {
  const start = p.start;
  if (p.accept('*')) {
    const expression = { kind: 'star', span: p.spanFrom(start) } as const;
    return { kind: 'select-item', expression, ...parseAlias(p), span: p.spanFrom(start) };
  }
  const expression = parseExpression(p, 'sub-query');
  return { kind: 'select-item', expression, ...parseAlias(p), span: p.spanFrom(start) };
}

function parseAlias(p: Parser): Pick<SelectItem, 'alias'> {
  const as = p.accept('AS');
  if (p.is('string'))
    p.failAt(
      { start: p.start, end: p.peek().end },
      'expected an alias, found a string',
      'names are quoted with back quotes',
    );
  if (!as && !atName(p)) return {};
  return { alias: parseName(p, 'an alias') };
}

function parseGroupBy(p: Parser): GroupBy {
  const start = p.start;
  p.expect('GROUP', 'BY');
  const quantifier = p.acceptOneOf(['DISTINCT', 'ALL'] as const);
  const items = openCommaList(p, () => parseGroupItem(p));
  return { kind: 'group-by', ...defined({ quantifier }), items, span: p.spanFrom(start) };
}

function parseGroupItem(p: Parser): GroupItem {
  const start = p.start;
  if (p.accept('GROUPING', 'SETS')) {
    p.expect('(');
    const items = openCommaList(p, () => parseGroupItem(p));
    p.expect(')');
    return { kind: 'grouping-sets', items, span: p.spanFrom(start) };
  }
  const combination = p.acceptOneOf(['ROLLUP', 'CUBE'] as const);
  if (combination) {
    p.expect('(');
    const items = openCommaList(p, () => parseExpression(p, 'sub-query'));
    p.expect(')');
    return { kind: combination === 'CUBE' ? 'cube' : 'rollup', items, span: p.spanFrom(start) };
  }
  if (p.accept('(', ')')) return { kind: 'grouping-set', items: [], span: p.spanFrom(start) };
  return parseExpression(p, 'sub-query');
}
