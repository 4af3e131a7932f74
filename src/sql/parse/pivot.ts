/** PIVOT and UNPIVOT. */
import type { AliasedExpression, Expression, Pivot, TableRef, Unpivot, UnpivotValue } from '../ast/index.ts';
import { parseNamedCall } from './calls.ts';
import { atName, commaList, parseName, parseNameOrList } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseRow } from './queries.ts';

export function parsePivot(p: Parser, table: TableRef): Pivot {
  p.expect('PIVOT', '(');
  const aggregates = commaList(p, () => parseAliased(p, () => parseNamedCall(p)));
  p.expect('FOR');
  const axes = parseNameOrList(p);
  p.expect('IN', '(');
  const values = p.is(')') ? [] : commaList(p, () => parseAliased(p, () => parseValue(p)));
  p.expect(')', ')');
  return { kind: 'pivot', table, aggregates, axes, values, span: p.spanFrom(table.span.start) };
}

function parseAliased(p: Parser, parse: () => Expression): AliasedExpression {
  const start = p.start;
  const expression = parse();
  const alias = p.accept('AS') || atName(p) ? parseName(p, 'an alias') : undefined;
  return { kind: 'aliased', expression, ...defined({ alias }), span: p.spanFrom(start) };
}

/** A row of one is its item. */
function parseValue(p: Parser): Expression {
  const row = parseRow(p);
  return row.items.length === 1 ? row.items[0]! : row;
}

export function parseUnpivot(p: Parser, table: TableRef): Unpivot {
  p.expect('UNPIVOT');
  const nulls = p.acceptOneOf(['INCLUDE', 'EXCLUDE'] as const);
  if (nulls) p.expect('NULLS');
  p.expect('(');
  const measures = parseNameOrList(p);
  p.expect('FOR');
  const axes = parseNameOrList(p);
  p.expect('IN', '(');
  const values = commaList(p, () => parseUnpivotValue(p));
  p.expect(')', ')');
  return { kind: 'unpivot', table, ...defined({ nulls }), measures, axes, values, span: p.spanFrom(table.span.start) };
}

function parseUnpivotValue(p: Parser): UnpivotValue {
  const start = p.start;
  const columns = parseNameOrList(p);
  const values = p.accept('AS') ? parseRow(p).items : [];
  return { kind: 'unpivot-value', columns, values, span: p.spanFrom(start) };
}
