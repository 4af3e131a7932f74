import type { ScalarFunction, TableFunction } from './define.ts';

/** Functions by name, as the binder looks them up. */
export interface FunctionRegistry {
  scalar(name: string): ScalarFunction | undefined;
  table(name: string): TableFunction | undefined;
  /** Names a user can write. */
  readonly names: readonly string[];
  /** Names of functions made by CREATE FUNCTION. */
  readonly userNames: readonly string[];
}

/** Built-in names are upper case; look-up ignores case, as Flink's does for functions. */
export function functionRegistry(functions: readonly ScalarFunction[]): FunctionRegistry {
  const byName = new Map<string, ScalarFunction>();
  for (const fn of functions) for (const name of [fn.name, ...(fn.aliases ?? [])]) byName.set(name.toUpperCase(), fn);
  const names = [...byName.keys()].filter((name) => !name.startsWith('$'));
  return { scalar: (name) => byName.get(name.toUpperCase()), table: () => undefined, names, userNames: [] };
}

/** The registry with further functions, which come before its own. */
export function withEntries(
  registry: FunctionRegistry,
  find: (name: string) => ScalarFunction | TableFunction | undefined,
): FunctionRegistry {
  return {
    scalar(name) {
      const found = find(name);
      return found?.kind === 'scalar' ? found : registry.scalar(name);
    },
    table(name) {
      const found = find(name);
      return found?.kind === 'table' ? found : registry.table(name);
    },
    names: registry.names,
    userNames: registry.userNames,
  };
}
