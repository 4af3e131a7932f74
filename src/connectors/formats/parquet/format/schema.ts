/** The words of a Parquet file: physical and logical types, encodings, codecs and the schema's elements. */

/** In the order of their numbers in the format. */
export const PHYSICAL_TYPES = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;
export type PhysicalType = (typeof PHYSICAL_TYPES)[number];

export const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'LZO', 'BROTLI', 'LZ4', 'ZSTD', 'LZ4_RAW'] as const;
export type Codec = (typeof CODECS)[number];

export const ENCODING = {
  PLAIN: 0,
  PLAIN_DICTIONARY: 2,
  RLE: 3,
  BIT_PACKED: 4,
  DELTA_BINARY_PACKED: 5,
  DELTA_LENGTH_BYTE_ARRAY: 6,
  DELTA_BYTE_ARRAY: 7,
  RLE_DICTIONARY: 8,
  BYTE_STREAM_SPLIT: 9,
} as const;

export const PAGE = { DATA: 0, INDEX: 1, DICTIONARY: 2, DATA_V2: 3 } as const;

export const REPETITIONS = ['REQUIRED', 'OPTIONAL', 'REPEATED'] as const;
export type Repetition = (typeof REPETITIONS)[number];

export const TIME_UNITS = ['MILLIS', 'MICROS', 'NANOS'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** What the bytes of a physical type mean; `MAP_KEY_VALUE` is an old mark of a map's entries. */
export type LogicalType =
  | { readonly kind: 'STRING' | 'ENUM' | 'JSON' | 'BSON' | 'UUID' | 'DATE' | 'FLOAT16' | 'INTERVAL' | 'UNKNOWN' }
  | { readonly kind: 'LIST' | 'MAP' | 'MAP_KEY_VALUE' }
  | { readonly kind: 'DECIMAL'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'TIME' | 'TIMESTAMP'; readonly unit: TimeUnit; readonly utc: boolean }
  | { readonly kind: 'INTEGER'; readonly bits: number; readonly signed: boolean };

/** An element of the schema as the footer lists it, depth first: a group has `children`, a leaf a `type`. */
export interface SchemaElement {
  readonly name: string;
  /** The root has none. */
  readonly repetition?: Repetition;
  readonly type?: PhysicalType;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  readonly typeLength?: number;
  readonly children?: number;
  readonly logical?: LogicalType;
  readonly fieldId?: number;
}

/** The old annotation that says the same as a logical type, if there is one. */
export function convertedType(logical: LogicalType): number | undefined {
  switch (logical.kind) {
    case 'STRING':
      return 0;
    case 'MAP':
      return 1;
    case 'MAP_KEY_VALUE':
      return 2;
    case 'LIST':
      return 3;
    case 'ENUM':
      return 4;
    case 'DECIMAL':
      return 5;
    case 'DATE':
      return 6;
    case 'TIME':
      return { MILLIS: 7, MICROS: 8, NANOS: undefined }[logical.unit];
    case 'TIMESTAMP':
      return { MILLIS: 9, MICROS: 10, NANOS: undefined }[logical.unit];
    case 'INTEGER':
      return (logical.signed ? 15 : 11) + Math.log2(logical.bits) - 3;
    case 'JSON':
      return 19;
    case 'BSON':
      return 20;
    case 'INTERVAL':
      return 21;
    case 'UUID':
    case 'FLOAT16':
    case 'UNKNOWN':
      return undefined;
  }
}
