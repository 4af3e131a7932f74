/** CREATE and DROP of tables and views. */

import type * as ast from '../../sql/ast/index.ts';
import type { CatalogObject, CatalogTable, ObjectName } from '../../sql/catalog/objects.ts';
import { plural } from '../../sql/diagnostics/plural.ts';
import type { BindContext } from '../bind/context.ts';
import { bindQuery } from '../bind/query.ts';
import { uniqueNames } from '../bind/select.ts';
import { unknownTable } from '../bind/table.ts';
import type { TableParts } from './create-table.ts';
import { makeTable, partsOf } from './create-table.ts';
import { missing } from './databases.ts';
import { checkNewSink, sinkOf } from './insert.ts';
import { mergeLike } from './like.ts';
import type { StatementResult } from './result.ts';
import { DONE, FAILED } from './result.ts';

/** @returns the name for a new object, or undefined when its database is not there */
function newName(name: ast.Identifier, context: BindContext): ObjectName | undefined {
  const resolved = context.catalog.resolveName(name.parts.map((p) => p.name));
  if (context.catalog.hasDatabase(resolved.catalog, resolved.database)) return resolved;
  context.diagnostics.error('unknown-table', `unknown database '${resolved.catalog}.${resolved.database}'`, name.span);
  return undefined;
}

/** An object that is in the way; false when the statement can go on. */
function inTheWay(
  name: ObjectName,
  statement: { ifNotExists: boolean; temporary: boolean; name: ast.Identifier },
  context: BindContext,
): 'skip' | 'fail' | false {
  const there = context.catalog.find(name);
  if (!there || (statement.temporary && !there.temporary)) return false;
  if (statement.ifNotExists) return 'skip';
  context.diagnostics.error('duplicate-name', `${there.kind} '${name.object}' exists already`, statement.name.span, {
    hint: 'IF NOT EXISTS leaves it as it is',
  });
  return 'fail';
}

export function createTable(statement: ast.CreateTable, context: BindContext): StatementResult {
  const name = newName(statement.name, context);
  if (!name) return FAILED;
  const there = statement.replace ? false : inTheWay(name, statement, context);
  if (there === 'skip') return DONE;
  if (statement.query && there === 'fail') {
    bindQuery(statement.query, context);
    return FAILED;
  }
  if (statement.query) return createTableAs(statement, statement.query, name, context);
  const parts = withLike(partsOf(statement, context), statement, context);
  if (!parts) return FAILED;
  if (there === 'fail') return FAILED;
  context.catalog.put(makeTable(parts, statement, name, statement.name.span, context));
  return DONE;
}

function withLike(parts: TableParts, statement: ast.CreateTable, context: BindContext): TableParts | undefined {
  if (!statement.like) return parts;
  const base = context.catalog.find(context.catalog.resolveName(statement.like.table.parts.map((p) => p.name)));
  if (!base) return unknownTable(statement.like.table, context);
  if (base.kind === 'view') {
    context.diagnostics.error(
      'invalid-statement',
      `LIKE takes a table, and '${base.name.object}' is a view`,
      statement.like.table.span,
    );
    return undefined;
  }
  return mergeLike(base, parts, statement.like.options, statement.like.span, context);
}

/** CREATE TABLE … AS SELECT: a table with the query's columns, and a job that fills it. */
function createTableAs(
  statement: ast.CreateTable,
  query: ast.Query,
  name: ObjectName,
  context: BindContext,
): StatementResult {
  const source = bindQuery(query, context);
  if (!source) return FAILED;
  const own = partsOf(statement, context);
  const fromQuery = source.columns.filter((c) => !own.columns.some((o) => o.name === c.name));
  let columns = [
    ...own.columns,
    ...fromQuery.map((c) => ({ kind: 'physical', name: c.name, type: c.type, span: query.span }) as const),
  ];
  if (statement.columnNames) {
    const wanted = statement.columnNames.map((n) => n.parts.at(-1)!.name);
    columns = wanted.flatMap((n) => columns.filter((c) => c.name === n));
    if (columns.length !== source.columns.length)
      context.diagnostics.error(
        'schema-mismatch',
        'the column list must name every column of the query once',
        statement.span,
      );
  }
  const before = context.diagnostics.errorCount;
  const table = makeTable({ ...own, columns }, statement, name, statement.name.span, context);
  context.catalog.put(table);
  if (context.diagnostics.errorCount > before) return FAILED;
  const targets = source.columns.map(
    (c): ast.Identifier => ({
      kind: 'identifier',
      parts: [{ name: c.name, quoted: true, span: query.span }],
      span: query.span,
    }),
  );
  const insert = { span: statement.span, table: statement.name, overwrite: false, columns: targets };
  if (!checkNewSink(table, insert, context)) return FAILED;
  const output = sinkOf(table, source, insert, context);
  return output ? { kind: 'insert', outputs: [output] } : FAILED;
}

export function createView(statement: ast.CreateView, context: BindContext): StatementResult {
  const name = newName(statement.name, context);
  if (!name) return FAILED;
  const there = statement.replace ? false : inTheWay(name, statement, context);
  if (there === 'skip') return DONE;
  const bound = bindQuery(statement.query, context);
  if (!bound || there === 'fail') return FAILED;
  const given = statement.columns.map((c) => c.name);
  if (given.length > 0 && given.length !== bound.columns.length) {
    context.diagnostics.error(
      'invalid-statement',
      `the view names ${plural(given.length, 'column')} and its query gives ${bound.columns.length}`,
      statement.name.span,
    );
    return FAILED;
  }
  const names = uniqueNames(given.length > 0 ? given : bound.columns.map((c) => c.name));
  context.catalog.put({
    kind: 'view',
    name,
    temporary: statement.temporary,
    query: statement.query,
    span: statement.name.span,
    columns: bound.columns.map((c, i) => ({ name: names[i]!, type: c.type })),
    home: { catalog: context.catalog.currentCatalog, database: context.catalog.currentDatabase },
    ...(statement.comment ? { comment: statement.comment.value } : {}),
  });
  return DONE;
}

export function dropObject(
  statement: ast.DropStatement,
  kind: 'table' | 'view',
  context: BindContext,
): StatementResult {
  const object = context.catalog.find(context.catalog.resolveName(statement.name.parts.map((p) => p.name)));
  if (!object || (statement.temporary && !object.temporary)) return missing(kind, statement, context);
  if (object.kind !== kind) {
    context.diagnostics.error('invalid-statement', `'${object.name.object}' is a ${object.kind}`, statement.name.span, {
      hint: `DROP ${object.kind.toUpperCase()}`,
    });
    return FAILED;
  }
  context.catalog.drop(object);
  return DONE;
}

export function findObject(name: ast.Identifier, context: BindContext): CatalogObject | undefined {
  return (
    context.catalog.find(context.catalog.resolveName(name.parts.map((p) => p.name))) ?? unknownTable(name, context)
  );
}

export function findTable(name: ast.Identifier, context: BindContext): CatalogTable | undefined {
  const object = findObject(name, context);
  if (object?.kind !== 'view') return object;
  context.diagnostics.error('invalid-statement', `'${object.name.object}' is a view`, name.span);
  return undefined;
}
