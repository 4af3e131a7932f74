import type { ScalarFunction } from './define.ts';

/** Functions by name, as the binder looks them up. */
export interface FunctionRegistry {
  scalar(name: string): ScalarFunction | undefined;
  readonly names: readonly string[];
}

/** Built-in names are upper case; look-up ignores case, as Flink's does for functions. */
export function functionRegistry(functions: readonly ScalarFunction[]): FunctionRegistry {
  const byName = new Map<string, ScalarFunction>();
  for (const fn of functions) for (const name of [fn.name, ...(fn.aliases ?? [])]) byName.set(name.toUpperCase(), fn);
  return { scalar: (name) => byName.get(name.toUpperCase()), names: [...byName.keys()] };
}
