import type { CompressionSettings } from './compress.ts';

/** How a file is written, beside its schema; the names of the options are Hadoop's, without `parquet.`. */
export interface WriteSettings extends CompressionSettings {
  /** `block.size`: bytes a row group has before it is written out. */
  readonly rowGroupBytes: number;
  /** Bytes that the open files of a worker may hold together before row groups are written early. */
  readonly heldBytes: number;
  /** `page.size`: uncompressed bytes of a data page's values at which it is cut (behind a whole row). */
  readonly pageBytes: number;
  /** `page.row.count.limit` */
  readonly pageRows: number;
  /** `dictionary.page.size`: a larger dictionary is given up. */
  readonly dictionaryBytes: number;
  /** `enable.dictionary` */
  readonly dictionary: boolean;
  /** `column.statistics.enabled` */
  readonly statistics: boolean;
  /** `statistics.truncate.length`: bytes of a byte array's bounds. */
  readonly statisticsBytes: number;
  /** `page.write-checksum.enabled` */
  readonly checksums: boolean;
  readonly rootName: string;
  readonly keyValues: readonly { readonly key: string; readonly value?: string }[];
}

/** Defaults of parquet-java 1.15 as Flink takes them, apart from the length of bounds (there: whole values of up to 4 KiB). */
export const DEFAULT_SETTINGS: WriteSettings = {
  codec: 'SNAPPY',
  zstdLevel: 3,
  rowGroupBytes: 128 * 1024 * 1024,
  heldBytes: 64 * 1024 * 1024,
  pageBytes: 1024 * 1024,
  pageRows: 20_000,
  dictionaryBytes: 1024 * 1024,
  dictionary: true,
  statistics: true,
  statisticsBytes: 64,
  checksums: true,
  rootName: 'flink_schema',
  keyValues: [],
};
