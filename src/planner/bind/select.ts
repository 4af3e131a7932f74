/** SELECT … FROM … WHERE … -> project over filter over the table. */
import type * as ast from '../../sql/ast/index.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { printType } from '../../sql/types/print.ts';
import * as T from '../../sql/types/type.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCollection } from './constructors.ts';
import type { BindContext, BoundQuery, Scope } from './context.ts';
import { EMPTY_SCOPE } from './context.ts';
import { bindExpression } from './expression.ts';
import { outermost } from './outermost.ts';
import { refuseQuery } from './query.ts';
import { bindTable, oneRow } from './table.ts';

export function bindSelect(select: ast.Select, context: BindContext): BoundQuery | undefined {
  const from = select.from ? bindTable(select.from, context) : oneRow(select.span);
  if (refuseClauses(select, context)) return undefined;
  if (!from) return undefined;
  const scope: Scope = select.from ? { columns: from.columns } : EMPTY_SCOPE;
  let plan = from.plan;
  if (select.where) plan = filtered(plan, bindExpression(select.where, scope, context), select.where.span, context);
  const items = select.items.flatMap((item, index) => bindItem(item, index, scope, context));
  const names = uniqueNames(items.map((item) => item.name));
  const columns = items.map((item, i) => ({ name: names[i]!, type: item.expression.type }));
  return {
    plan: { kind: 'project', input: plan, expressions: items.map((i) => i.expression), columns, span: select.span },
    columns,
  };
}

function refuseClauses(select: ast.Select, context: BindContext): boolean {
  const refused: [string, Span][] = [];
  if (select.stream) refused.push(['SELECT STREAM', select.span]);
  if (select.quantifier === 'DISTINCT') refused.push(['SELECT DISTINCT', select.span]);
  if (select.groupBy) refused.push(['GROUP BY', select.groupBy.span]);
  if (select.having) refused.push(['HAVING', select.having.span]);
  if (select.qualify) refused.push(['QUALIFY', select.qualify.span]);
  if (select.windows.length > 0) refused.push(['WINDOW', select.windows[0]!.span]);
  for (const hint of select.hints) refused.push([`the hint ${hint.name.name}`, hint.span]);
  for (const [what, span] of refused) refuseQuery(what, span, context);
  return refused.length > 0;
}

export function filtered(input: LogicalPlan, condition: Expression, span: Span, context: BindContext): LogicalPlan {
  if (condition.type.kind !== 'BOOLEAN' && condition.type.kind !== 'NULL') {
    context.diagnostics.error('type-mismatch', `a condition must be BOOLEAN, found ${printType(condition.type)}`, span);
    return input;
  }
  return {
    kind: 'filter',
    input,
    condition: condition.type.kind === 'NULL' ? ({ ...condition, type: T.BOOLEAN } as Expression) : condition,
    columns: input.columns,
    span,
  };
}

interface Item {
  readonly name: string;
  readonly expression: Expression;
}

function bindItem(item: ast.SelectItem, index: number, scope: Scope, context: BindContext): Item[] {
  if (item.expression.kind === 'star') return bindStar(item.expression, scope, context);
  const expression =
    item.expression.kind === 'collection'
      ? bindCollection(item.expression, scope, context, true)
      : outermost(bindExpression(item.expression, scope, context));
  return [{ name: item.alias?.name ?? derivedName(item.expression) ?? `EXPR$${index}`, expression }];
}

/** The name of an item without alias: of a column or field its last part (Calcite's SqlValidatorUtil.alias). */
function derivedName(node: ast.Expression): string | undefined {
  if (node.kind === 'identifier') return node.parts.at(-1)!.name;
  if (node.kind === 'field') return node.name.name;
  return undefined;
}

function bindStar(star: ast.Star, scope: Scope, context: BindContext): Item[] {
  const table = star.qualifier ? star.qualifier.parts.at(-1)!.name : undefined;
  const items = scope.columns.flatMap((column, index): Item[] =>
    table === undefined || column.table === table
      ? [
          {
            name: column.name,
            expression: { kind: 'column', index, name: column.name, type: column.type, span: star.span },
          },
        ]
      : [],
  );
  if (items.length === 0) {
    const message = table === undefined ? "'*' needs a FROM clause" : `unknown table '${table}' before '.*'`;
    context.diagnostics.error(table === undefined ? 'invalid-query' : 'unknown-table', message, star.span);
  }
  return items;
}

/** The second column of a name gets a number behind it, as Calcite's uniquify does. */
export function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let i = 0; used.has(unique); i++) unique = `${name}${i}`;
    used.add(unique);
    return unique;
  });
}
