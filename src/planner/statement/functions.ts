/** CREATE, ALTER and DROP FUNCTION. */
import type * as ast from '../../sql/ast/index.ts';
import type { CatalogFunction, FunctionScope } from '../../sql/catalog/function-catalog.ts';
import type { ObjectName } from '../../sql/catalog/objects.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';
import { userEntry } from '../../sql/functions/user/entry.ts';
import type { FunctionLoader } from '../../sql/functions/user/loader.ts';
import type { BindContext } from '../bind/context.ts';
import { bindType } from '../bind/types.ts';
import { loadFunction, type Made, type Signature } from './function-code.ts';
import type { StatementResult } from './result.ts';
import { DONE, FAILED } from './result.ts';

const scopeOf = (statement: { readonly temporary: boolean; readonly system: boolean }): FunctionScope =>
  statement.system ? 'system' : statement.temporary ? 'temporary' : 'permanent';

function invalid(message: string, statement: { name: ast.Identifier }, context: BindContext, hint?: string) {
  context.diagnostics.error('invalid-statement', message, statement.name.span, hint ? { hint } : {});
  return FAILED;
}

const resolved = (name: ast.Identifier, context: BindContext): ObjectName =>
  context.catalog.resolveName(name.parts.map((p) => p.name));

export function createFunction(
  statement: ast.CreateFunction,
  loader: FunctionLoader | undefined,
  context: BindContext,
): StatementResult {
  const name = resolved(statement.name, context);
  const scope = scopeOf(statement);
  const { functions } = context.catalog;
  if (scope !== 'system' && !context.catalog.hasDatabase(name.catalog, name.database)) {
    const message = `unknown database '${name.catalog}.${name.database}'`;
    context.diagnostics.error('unknown-table', message, statement.name.span);
    return FAILED;
  }
  if (functions.at(scope, name)) {
    if (statement.ifNotExists) return DONE;
    context.diagnostics.error('duplicate-name', `function '${name.object}' exists already`, statement.name.span, {
      hint: 'IF NOT EXISTS leaves it as it is; DROP FUNCTION removes it',
    });
    return FAILED;
  }
  const errors = context.diagnostics.errorCount;
  const declared = declaredBy(statement, context);
  if (context.diagnostics.errorCount > errors) return FAILED;
  const made = loadFunction(statement, name.object, declared, loader, context);
  if (!made) return FAILED;
  put(made, scope, name, context);
  if (scope !== 'system' && statement.name.parts.length === 1) warnIfHidden(name, statement.name.span, context);
  return DONE;
}

function declaredBy(statement: ast.CreateFunction, context: BindContext): Signature {
  const { parameters, returns } = statement;
  refuseTwice(parameters ?? [], 'parameter', context);
  return {
    parameters: parameters?.map((p) => ({
      name: p.name.name,
      type: bindType(p.type, context.diagnostics),
      span: p.span,
    })),
    ...boundReturns(returns, context),
  };
}

/** `TABLE (…)` is a table function's, whose rows have these columns. */
function boundReturns(
  returns: ast.CreateFunction['returns'],
  context: BindContext,
): Pick<Signature, 'returns' | 'table'> {
  if (returns?.kind !== 'returned-table')
    return { table: false, returns: returns && bindType(returns, context.diagnostics) };
  refuseTwice(returns.columns, 'column', context);
  const fields = returns.columns.map((c) => ({ name: c.name.name, type: bindType(c.type, context.diagnostics) }));
  return { table: true, returns: { kind: 'ROW', fields, nullable: true } };
}

function refuseTwice(parameters: readonly ast.FunctionParameter[], what: string, context: BindContext): void {
  for (const [i, { name }] of parameters.entries())
    if (parameters.findIndex((other) => other.name.name === name.name) < i)
      context.diagnostics.error('duplicate-name', `${what} '${name.name}' is there twice`, name.span);
}

function put(made: Made, scope: FunctionScope, name: ObjectName, context: BindContext): void {
  const { functions } = context.catalog;
  const definition = { ...made.definition, key: functions.newKey(scope === 'system' ? name.object : name) };
  const { catalog, database } = name;
  const entry: CatalogFunction = {
    scope,
    ...(scope === 'system' ? {} : { home: { catalog, database } }),
    name: name.object,
    language: made.language,
    definition,
    entry: userEntry(definition, made.implementation),
  };
  functions.put(entry, name);
}

function warnIfHidden(name: ObjectName, span: ast.Identifier['span'], context: BindContext): void {
  if (context.functions.scalar(name.object) === undefined) return;
  context.diagnostics.warning('duplicate-name', `the built-in function ${name.object.toUpperCase()} hides it`, span, {
    hint: `call it ${name.database}.\`${name.object}\`, or make it with CREATE TEMPORARY SYSTEM FUNCTION`,
  });
}

const NOTHING_DECLARED: Signature = { parameters: undefined, returns: undefined, table: false };

/** Flink alters permanent functions only. Types that neither the statement nor the file gives stay. */
export function alterFunction(
  statement: ast.AlterFunction,
  loader: FunctionLoader | undefined,
  context: BindContext,
): StatementResult {
  if (statement.temporary) {
    const what = statement.system ? 'system function' : 'function';
    return invalid(`a temporary ${what} cannot be altered`, statement, context, 'drop it and create it again');
  }
  const name = resolved(statement.name, context);
  const before = context.catalog.functions.at('permanent', name);
  if (!before) return statement.ifExists ? DONE : unknown(statement.name, context);
  const { parameters, returns, kind } = before.definition;
  const created = { ...statement, language: statement.language ?? before.language, using: [], options: [] };
  const made = loadFunction(created, name.object, NOTHING_DECLARED, loader, context, {
    parameters,
    returns,
    table: kind === 'table',
  });
  if (!made) return FAILED;
  put(made, 'permanent', name, context);
  return DONE;
}

export function dropFunction(statement: ast.DropStatement, context: BindContext): StatementResult {
  const name = resolved(statement.name, context);
  const { functions } = context.catalog;
  if (statement.system && !statement.temporary)
    return invalid('a system function is always temporary', statement, context, 'DROP TEMPORARY SYSTEM FUNCTION');
  const scope = scopeOf(statement);
  if (scope === 'permanent' && functions.at('temporary', name))
    return invalid(
      `a temporary function '${name.object}' exists`,
      statement,
      context,
      'DROP TEMPORARY FUNCTION comes first',
    );
  if (functions.at(scope, name)) {
    functions.drop(scope, name);
    return DONE;
  }
  return statement.ifExists ? DONE : unknown(statement.name, context);
}

function unknown(name: ast.Identifier, context: BindContext): StatementResult {
  const text = name.parts.map((p) => p.name).join('.');
  const { functions } = context.catalog;
  const { catalog, database } = resolved(name, context);
  const near = suggest(name.parts.at(-1)!.name, functions.namesIn(catalog, database));
  const isBuiltIn = context.functions.scalar(text) !== undefined;
  const hint = near ? `did you mean '${near}'?` : isBuiltIn ? 'a built-in function stays as it is' : undefined;
  context.diagnostics.error('unknown-function', `unknown function '${text}'`, name.span, hint ? { hint } : {});
  return FAILED;
}
