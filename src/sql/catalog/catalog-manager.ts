import { FunctionCatalog } from './function-catalog.ts';
import type { CatalogObject, ObjectName } from './objects.ts';
import { fullName } from './objects.ts';

export const DEFAULT_CATALOG = 'default_catalog';
export const DEFAULT_DATABASE = 'default_database';

interface Database {
  readonly comment?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly objects: Map<string, CatalogObject>;
}

interface Catalog {
  readonly options: Readonly<Record<string, string>>;
  readonly comment?: string;
  readonly databases: Map<string, Database>;
}

/** The catalogs of a session, in memory: names to tables and views (Flink's CatalogManager with GenericInMemoryCatalogs). */
export class CatalogManager {
  currentCatalog = DEFAULT_CATALOG;
  currentDatabase = DEFAULT_DATABASE;
  readonly functions = new FunctionCatalog();
  private readonly catalogs = new Map<string, Catalog>();
  /** Temporary tables and views, by full name; they hide permanent ones. */
  private readonly temporary = new Map<string, CatalogObject>();

  constructor() {
    this.createCatalog(DEFAULT_CATALOG, { type: 'generic_in_memory' });
  }

  createCatalog(name: string, options: Readonly<Record<string, string>>, comment?: string): void {
    const database = options['default-database'] ?? (name === DEFAULT_CATALOG ? DEFAULT_DATABASE : 'default');
    const databases = new Map<string, Database>([[database, { options: {}, objects: new Map() }]]);
    this.catalogs.set(name, { options, databases, ...(comment === undefined ? {} : { comment }) });
  }

  catalogNames = (): string[] => [...this.catalogs.keys()].sort();
  hasCatalog = (name: string): boolean => this.catalogs.has(name);
  catalogOptions = (name: string): Readonly<Record<string, string>> | undefined => this.catalogs.get(name)?.options;
  databaseNames = (catalog: string): string[] => [...(this.catalogs.get(catalog)?.databases.keys() ?? [])].sort();
  hasDatabase = (catalog: string, database: string): boolean =>
    this.catalogs.get(catalog)?.databases.has(database) ?? false;

  dropCatalog(name: string): void {
    this.catalogs.delete(name);
  }

  replaceCatalogOptions(name: string, options: Readonly<Record<string, string>>): void {
    const catalog = this.catalogs.get(name)!;
    this.catalogs.set(name, { ...catalog, options });
  }

  useCatalog(name: string): void {
    this.currentCatalog = name;
    this.currentDatabase = [...this.catalogs.get(name)!.databases.keys()][0]!;
  }

  createDatabase(catalog: string, name: string, options: Readonly<Record<string, string>>, comment?: string): void {
    this.catalogs
      .get(catalog)!
      .databases.set(name, { options, objects: new Map(), ...(comment === undefined ? {} : { comment }) });
  }

  dropDatabase(catalog: string, name: string): void {
    this.catalogs.get(catalog)!.databases.delete(name);
  }

  databaseOptions(catalog: string, database: string): Readonly<Record<string, string>> {
    return this.catalogs.get(catalog)!.databases.get(database)!.options;
  }

  setDatabaseOptions(catalog: string, database: string, options: Readonly<Record<string, string>>): void {
    const databases = this.catalogs.get(catalog)!.databases;
    databases.set(database, { ...databases.get(database)!, options });
  }

  /** `t`, `db.t`, `cat.db.t` against the current catalog and database, or against a view's home. */
  resolveName(parts: readonly string[], home?: { catalog: string; database: string }): ObjectName {
    const object = parts.at(-1)!;
    const database = parts.at(-2) ?? home?.database ?? this.currentDatabase;
    const catalog = parts.at(-3) ?? home?.catalog ?? this.currentCatalog;
    return { catalog, database, object };
  }

  find(name: ObjectName): CatalogObject | undefined {
    return (
      this.temporary.get(fullName(name)) ??
      this.catalogs.get(name.catalog)?.databases.get(name.database)?.objects.get(name.object)
    );
  }

  put(object: CatalogObject): void {
    if (object.temporary) this.temporary.set(fullName(object.name), object);
    else
      this.catalogs
        .get(object.name.catalog)!
        .databases.get(object.name.database)!
        .objects.set(object.name.object, object);
  }

  drop(object: CatalogObject): void {
    if (object.temporary) this.temporary.delete(fullName(object.name));
    else
      this.catalogs.get(object.name.catalog)!.databases.get(object.name.database)!.objects.delete(object.name.object);
  }

  /** Tables and views of a database, temporary ones included, by name. */
  objectsOf(catalog: string, database: string): CatalogObject[] {
    const all = new Map(this.catalogs.get(catalog)?.databases.get(database)?.objects);
    for (const object of this.temporary.values()) {
      if (object.name.catalog === catalog && object.name.database === database) all.set(object.name.object, object);
    }
    return [...all.values()].sort((a, b) => (a.name.object < b.name.object ? -1 : 1));
  }
}
