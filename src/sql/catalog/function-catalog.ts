/** The functions made by CREATE FUNCTION, found as Flink finds them (FunctionCatalog). */
import type { ScalarFunction, TableFunction } from '../functions/define.ts';
import type { UserFunction } from '../functions/user/definition.ts';
import type { ObjectName } from './objects.ts';

/** system: temporary, without a database, before built-in functions; temporary: in a database, before its permanent ones. */
export type FunctionScope = 'system' | 'temporary' | 'permanent';

export interface CatalogFunction {
  readonly scope: FunctionScope;
  /** Undefined for a system function. */
  readonly home?: { readonly catalog: string; readonly database: string };
  readonly name: string;
  readonly language: 'JAVASCRIPT' | 'TYPESCRIPT';
  readonly definition: UserFunction;
  readonly entry: ScalarFunction | TableFunction;
}

/** Functions' own names ignore case; those of catalogs and databases do not. */
const placeOf = (name: ObjectName): string => JSON.stringify([name.catalog, name.database, name.object.toLowerCase()]);

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

export class FunctionCatalog {
  private readonly system = new Map<string, CatalogFunction>();
  private readonly temporary = new Map<string, CatalogFunction>();
  private readonly permanent = new Map<string, CatalogFunction>();
  /** All that were ever made: a job that was planned before a DROP or ALTER still calls what it was planned with. */
  private readonly byKey = new Map<string, CatalogFunction>();

  /** A key that no function of the session has had; in backquotes, as no built-in function is. */
  newKey(name: ObjectName | string): string {
    const parts = typeof name === 'string' ? [name] : [name.catalog, name.database, name.object];
    const base = parts.map(quoted).join('.');
    let key = base;
    for (let n = 2; this.byKey.has(key); n++) key = `${base}#${n}`;
    return key;
  }

  ofKey = (key: string): CatalogFunction | undefined => this.byKey.get(key);

  /** The function with exactly this scope and name. */
  at(scope: FunctionScope, name: ObjectName): CatalogFunction | undefined {
    if (scope === 'system') return this.system.get(name.object.toLowerCase());
    return (scope === 'temporary' ? this.temporary : this.permanent).get(placeOf(name));
  }

  put(made: CatalogFunction, name: ObjectName): void {
    this.byKey.set(made.definition.key, made);
    if (made.scope === 'system') this.system.set(name.object.toLowerCase(), made);
    else (made.scope === 'temporary' ? this.temporary : this.permanent).set(placeOf(name), made);
  }

  drop(scope: FunctionScope, name: ObjectName): void {
    if (scope === 'system') this.system.delete(name.object.toLowerCase());
    else (scope === 'temporary' ? this.temporary : this.permanent).delete(placeOf(name));
  }

  /**
   * What a call by a name of one part means: a temporary system function, then a built-in one, then those of the current database;
   * a qualified name means only the last. @returns undefined for a built-in function and for an unknown name
   */
  resolve(name: ObjectName, qualified: boolean, isBuiltIn: boolean): CatalogFunction | undefined {
    if (!qualified) {
      const system = this.at('system', name);
      if (system || isBuiltIn) return system;
    }
    return this.at('temporary', name) ?? this.at('permanent', name);
  }

  /** Those of a database, and the system functions, by name. */
  namesIn(catalog: string, database: string): string[] {
    const within = [...this.temporary.values(), ...this.permanent.values()].filter(
      ({ home }) => home?.catalog === catalog && home.database === database,
    );
    return [...new Set([...this.system.values(), ...within].map((f) => f.name.toLowerCase()))].sort();
  }

  /** The permanent functions of a database, by name. */
  permanentIn = (catalog: string, database: string): CatalogFunction[] =>
    [...this.permanent.values()].filter(({ home }) => home?.catalog === catalog && home.database === database);
}
