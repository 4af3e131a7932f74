/** CREATE, ALTER, DROP and USE of catalogs and databases. */
import type * as ast from '../../sql/ast/index.ts';
import type { BindContext } from '../bind/context.ts';
import { readProperties } from './create-table.ts';
import type { StatementResult } from './result.ts';
import { DONE, FAILED } from './result.ts';

const nameOf = (identifier: ast.Identifier): string => identifier.parts.at(-1)!.name;

export function createCatalog(statement: ast.CreateCatalog, context: BindContext): StatementResult {
  const name = nameOf(statement.name);
  const { options, optionSpans } = readProperties(statement.options, context);
  if (context.catalog.hasCatalog(name)) {
    if (statement.ifNotExists) return DONE;
    context.diagnostics.error('duplicate-name', `catalog '${name}' exists already`, statement.name.span);
    return FAILED;
  }
  if (options.type !== 'generic_in_memory') {
    const message =
      options.type === undefined ? "option 'type' is required" : `catalogs of type '${options.type}' are not supported`;
    context.diagnostics.error(
      options.type === undefined ? 'option-missing' : 'not-supported',
      message,
      optionSpans.type?.value ?? statement.name.span,
      { hint: "'type' = 'generic_in_memory' is" },
    );
    return FAILED;
  }
  const unknown = Object.keys(options).filter((key) => key !== 'type' && key !== 'default-database');
  for (const key of unknown)
    context.diagnostics.error(
      'option-unknown',
      `a generic_in_memory catalog has no option '${key}'`,
      optionSpans[key]!.key,
    );
  if (unknown.length > 0) return FAILED;
  context.catalog.createCatalog(name, options, statement.comment?.value);
  return DONE;
}

export function createDatabase(statement: ast.CreateDatabase, context: BindContext): StatementResult {
  const place = databasePlace(statement.name, context);
  if (!place) return FAILED;
  if (context.catalog.hasDatabase(place.catalog, place.database)) {
    if (statement.ifNotExists) return DONE;
    context.diagnostics.error('duplicate-name', `database '${place.database}' exists already`, statement.name.span);
    return FAILED;
  }
  context.catalog.createDatabase(
    place.catalog,
    place.database,
    readProperties(statement.options, context).options,
    statement.comment?.value,
  );
  return DONE;
}

function databasePlace(name: ast.Identifier, context: BindContext): { catalog: string; database: string } | undefined {
  const catalog = name.parts.length > 1 ? name.parts[0]!.name : context.catalog.currentCatalog;
  if (context.catalog.hasCatalog(catalog)) return { catalog, database: nameOf(name) };
  context.diagnostics.error('unknown-table', `unknown catalog '${catalog}'`, name.parts[0]!.span, {
    notes: [`catalogs are ${context.catalog.catalogNames().join(', ')}`],
  });
  return undefined;
}

export function alterDatabase(statement: ast.AlterDatabase, context: BindContext): StatementResult {
  const place = existingDatabase(statement.name, context);
  if (!place) return FAILED;
  const options = {
    ...context.catalog.databaseOptions(place.catalog, place.database),
    ...readProperties(statement.action.options, context).options,
  };
  context.catalog.setDatabaseOptions(place.catalog, place.database, options);
  return DONE;
}

function existingDatabase(
  name: ast.Identifier,
  context: BindContext,
): { catalog: string; database: string } | undefined {
  const place = databasePlace(name, context);
  if (!place || context.catalog.hasDatabase(place.catalog, place.database)) return place;
  context.diagnostics.error('unknown-table', `unknown database '${place.database}'`, name.span, {
    notes: [`databases of '${place.catalog}' are ${context.catalog.databaseNames(place.catalog).join(', ')}`],
  });
  return undefined;
}

export function use(statement: ast.Use, context: BindContext): StatementResult {
  if (statement.what === 'CATALOG') {
    const name = nameOf(statement.name);
    if (!context.catalog.hasCatalog(name)) {
      context.diagnostics.error('unknown-table', `unknown catalog '${name}'`, statement.name.span, {
        notes: [`catalogs are ${context.catalog.catalogNames().join(', ')}`],
      });
      return FAILED;
    }
    context.catalog.useCatalog(name);
    return DONE;
  }
  const place = existingDatabase(statement.name, context);
  if (!place) return FAILED;
  context.catalog.currentCatalog = place.catalog;
  context.catalog.currentDatabase = place.database;
  return DONE;
}

export function dropCatalog(statement: ast.DropStatement, context: BindContext): StatementResult {
  const name = nameOf(statement.name);
  if (!context.catalog.hasCatalog(name)) return missing('catalog', statement, context);
  if (name === context.catalog.currentCatalog) {
    context.diagnostics.error('invalid-statement', `catalog '${name}' is in use`, statement.span);
    return FAILED;
  }
  context.catalog.dropCatalog(name);
  return DONE;
}

export function dropDatabase(statement: ast.DropStatement, context: BindContext): StatementResult {
  const place = databasePlace(statement.name, context);
  if (!place) return FAILED;
  if (!context.catalog.hasDatabase(place.catalog, place.database)) return missing('database', statement, context);
  if (place.catalog === context.catalog.currentCatalog && place.database === context.catalog.currentDatabase) {
    context.diagnostics.error('invalid-statement', `database '${place.database}' is in use`, statement.span);
    return FAILED;
  }
  const objects = context.catalog.objectsOf(place.catalog, place.database);
  const functions = context.catalog.functions.permanentIn(place.catalog, place.database);
  const names = [...objects.map((o) => o.name.object), ...functions.map((f) => f.name)];
  if (names.length > 0 && statement.behavior !== 'CASCADE') {
    context.diagnostics.error(
      'invalid-statement',
      `database '${place.database}' is not empty: ${names.join(', ')}`,
      statement.span,
      { hint: 'DROP DATABASE … CASCADE drops what is in it too' },
    );
    return FAILED;
  }
  for (const object of objects) context.catalog.drop(object);
  for (const { name } of functions) context.catalog.functions.drop('permanent', { ...place, object: name });
  context.catalog.dropDatabase(place.catalog, place.database);
  return DONE;
}

export function missing(what: string, statement: ast.DropStatement, context: BindContext): StatementResult {
  if (statement.ifExists) return DONE;
  context.diagnostics.error(
    'unknown-table',
    `unknown ${what} '${statement.name.parts.map((p) => p.name).join('.')}'`,
    statement.name.span,
  );
  return FAILED;
}
