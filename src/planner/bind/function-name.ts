/** The name of a call -> the user's function it means; built-in functions keep their names. */
import type { Identifier } from '../../sql/ast/index.ts';
import type { CatalogManager } from '../../sql/catalog/catalog-manager.ts';
import type { CatalogFunction } from '../../sql/catalog/function-catalog.ts';
import { type FunctionRegistry, withEntries } from '../../sql/functions/registry.ts';
import type { BindContext } from './context.ts';

/** @param known the name is a built-in function's that the registry has not: an aggregate's */
export function userFunction(name: Identifier, known: boolean, context: BindContext): CatalogFunction | undefined {
  const parts = name.parts.map((part) => part.name);
  if (parts.length > 3) return undefined;
  const resolved = context.catalog.resolveName(parts, context.home);
  const isBuiltIn = known || context.functions.scalar(resolved.object) !== undefined;
  return context.catalog.functions.resolve(resolved, parts.length > 1, isBuiltIn);
}

/** Built-in functions by name, the session's by key; names are those that can be called without a database. */
export function withUserFunctions(builtIn: FunctionRegistry, catalog: CatalogManager): FunctionRegistry {
  const { functions } = catalog;
  const userNames = () => functions.namesIn(catalog.currentCatalog, catalog.currentDatabase);
  const { scalar, table } = withEntries(builtIn, (name) => functions.ofKey(name)?.entry);
  return {
    scalar,
    table,
    get names() {
      const made = userNames();
      return made.length === 0 ? builtIn.names : [...new Set([...builtIn.names, ...made.map((n) => n.toUpperCase())])];
    },
    get userNames() {
      return userNames();
    },
  };
}
