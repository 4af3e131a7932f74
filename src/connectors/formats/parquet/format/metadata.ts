import type { Codec, PhysicalType, SchemaElement } from './schema.ts';

/** What a Parquet file says about itself, as plain data. */

export interface Statistics {
  /** As plain bytes; absent when unknown. */
  readonly min?: Uint8Array;
  readonly max?: Uint8Array;
  /** Whether min and max are values of the column and not bounds. */
  readonly minExact?: boolean;
  readonly maxExact?: boolean;
  readonly nullCount?: number;
}

export interface ColumnChunk {
  readonly type: PhysicalType;
  readonly encodings: readonly number[];
  readonly path: readonly string[];
  readonly codec: Codec;
  /** Places, NULLs among them. */
  readonly valueCount: number;
  readonly uncompressedBytes: number;
  readonly compressedBytes: number;
  readonly dataPageOffset: number;
  readonly dictionaryPageOffset?: number;
  readonly statistics?: Statistics;
}

export interface RowGroup {
  readonly columns: readonly ColumnChunk[];
  readonly rowCount: number;
  readonly totalBytes: number;
  readonly compressedBytes?: number;
  readonly fileOffset?: number;
}

export interface FileMetadata {
  readonly schema: readonly SchemaElement[];
  readonly rowCount: number;
  readonly rowGroups: readonly RowGroup[];
  readonly keyValues: readonly { readonly key: string; readonly value?: string }[];
  readonly createdBy?: string;
}

/** The head of a page; its body of `compressedBytes` follows. */
export interface PageHeader {
  readonly type: number;
  readonly uncompressedBytes: number;
  readonly compressedBytes: number;
  readonly crc?: number;
  readonly data?: {
    readonly valueCount: number;
    readonly encoding: number;
    readonly definitionEncoding: number;
    readonly repetitionEncoding: number;
  };
  readonly dictionary?: { readonly valueCount: number; readonly encoding: number };
  readonly dataV2?: {
    readonly valueCount: number;
    readonly nullCount: number;
    readonly rowCount: number;
    readonly encoding: number;
    readonly definitionBytes: number;
    readonly repetitionBytes: number;
    readonly compressed: boolean;
  };
}
