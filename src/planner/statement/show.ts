/** SHOW … and DESCRIBE -> tables of text. */
import type * as ast from '../../sql/ast/index.ts';
import { printExpression } from '../../sql/ast/print.ts';
import type { CatalogFunction } from '../../sql/catalog/function-catalog.ts';
import type { CatalogObject, CatalogTable } from '../../sql/catalog/objects.ts';
import { printType, printTypeWithNullability } from '../../sql/types/print.ts';
import { unknownFunction } from '../bind/call.ts';
import type { BindContext } from '../bind/context.ts';
import { userFunction } from '../bind/function-name.ts';
import { createStatement } from './create-text.ts';
import { registeredName, shownNames } from './function-names.ts';
import { namesLike } from './like-names.ts';
import { findObject } from './objects.ts';
import type { StatementResult } from './result.ts';
import { FAILED } from './result.ts';

const table = (columns: readonly string[], rows: readonly (readonly (string | null)[])[]): StatementResult => ({
  kind: 'table',
  columns,
  rows,
});

export function show(statement: ast.Show, context: BindContext): StatementResult {
  const names = namesOf(statement, context);
  if (!names) return FAILED;
  const found = namesLike(names.list, statement, context.diagnostics);
  if (!found) return FAILED;
  if (names.object) return describeObject(names.object, found);
  if (statement.what === 'FULL MODULES')
    return table(
      ['module name', 'used'],
      found.map((name) => [name, 'TRUE']),
    );
  return table(
    [HEADS[statement.what] ?? statement.what.toLowerCase().replace('user ', '').replace(/s$/, ' name')],
    found.map((name) => [name]),
  );
}

/** Flink's names of the result's column, where they are not `… name`. */
const HEADS: Partial<Record<ast.Show['what'], string>> = { JARS: 'jars', 'MATERIALIZED TABLES': 'materialized table' };

function namesOf(
  statement: ast.Show,
  context: BindContext,
): { list: readonly string[]; object?: CatalogObject } | undefined {
  const { catalog } = context;
  const scope = statement.scope?.parts.map((p) => p.name);
  switch (statement.what) {
    case 'CATALOGS':
      return { list: catalog.catalogNames() };
    case 'DATABASES': {
      const name = scope?.[0] ?? catalog.currentCatalog;
      if (catalog.hasCatalog(name)) return { list: catalog.databaseNames(name) };
      context.diagnostics.error('unknown-table', `unknown catalog '${name}'`, statement.scope!.span);
      return undefined;
    }
    case 'TABLES':
    case 'VIEWS': {
      const home = {
        catalog: scope && scope.length > 1 ? scope[0]! : catalog.currentCatalog,
        database: scope?.at(-1) ?? catalog.currentDatabase,
      };
      if (!catalog.hasDatabase(home.catalog, home.database)) {
        context.diagnostics.error(
          'unknown-table',
          `unknown database '${home.catalog}.${home.database}'`,
          statement.scope!.span,
        );
        return undefined;
      }
      return {
        list: catalog
          .objectsOf(home.catalog, home.database)
          .filter((o) => statement.what === 'TABLES' || o.kind === 'view')
          .map((o) => o.name.object),
      };
    }
    case 'COLUMNS': {
      const object = findObject(statement.scope!, context);
      return object && { list: object.columns.map((column) => column.name), object };
    }
    case 'FUNCTIONS':
      return functionNames(statement, context, context.functions.names);
    case 'USER FUNCTIONS':
      return functionNames(statement, context, []);
    case 'MODULES':
    case 'FULL MODULES':
      return { list: ['core'] };
    case 'JARS':
    case 'MODELS':
    case 'PROCEDURES':
    case 'CONNECTIONS':
    case 'MATERIALIZED TABLES':
      return { list: [] };
    case 'JOBS':
      context.diagnostics.error('not-supported', 'SHOW JOBS is not supported', statement.span, {
        hint: 'a job lives in the streamsql process that runs it',
      });
      return undefined;
  }
}

/** Functions of the database that is named, or of the current one, beside `builtIn`. */
function functionNames(
  statement: ast.Show,
  context: BindContext,
  builtIn: readonly string[],
): { list: readonly string[] } | undefined {
  const { catalog } = context;
  const scope = statement.scope?.parts.map((p) => p.name) ?? [];
  const home = catalog.resolveName([...scope, '']);
  if (scope.length > 0 && !catalog.hasDatabase(home.catalog, home.database)) {
    const message = `unknown database '${home.catalog}.${home.database}'`;
    context.diagnostics.error('unknown-table', message, statement.scope!.span);
    return undefined;
  }
  const own = catalog.functions.namesIn(home.catalog, home.database);
  return { list: [...new Set([...shownNames(builtIn), ...own])].sort() };
}

export function showCurrent(statement: ast.ShowCurrent, context: BindContext): StatementResult {
  return statement.what === 'CATALOG'
    ? table(['current catalog name'], [[context.catalog.currentCatalog]])
    : table(['current database name'], [[context.catalog.currentDatabase]]);
}

export function showCreate(statement: ast.ShowCreate, context: BindContext): StatementResult {
  if (statement.what !== 'TABLE' && statement.what !== 'VIEW') {
    context.diagnostics.error('not-supported', `SHOW CREATE ${statement.what} is not supported`, statement.span);
    return FAILED;
  }
  const object = findObject(statement.name, context);
  if (!object) return FAILED;
  if (object.kind !== statement.what.toLowerCase()) {
    context.diagnostics.error('invalid-statement', `'${object.name.object}' is a ${object.kind}`, statement.name.span, {
      hint: `SHOW CREATE ${object.kind.toUpperCase()}`,
    });
    return FAILED;
  }
  return table(
    ['result'],
    [
      [
        createStatement(
          object,
          (option) => context.connectors.find(optionOf(object, 'connector'))?.isSecret(option) ?? false,
        ),
      ],
    ],
  );
}

const optionOf = (object: CatalogObject, key: string): string =>
  object.kind === 'table' ? (object.options[key] ?? '') : '';

export function describe(statement: ast.Describe, context: BindContext): StatementResult {
  if (statement.what === 'TABLE') {
    const object = findObject(statement.name, context);
    return object ? describeObject(object) : FAILED;
  }
  if (statement.what === 'FUNCTION') return describeFunction(statement, context);
  if (statement.what === 'DATABASE' || statement.what === 'CATALOG') {
    const name = statement.name.parts.at(-1)!.name;
    return table(['info name', 'info value'], [['name', name]]);
  }
  context.diagnostics.error('not-supported', `DESCRIBE ${statement.what} is not supported`, statement.span);
  return FAILED;
}

function describeFunction(statement: ast.Describe, context: BindContext): StatementResult {
  const user = userFunction(statement.name, false, context);
  if (user) return table(['info name', 'info value'], describeUserFunction(user));
  const name = statement.name.parts.map((p) => p.name).join('.');
  const fn = context.functions.scalar(name) ?? context.functions.scalar(registeredName(name) ?? name);
  if (!fn) {
    unknownFunction(name, statement.name.span, context);
    return FAILED;
  }
  const rows: [string, string][] = [
    ['name', fn.name],
    ['kind', 'scalar'],
    ['category', fn.category],
    ['summary', fn.summary],
    ['deterministic', String(fn.deterministic === true)],
  ];
  for (const parameter of fn.parameters) rows.push([`parameter ${parameter.name}`, parameter.doc]);
  for (const example of fn.examples) rows.push(['example', `${example.sql} = ${example.result}`]);
  return table(['info name', 'info value'], rows);
}

function describeUserFunction({ scope, name, language, definition }: CatalogFunction): [string, string][] {
  const { source } = definition;
  const written = source.kind === 'file' ? `${source.path}#${source.export}` : `${source.file}:${source.line}`;
  return [
    ['name', name],
    ['kind', definition.kind],
    ['is system function', String(scope === 'system')],
    ['is temporary', String(scope !== 'permanent')],
    ['language', language],
    ['written in', written],
    ['deterministic', String(definition.deterministic)],
    ...definition.parameters.map((p): [string, string] => [`parameter ${p.name}`, printTypeWithNullability(p.type)]),
    ['returns', printTypeWithNullability(definition.returns)],
  ];
}

/** Flink's columns of DESCRIBE: name, type, null, key, extras, watermark, and comment where one has a comment. */
function describeObject(object: CatalogObject, names?: readonly string[]): StatementResult {
  const hasComments = object.columns.some((column) => commentOf(column) !== undefined);
  const rows = object.columns
    .filter((column) => names === undefined || names.includes(column.name))
    .map((column) => [
      column.name,
      describedType(object, column),
      column.type.nullable ? 'TRUE' : 'FALSE',
      object.kind === 'table' && object.primaryKey.includes(column.name)
        ? `PRI(${object.primaryKey.join(', ')})`
        : null,
      object.kind === 'table' ? extras(object, column.name) : null,
      object.kind === 'table' && object.watermark?.column === column.name
        ? printExpression(object.watermark.expression)
        : null,
      ...(hasComments ? [commentOf(column) ?? null] : []),
    ]);
  return table(['name', 'type', 'null', 'key', 'extras', 'watermark', ...(hasComments ? ['comment'] : [])], rows);
}

const commentOf = (column: CatalogObject['columns'][number]): string | undefined =>
  'comment' in column ? column.comment : undefined;

const describedType = (object: CatalogObject, { name, type }: CatalogObject['columns'][number]): string =>
  `${printType(type)}${object.kind === 'table' && object.watermark?.column === name ? ' *ROWTIME*' : ''}`;

function extras(object: CatalogTable, name: string): string | null {
  const column = object.columns.find((c) => c.name === name)!;
  if (column.kind === 'computed') return `AS ${printExpression(column.expression)}`;
  if (column.kind === 'metadata')
    return `METADATA${column.key === name ? '' : ` FROM '${column.key}'`}${column.virtual ? ' VIRTUAL' : ''}`;
  return null;
}
