/** MERGE. */
import type { Assignment, Merge, MergeInsert } from '../ast/index.ts';
import { parseOptionalAlias } from './dml.ts';
import { parseExpression } from './expressions.ts';
import { commaList, parseIdentifier, parseNameList } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseRow } from './queries.ts';
import { parseTable } from './tables.ts';
import { parseTarget } from './targets.ts';

export function parseMerge(p: Parser): Merge {
  const start = p.start;
  p.expect('MERGE', 'INTO');
  const { name, hints, extend } = parseTarget(p, parseIdentifier(p, 'a table'), true);
  const alias = parseOptionalAlias(p);
  p.expect('USING');
  const source = parseTable(p);
  p.expect('ON');
  const condition = parseExpression(p, 'sub-query');
  const update = p.is('WHEN', 'MATCHED') ? parseWhenMatched(p) : undefined;
  const insert = !update || p.is('WHEN') ? parseWhenNotMatched(p) : undefined;
  return {
    kind: 'merge',
    table: name,
    hints,
    ...defined({ extend, alias }),
    source,
    condition,
    ...defined({ update, insert }),
    span: p.spanFrom(start),
  };
}

function parseWhenMatched(p: Parser): Assignment[] {
  p.expect('WHEN', 'MATCHED', 'THEN', 'UPDATE', 'SET');
  return commaList(p, () => {
    const start = p.start;
    const column = parseIdentifier(p, 'a column');
    p.expect('=');
    const value = parseExpression(p, 'sub-query');
    return { kind: 'assignment', column, value, span: p.spanFrom(start) };
  });
}

/** VALUES may stand in parentheses. */
function parseWhenNotMatched(p: Parser): MergeInsert {
  const start = p.start;
  p.expect('WHEN', 'NOT', 'MATCHED', 'THEN', 'INSERT');
  const columns = p.is('(') && !p.is('(', 'VALUES') ? parseNameList(p) : undefined;
  const parenthesised = p.accept('(');
  p.expect('VALUES');
  const row = parseRow(p);
  if (parenthesised) p.expect(')');
  return { kind: 'merge-insert', ...defined({ columns }), row, span: p.spanFrom(start) };
}
