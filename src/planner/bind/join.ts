/** Joins in FROM -> plans. What is made anew for each row to its left runs; joins of tables are refused by name. */
import type * as ast from '../../sql/ast/index.ts';
import * as T from '../../sql/types/type.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { BindContext, BoundQuery, ScopeColumn } from './context.ts';
import { bindExpression } from './expression.ts';
import { refuseQuery } from './query.ts';
import { filtered } from './select.ts';
import { bindTable, renamedColumns } from './table.ts';
import { bindRows, type RowsTable } from './table-rows.ts';

export function bindJoin(join: ast.Join, context: BindContext): BoundQuery | undefined {
  const right = rowsTableOf(join.right);
  const left = bindTable(join.left, context);
  if (!right) {
    bindTable(join.right, context);
    return refuseQuery(join.type === 'COMMA' ? 'a join' : `${join.type} JOIN`, join.span, context);
  }
  if (!left) return undefined;
  const outer = join.type === 'LEFT';
  const bound = correlate(right, outer, left, context);
  if (!bound || refuseJoin(join, bound, context)) return undefined;
  if (outer || join.condition?.kind !== 'on') return bound;
  const { expression } = join.condition;
  const condition = bindExpression(expression, bound, context);
  return { ...bound, plan: filtered(bound.plan, condition, expression.span, context) };
}

interface AliasedRows {
  readonly table: RowsTable;
  readonly alias?: ast.AliasedTable;
}

function rowsTableOf(table: ast.TableRef): AliasedRows | undefined {
  if (table.kind === 'function-table' || table.kind === 'unnest') return { table };
  if (table.kind !== 'alias') return undefined;
  const inner = table.table;
  return inner.kind === 'function-table' || inner.kind === 'unnest' ? { table: inner, alias: table } : undefined;
}

/** @param left one row without columns for a call that stands alone */
export function correlate(
  { table, alias }: AliasedRows,
  outer: boolean,
  left: BoundQuery,
  context: BindContext,
): BoundQuery | undefined {
  const rows = bindRows(table, left, context);
  if (!rows) return undefined;
  const made = rows.columns.map(({ name, type }): ScopeColumn => ({ name, type: outer ? T.nullable(type) : type }));
  const named = alias ? renamedColumns(made, alias, context) : made;
  if (!named) return undefined;
  const plan: LogicalPlan = {
    kind: 'correlate',
    input: left.plan,
    rows: { ...rows, columns: rows.columns.map(({ type }, i) => ({ name: named[i]!.name, type })) },
    carried: left.plan.columns.map((_, i) => i),
    emitted: rows.columns.map((_, i) => i),
    outer,
    columns: [...left.plan.columns, ...named.map(({ name, type }) => ({ name, type }))],
    span: table.span,
  };
  return { plan, columns: [...left.columns, ...named] };
}

/** As in Flink, an outer join with rows of a function has no condition but TRUE. */
function refuseJoin(join: ast.Join, bound: BoundQuery, context: BindContext): boolean {
  const what = 'with a table function or UNNEST';
  if (join.natural || join.condition?.kind === 'using') {
    refuseQuery(`${join.natural ? 'NATURAL JOIN' : 'USING'} ${what}`, join.span, context);
    return true;
  }
  if (join.type === 'RIGHT' || join.type === 'FULL') {
    refuseQuery(`${join.type} JOIN ${what}`, join.span, context);
    return true;
  }
  if (join.type !== 'LEFT' || join.condition === undefined) return false;
  const condition = bindExpression(join.condition.expression, bound, context);
  if (condition.kind === 'literal' && condition.value === true) return false;
  refuseQuery(`LEFT JOIN ${what} ON a condition other than TRUE`, join.condition.span, context);
  return true;
}
