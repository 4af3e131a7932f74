/** Queries as written -> logical plans. What streamsql does not run yet is refused here, by name. */

import type * as ast from '../../sql/ast/index.ts';
import { plural } from '../../sql/diagnostics/plural.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { leastRestrictive } from '../../sql/types/common.ts';
import { printType } from '../../sql/types/print.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';
import type { OutputColumn } from '../physical/plan.ts';
import { implicitCast } from './call.ts';
import type { BindContext, BoundQuery } from './context.ts';
import { EMPTY_SCOPE } from './context.ts';
import { bindExpression } from './expression.ts';
import { bindSelect } from './select.ts';
import { bindNamedTable } from './table.ts';

/** @returns undefined after a fault that leaves nothing to go on with; the diagnostics say which */
export function bindQuery(query: ast.Query, context: BindContext): BoundQuery | undefined {
  switch (query.kind) {
    case 'select':
      return bindSelect(query, context);
    case 'values':
      return bindValues(query, context);
    case 'explicit-table':
      return bindNamedTable(query.name, [], query.span, context);
    case 'with':
      return bindWith(query, context);
    case 'set-operation':
      return bindSetOperation(query, context);
    case 'ordered':
      return bindOrdered(query, context);
  }
}

export function refuseQuery(what: string, span: Span, context: BindContext, hint?: string): undefined {
  context.diagnostics.error('not-supported', `${what} is not supported`, span, hint ? { hint } : {});
  return undefined;
}

function bindWith(query: ast.WithQuery, context: BindContext): BoundQuery | undefined {
  if (query.recursive) return refuseQuery('WITH RECURSIVE', query.span, context);
  let inner = context;
  for (const item of query.items)
    inner = { ...inner, commonTables: [...inner.commonTables, { name: item.name.name, item, context: inner }] };
  return bindQuery(query.body, inner);
}

function bindOrdered(query: ast.OrderedQuery, context: BindContext): BoundQuery | undefined {
  const body = bindQuery(query.body, context);
  if (query.orderBy.length > 0) return refuseQuery('ORDER BY', query.orderBy[0]!.span, context);
  const offset = rowCount(query.offset, context) ?? 0;
  const fetch = query.limit && rowCount(query.limit, context);
  if (!body) return undefined;
  const plan: LogicalPlan = {
    kind: 'limit',
    input: body.plan,
    offset,
    columns: body.plan.columns,
    span: query.span,
    ...(fetch === undefined ? {} : { fetch }),
  };
  return { ...body, plan };
}

function rowCount(node: ast.Expression | undefined, context: BindContext): number | undefined {
  if (!node) return undefined;
  const bound = bindExpression(node, EMPTY_SCOPE, context);
  if (bound.kind === 'literal' && typeof bound.value === 'number' && bound.value >= 0) return bound.value;
  context.diagnostics.error('invalid-query', 'LIMIT and OFFSET take a whole number that is not negative', node.span);
  return undefined;
}

function bindValues(query: ast.Values, context: BindContext): BoundQuery | undefined {
  const rows = query.rows.map((row) =>
    (row.kind === 'row' ? row.items : [row]).map((item) => bindExpression(item, EMPTY_SCOPE, context)),
  );
  const width = rows[0]!.length;
  const odd = rows.findIndex((row) => row.length !== width);
  if (odd >= 0) {
    context.diagnostics.error(
      'invalid-query',
      `rows of VALUES have different numbers of columns: ${width} and ${rows[odd]!.length}`,
      query.rows[odd]!.span,
    );
    return undefined;
  }
  const columns: OutputColumn[] = [];
  for (let i = 0; i < width; i++) {
    const type = leastRestrictive(rows.map((row) => row[i]!.type));
    if (!type) {
      context.diagnostics.error(
        'type-mismatch',
        `column ${i + 1} of VALUES has no common type: ${rows.map((row) => printType(row[i]!.type)).join(', ')}`,
        rows[0]![i]!.span,
      );
      return undefined;
    }
    columns.push({ name: `EXPR$${i}`, type });
  }
  const cast = rows.map((row) => row.map((item, i) => implicitCast(item, columns[i]!.type)));
  return { plan: { kind: 'values', rows: cast, columns, span: query.span }, columns };
}

function bindSetOperation(query: ast.SetOperation, context: BindContext): BoundQuery | undefined {
  if (query.operator !== 'UNION' || !query.all) {
    return refuseQuery(
      `${query.operator}${query.all ? ' ALL' : ''}`,
      query.span,
      context,
      query.operator === 'UNION' ? 'UNION ALL, which keeps duplicates, is' : undefined,
    );
  }
  const branches = flattenUnion(query).map((branch) => ({ branch, bound: bindQuery(branch, context) }));
  const bound = branches.map((b) => b.bound);
  const first = bound[0];
  if (!first || bound.some((b) => b === undefined)) return undefined;
  const columns = unionColumns(
    branches.map((b) => ({ columns: b.bound!.columns, span: b.branch.span })),
    context,
  );
  if (!columns) return undefined;
  const inputs = bound.map((b) =>
    castColumns(
      b!.plan,
      columns.map((c) => c.type),
    ),
  );
  return { plan: { kind: 'union', inputs, columns, span: query.span }, columns };
}

const flattenUnion = (query: ast.Query): ast.Query[] =>
  query.kind === 'set-operation' && query.operator === 'UNION' && query.all
    ? [...flattenUnion(query.left), ...flattenUnion(query.right)]
    : [query];

function unionColumns(
  branches: readonly { readonly columns: readonly OutputColumn[]; readonly span: Span }[],
  context: BindContext,
): OutputColumn[] | undefined {
  const [first] = branches as [(typeof branches)[0]];
  for (const branch of branches) {
    if (branch.columns.length === first.columns.length) continue;
    context.diagnostics.error(
      'schema-mismatch',
      `branches of UNION ALL have ${first.columns.length} and ${plural(branch.columns.length, 'column')}`,
      branch.span,
    );
    return undefined;
  }
  const columns: OutputColumn[] = [];
  for (const [i, column] of first.columns.entries()) {
    const type = leastRestrictive(branches.map((b) => b.columns[i]!.type));
    if (!type) {
      context.diagnostics.error(
        'type-mismatch',
        `column ${i + 1} ('${column.name}') of UNION ALL has no common type: ${branches.map((b) => printType(b.columns[i]!.type)).join(', ')}`,
        branches[1]!.span,
      );
      return undefined;
    }
    columns.push({ name: column.name, type });
  }
  return columns;
}

/** The plan with its columns cast to the types; the plan itself when nothing differs. */
export function castColumns(plan: LogicalPlan, types: readonly SqlType[]): LogicalPlan {
  const expressions = plan.columns.map(
    (column, index): Expression =>
      implicitCast({ kind: 'column', index, name: column.name, type: column.type, span: plan.span }, types[index]!),
  );
  if (expressions.every((e) => e.kind === 'column')) return plan;
  return {
    kind: 'project',
    input: plan,
    expressions,
    columns: plan.columns.map((column, i) => ({ name: column.name, type: types[i]! })),
    span: plan.span,
  };
}
