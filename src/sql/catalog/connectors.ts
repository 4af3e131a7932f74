/** What the planner needs to know of connectors and formats: values in the catalog, not code. */
import type { SqlType } from '../types/type.ts';

export interface ConnectorRegistry {
  /** @returns undefined when there is no connector of this name */
  find(name: string): ConnectorInterface | undefined;
  readonly names: readonly string[];
  /** Of a connector that Flink has and streamsql does not: what to do instead. */
  unsupported?(name: string): string | undefined;
}

export interface ColumnInterface {
  readonly name: string;
  readonly type: SqlType;
}

/** A fault of a table's options, said about one key. */
export interface OptionFault {
  readonly code:
    | 'option-missing'
    | 'option-unknown'
    | 'option-value'
    | 'option-conflict'
    | 'unknown-format'
    | 'not-supported'
    | 'schema-mismatch';
  /** The option's key; the caret points at its value unless `about` is `key`; at the table when the key is not there. */
  readonly key: string;
  readonly about: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** One connector with its formats, as the planner sees it. */
export interface ConnectorInterface {
  readonly name: string;
  readonly canRead: boolean;
  readonly canWrite: boolean;
  /** INSERT OVERWRITE in batch mode. */
  readonly canOverwrite: boolean;
  /** Writing to a table that is PARTITIONED BY. */
  readonly canPartition: boolean;
  /** Metadata columns by key, for these options (formats add theirs). */
  metadata(options: Readonly<Record<string, string>>): Readonly<Record<string, MetadataInterface>>;
  /** Everything wrong with the options of a table that has these physical columns. */
  validate(
    options: Readonly<Record<string, string>>,
    physical: readonly ColumnInterface[],
    partitionKeys: readonly string[],
    use: 'create' | 'read' | 'write',
  ): readonly OptionFault[];
  /** Reading ends by itself. */
  bounded(options: Readonly<Record<string, string>>): boolean;
  /** The format can produce what lies under a path (MAP key, ROW field) without the column around it. */
  nestedProjection(options: Readonly<Record<string, string>>): boolean;
  isSecret(option: string): boolean;
}

export interface MetadataInterface {
  /** As DDL text. */
  readonly type: string;
  readonly writable: boolean;
}
