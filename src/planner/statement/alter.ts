/** ALTER TABLE and ALTER VIEW. */
import type * as ast from '../../sql/ast/index.ts';
import type { CatalogColumn, CatalogTable } from '../../sql/catalog/objects.ts';
import type { BindContext } from '../bind/context.ts';
import { bindQuery } from '../bind/query.ts';
import { uniqueNames } from '../bind/select.ts';
import { bindColumns, makeTable, primaryKeyOf, readProperties, watermarkOf } from './create-table.ts';
import { findObject } from './objects.ts';
import type { StatementResult } from './result.ts';
import { DONE, FAILED } from './result.ts';

const plain = (name: ast.Identifier): string => name.parts.map((p) => p.name).join('.');

export function alterTable(statement: ast.AlterTable, context: BindContext): StatementResult {
  if (statement.ifExists && !context.catalog.find(context.catalog.resolveName(statement.name.parts.map((p) => p.name))))
    return DONE;
  const table = findObject(statement.name, context);
  if (!table) return FAILED;
  if (table.kind === 'view' || statement.materialized) {
    context.diagnostics.error(
      'invalid-statement',
      `'${table.name.object}' is no ${statement.materialized ? 'materialized table' : 'table'}`,
      statement.name.span,
    );
    return FAILED;
  }
  if (statement.action.kind === 'rename') return rename(table, statement.action.to, context);
  const changed = change(table, statement.action, statement, context);
  if (!changed) return FAILED;
  const { name, span, temporary } = table;
  context.catalog.put({
    ...makeTable(changed, { temporary }, name, span, context),
    ...(table.comment === undefined ? {} : { comment: table.comment }),
  });
  return DONE;
}

function rename(table: CatalogTable, to: ast.Identifier, context: BindContext): StatementResult {
  const name = { ...table.name, object: to.parts.at(-1)!.name };
  if (context.catalog.find(name)) {
    context.diagnostics.error('duplicate-name', `'${name.object}' exists already`, to.span);
    return FAILED;
  }
  context.catalog.drop(table);
  context.catalog.put({ ...table, name });
  return DONE;
}

function change(
  table: CatalogTable,
  action: ast.AlterTableAction,
  statement: ast.AlterTable,
  context: BindContext,
): CatalogTable | undefined {
  switch (action.kind) {
    case 'set-options': {
      const { options, optionSpans } = readProperties(action.options, context);
      return {
        ...table,
        options: { ...table.options, ...options },
        optionSpans: { ...table.optionSpans, ...optionSpans },
      };
    }
    case 'reset-options': {
      const gone = new Set(action.keys.map((key) => key.value));
      return { ...table, options: Object.fromEntries(Object.entries(table.options).filter(([key]) => !gone.has(key))) };
    }
    case 'rename-column':
      return renameColumn(table, action.from, plain(action.to), context);
    case 'add':
    case 'modify':
      return alterSchema(table, action, context);
    case 'drop-columns':
      return dropColumns(table, action.columns, context);
    case 'drop-primary-key':
    case 'drop-constraint':
      return { ...table, primaryKey: [] };
    case 'drop-watermark': {
      const { watermark: _dropped, ...rest } = table;
      return rest;
    }
    default:
      context.diagnostics.error(
        'not-supported',
        `ALTER TABLE … ${action.kind.replaceAll('-', ' ').toUpperCase()} is not supported`,
        statement.span,
      );
      return undefined;
  }
}

const indexOf = (table: CatalogTable, name: ast.Identifier, context: BindContext): number => {
  const index = table.columns.findIndex((c) => c.name === plain(name));
  if (index < 0)
    context.diagnostics.error(
      'unknown-column',
      `table '${table.name.object}' has no column '${plain(name)}'`,
      name.span,
    );
  return index;
};

function renameColumn(
  table: CatalogTable,
  from: ast.Identifier,
  to: string,
  context: BindContext,
): CatalogTable | undefined {
  const index = indexOf(table, from, context);
  if (index < 0) return undefined;
  const swap = (name: string) => (name === plain(from) ? to : name);
  return {
    ...table,
    columns: table.columns.map((c, i) => (i === index ? { ...c, name: to } : c)),
    primaryKey: table.primaryKey.map(swap),
    partitionKeys: table.partitionKeys.map(swap),
  };
}

function alterSchema(table: CatalogTable, action: ast.AlterSchema, context: BindContext): CatalogTable | undefined {
  const columns = [...table.columns];
  for (const { column, position } of action.columns) {
    const [bound] = bindColumns([column], { ...context }) as [CatalogColumn];
    const at = columns.findIndex((c) => c.name === bound.name);
    if (action.kind === 'add' && at >= 0)
      context.diagnostics.error(
        'duplicate-name',
        `table '${table.name.object}' has a column '${bound.name}' already`,
        column.span,
      );
    if (action.kind === 'modify' && at < 0)
      context.diagnostics.error(
        'unknown-column',
        `table '${table.name.object}' has no column '${bound.name}'`,
        column.span,
      );
    if (at >= 0) columns.splice(at, 1);
    const before =
      typeof position === 'object'
        ? columns.findIndex((c) => c.name === plain(position.after)) + 1
        : position === 'FIRST'
          ? 0
          : at >= 0
            ? at
            : columns.length;
    columns.splice(before, 0, bound);
  }
  const key = primaryKeyOf(
    action.columns.map((c) => c.column),
    action.constraints,
    context,
  );
  const watermark = action.watermark ? watermarkOf(action.watermark) : table.watermark;
  return { ...table, columns, primaryKey: key?.columns ?? table.primaryKey, ...(watermark ? { watermark } : {}) };
}

function dropColumns(
  table: CatalogTable,
  names: readonly ast.Identifier[],
  context: BindContext,
): CatalogTable | undefined {
  const gone = new Set(names.map(plain));
  if (names.some((name) => indexOf(table, name, context) < 0)) return undefined;
  return { ...table, columns: table.columns.filter((c) => !gone.has(c.name)) };
}

export function alterView(statement: ast.AlterView, context: BindContext): StatementResult {
  const view = findObject(statement.name, context);
  if (!view) return FAILED;
  if (view.kind !== 'view') {
    context.diagnostics.error('invalid-statement', `'${view.name.object}' is a table`, statement.name.span);
    return FAILED;
  }
  if (statement.action.kind === 'rename') {
    context.catalog.drop(view);
    context.catalog.put({ ...view, name: { ...view.name, object: statement.action.to.parts.at(-1)!.name } });
    return DONE;
  }
  const bound = bindQuery(statement.action.query, context);
  if (!bound) return FAILED;
  const names = uniqueNames(bound.columns.map((c) => c.name));
  context.catalog.put({
    ...view,
    query: statement.action.query,
    columns: bound.columns.map((c, i) => ({ name: names[i]!, type: c.type })),
  });
  return DONE;
}
