/** What stands behind FROM -> a plan and the columns it puts in sight. */

import type * as ast from '../../sql/ast/index.ts';
import type { CatalogTable, CatalogView } from '../../sql/catalog/objects.ts';
import { fullName } from '../../sql/catalog/objects.ts';
import { plural } from '../../sql/diagnostics/plural.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';
import type { BindContext, BoundQuery, CommonTable, ScopeColumn } from './context.ts';
import { bindJoin, correlate } from './join.ts';
import { bindQuery, refuseQuery } from './query.ts';
import { bindScan } from './scan.ts';

export function bindTable(table: ast.TableRef, context: BindContext): BoundQuery | undefined {
  switch (table.kind) {
    case 'table-name':
      if (table.extend) return refuseQuery('EXTEND', table.span, context);
      return bindNamedTable(table.name, table.hints, table.span, context);
    case 'alias':
      return renamed(bindTable(table.table, context), table, context);
    case 'derived-table':
      if (table.lateral) return refuseQuery('LATERAL', table.span, context);
      return bindQuery(table.query, { ...context });
    case 'join':
      return bindJoin(table, context);
    case 'function-table':
    case 'unnest':
      return correlate({ table }, false, oneRow(table.span), context);
    case 'snapshot':
      return refuseQuery('FOR SYSTEM_TIME AS OF', table.span, context);
    case 'match-recognize':
      return refuseQuery('MATCH_RECOGNIZE', table.span, context);
    case 'pivot':
    case 'unpivot':
      return refuseQuery(table.kind.toUpperCase(), table.span, context);
    case 'sample':
      return refuseQuery('TABLESAMPLE', table.span, context);
  }
}

/** The input of what reads no table: one row without columns. */
export const oneRow = (span: Span): BoundQuery => ({
  plan: { kind: 'values', rows: [[]], columns: [], span },
  columns: [],
});

function renamed(bound: BoundQuery | undefined, alias: ast.AliasedTable, context: BindContext): BoundQuery | undefined {
  const columns = bound && renamedColumns(bound.columns, alias, context);
  return columns && { plan: bound.plan, columns };
}

/** `AS t (a, b)`: the columns of table t under these names. */
export function renamedColumns(
  columns: readonly ScopeColumn[],
  alias: ast.AliasedTable,
  context: BindContext,
): readonly ScopeColumn[] | undefined {
  const names = alias.columns?.map((c) => c.name) ?? namesByAlias(columns, alias);
  if (names.length === columns.length)
    return columns.map((column, i) => ({ ...column, name: names[i]!, table: alias.alias.name }));
  context.diagnostics.error(
    'invalid-query',
    `alias '${alias.alias.name}' names ${plural(names.length, 'column')} of ${columns.length}`,
    alias.span,
  );
  return undefined;
}

/** The only column of VALUES or UNNEST is called as its table (Calcite's AliasNamespace). */
function namesByAlias(columns: readonly ScopeColumn[], { table, alias }: ast.AliasedTable): readonly string[] {
  const names = columns.map((column) => column.name);
  const own = table.kind === 'unnest' && table.ordinality ? names.length - 1 : names.length;
  const isNamed = table.kind === 'unnest' || (table.kind === 'derived-table' && table.query.kind === 'values');
  return isNamed && own === 1 ? [alias.name, ...names.slice(1)] : names;
}

export function bindNamedTable(
  name: ast.Identifier,
  hints: readonly ast.Hint[],
  span: Span,
  context: BindContext,
): BoundQuery | undefined {
  const parts = name.parts.map((p) => p.name);
  const common = parts.length === 1 ? context.commonTables.findLast((c) => c.name === parts[0]) : undefined;
  const bound = common ? bindCommonTable(common, span, context) : bindCatalogObject(name, hints, span, context);
  return bound && { plan: bound.plan, columns: bound.columns.map((column) => ({ ...column, table: parts.at(-1)! })) };
}

function bindCommonTable(common: CommonTable, span: Span, context: BindContext): BoundQuery | undefined {
  const bound = bindQuery(common.item.query, common.context);
  if (!bound || !common.item.columns) return bound;
  const names = common.item.columns.map((c) => c.name);
  if (names.length !== bound.columns.length) {
    context.diagnostics.error(
      'invalid-query',
      `'${common.name}' names ${plural(names.length, 'column')} of ${bound.columns.length}`,
      span,
    );
    return undefined;
  }
  return { plan: bound.plan, columns: bound.columns.map((column, i) => ({ ...column, name: names[i]! })) };
}

function bindCatalogObject(
  name: ast.Identifier,
  hints: readonly ast.Hint[],
  span: Span,
  context: BindContext,
): BoundQuery | undefined {
  const resolved = context.catalog.resolveName(
    name.parts.map((p) => p.name),
    context.home,
  );
  const object = context.catalog.find(resolved);
  if (!object) return unknownTable(name, context);
  for (const hint of hints) {
    if (hint.name.name.toUpperCase() !== 'OPTIONS') refuseQuery(`the hint ${hint.name.name}`, hint.span, context);
    else if (object.kind === 'view')
      context.diagnostics.error(
        'invalid-query',
        `'${name.parts.at(-1)!.name}' is a view and takes no OPTIONS`,
        hint.span,
      );
  }
  return object.kind === 'table'
    ? bindScan(object, hintOptions(hints), span, context)
    : bindView(object, span, context);
}

/** The options of `/*+ OPTIONS('k' = 'v') *​/`, with the place of each. */
export function hintOptions(
  hints: readonly ast.Hint[],
): CatalogTable['optionSpans'] & Record<string, { key: Span; value: Span; text: string }> {
  const options: Record<string, { key: Span; value: Span; text: string }> = {};
  for (const hint of hints) {
    if (hint.name.name.toUpperCase() !== 'OPTIONS') continue;
    for (const { key, value } of hint.properties) {
      const name = key.kind === 'string' ? key.value : key.parts.map((part) => part.name).join('.');
      options[name] = { key: key.span, value: value.span, text: value.value };
    }
  }
  return options;
}

function bindView(view: CatalogView, span: Span, context: BindContext): BoundQuery | undefined {
  const name = fullName(view.name);
  if (context.expanding.includes(name)) {
    context.diagnostics.error('invalid-query', `view '${view.name.object}' reads itself`, span);
    return undefined;
  }
  const bound = bindQuery(view.query, {
    ...context,
    home: view.home,
    commonTables: [],
    expanding: [...context.expanding, name],
  });
  if (!bound) return undefined;
  if (bound.columns.length !== view.columns.length) {
    context.diagnostics.error(
      'invalid-query',
      `view '${view.name.object}' was made with ${plural(view.columns.length, 'column')}, and its query gives ${bound.columns.length} now`,
      span,
    );
    return undefined;
  }
  return {
    plan: bound.plan,
    columns: bound.columns.map((column, i) => ({ name: view.columns[i]!.name, type: column.type })),
  };
}

export function unknownTable(name: ast.Identifier, context: BindContext): undefined {
  const written = name.parts.map((p) => p.name).join('.');
  const resolved = context.catalog.resolveName(
    name.parts.map((p) => p.name),
    context.home,
  );
  const candidates = [
    ...context.commonTables.map((c) => c.name),
    ...context.catalog.objectsOf(resolved.catalog, resolved.database).map((o) => o.name.object),
  ];
  const near = suggest(name.parts.at(-1)!.name, candidates);
  const notes =
    candidates.length > 0 && candidates.length <= 20
      ? [`tables and views of '${resolved.catalog}.${resolved.database}': ${candidates.join(', ')}`]
      : [];
  context.diagnostics.error('unknown-table', `unknown table or view '${written}'`, name.span, {
    notes,
    ...(near ? { hint: `did you mean '${near}'?` } : {}),
  });
  return undefined;
}
