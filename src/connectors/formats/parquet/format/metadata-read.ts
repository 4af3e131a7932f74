import { check, ParquetError } from './error.ts';
import type { ColumnChunk, FileMetadata, PageHeader, RowGroup } from './metadata.ts';
import {
  CODECS,
  type LogicalType,
  PHYSICAL_TYPES,
  REPETITIONS,
  type SchemaElement,
  TIME_UNITS,
  type TimeUnit,
} from './schema.ts';
import { readStruct, type ThriftStruct, type ThriftValue } from './thrift-read.ts';

/** Bytes to metadata: the footer and the pages' headers. Field numbers are those of parquet.thrift. */

const number = (struct: ThriftStruct, field: number): number | undefined => {
  const value = struct.get(field);
  return typeof value === 'number' ? value : undefined;
};

/** A number that must be there and not be negative. */
function count(struct: ThriftStruct, field: number, what: string): number {
  const value = number(struct, field);
  check(value !== undefined && value >= 0 && Number.isSafeInteger(value), `its metadata gives no ${what}`);
  return value;
}

const struct = (from: ThriftStruct, field: number): ThriftStruct | undefined => {
  const value = from.get(field);
  return value instanceof Map ? value : undefined;
};

const list = (from: ThriftStruct, field: number): readonly ThriftValue[] => {
  const value = from.get(field);
  return Array.isArray(value) ? value : [];
};

const structs = (from: ThriftStruct, field: number): ThriftStruct[] =>
  list(from, field).filter((item): item is ThriftStruct => item instanceof Map);

const text = (value: ThriftValue | undefined): string | undefined =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length).toString() : undefined;

export function readFileMetadata(bytes: Uint8Array): FileMetadata {
  const { value: root } = readStruct(bytes);
  const createdBy = text(root.get(6));
  check(struct(root, 8) === undefined, 'it is encrypted, which is not supported');
  return {
    schema: structs(root, 2).map(elementOf),
    rowCount: count(root, 3, 'number of rows'),
    rowGroups: structs(root, 4).map(rowGroupOf),
    keyValues: structs(root, 5).map((pair) => {
      const value = text(pair.get(2));
      return { key: text(pair.get(1)) ?? '', ...(value !== undefined && { value }) };
    }),
    ...(createdBy !== undefined && { createdBy }),
  };
}

function elementOf(from: ThriftStruct): SchemaElement {
  const type = number(from, 1);
  const typeLength = number(from, 2);
  const repetition = number(from, 3);
  const children = number(from, 5);
  const fieldId = number(from, 9);
  const logical = logicalOf(from);
  const name = text(from.get(4));
  check(name !== undefined, 'its schema has an element without a name');
  check(type === undefined || type in PHYSICAL_TYPES, `column '${name}' is of an unknown type`);
  check(repetition === undefined || repetition in REPETITIONS, `column '${name}' is of an unknown repetition`);
  return {
    name,
    ...(type !== undefined && { type: PHYSICAL_TYPES[type]! }),
    ...(typeLength !== undefined && { typeLength }),
    ...(repetition !== undefined && { repetition: REPETITIONS[repetition]! }),
    ...(children !== undefined && { children }),
    ...(logical && { logical }),
    ...(fieldId !== undefined && { fieldId }),
  };
}

/** The new annotation, or else what the old one stands for. */
function logicalOf(from: ThriftStruct): LogicalType | undefined {
  const union = struct(from, 10);
  const [entry] = union ?? [];
  const annotated = entry && entry[1] instanceof Map ? annotatedType(entry[0], entry[1]) : undefined;
  return annotated ?? convertedLogical(number(from, 6), number(from, 8) ?? 0, number(from, 7) ?? 0);
}

const SIMPLE_LOGICAL: Readonly<Record<number, LogicalType>> = {
  1: { kind: 'STRING' },
  2: { kind: 'MAP' },
  3: { kind: 'LIST' },
  4: { kind: 'ENUM' },
  6: { kind: 'DATE' },
  11: { kind: 'UNKNOWN' },
  12: { kind: 'JSON' },
  13: { kind: 'BSON' },
  14: { kind: 'UUID' },
  15: { kind: 'FLOAT16' },
};

function annotatedType(field: number, from: ThriftStruct): LogicalType | undefined {
  if (field === 5) return { kind: 'DECIMAL', scale: number(from, 1) ?? 0, precision: number(from, 2) ?? 0 };
  if (field === 7 || field === 8) {
    const [unit] = struct(from, 2)?.keys() ?? [];
    if (unit === undefined || !(unit - 1 in TIME_UNITS)) return undefined;
    return { kind: field === 7 ? 'TIME' : 'TIMESTAMP', utc: from.get(1) === true, unit: TIME_UNITS[unit - 1]! };
  }
  if (field === 10) return { kind: 'INTEGER', bits: number(from, 1) ?? 0, signed: from.get(2) !== false };
  return SIMPLE_LOGICAL[field];
}

const temporal = (kind: 'TIME' | 'TIMESTAMP', unit: TimeUnit): LogicalType => ({ kind, unit, utc: true });

function convertedLogical(converted: number | undefined, precision: number, scale: number): LogicalType | undefined {
  if (converted === undefined) return undefined;
  if (converted >= 11 && converted <= 18)
    return { kind: 'INTEGER', bits: 8 << ((converted - 11) % 4), signed: converted >= 15 };
  switch (converted) {
    case 0:
      return { kind: 'STRING' };
    case 1:
      return { kind: 'MAP' };
    case 2:
      return { kind: 'MAP_KEY_VALUE' };
    case 3:
      return { kind: 'LIST' };
    case 4:
      return { kind: 'ENUM' };
    case 5:
      return { kind: 'DECIMAL', precision, scale };
    case 6:
      return { kind: 'DATE' };
    case 7:
      return temporal('TIME', 'MILLIS');
    case 8:
      return temporal('TIME', 'MICROS');
    case 9:
      return temporal('TIMESTAMP', 'MILLIS');
    case 10:
      return temporal('TIMESTAMP', 'MICROS');
    case 19:
      return { kind: 'JSON' };
    case 20:
      return { kind: 'BSON' };
    case 21:
      return { kind: 'INTERVAL' };
    default:
      return undefined;
  }
}

function rowGroupOf(from: ThriftStruct): RowGroup {
  return {
    columns: structs(from, 1).map(chunkOf),
    rowCount: count(from, 3, 'number of rows of a row group'),
    totalBytes: number(from, 2) ?? 0,
  };
}

function chunkOf(outer: ThriftStruct): ColumnChunk {
  check(outer.get(1) === undefined, 'it keeps its columns in other files, which is not supported');
  const from = struct(outer, 3);
  check(from !== undefined, 'a column chunk has no metadata');
  const path = list(from, 3).map((part) => text(part) ?? '');
  const type = number(from, 1);
  const codec = number(from, 4);
  check(type !== undefined && type in PHYSICAL_TYPES, `column '${path.join('.')}' is of an unknown type`);
  check(codec !== undefined && codec in CODECS, `column '${path.join('.')}' is compressed in an unknown way`);
  const dictionaryPageOffset = number(from, 11);
  return {
    type: PHYSICAL_TYPES[type]!,
    encodings: list(from, 2).filter((item) => typeof item === 'number'),
    path,
    codec: CODECS[codec]!,
    valueCount: count(from, 5, 'number of values of a column'),
    uncompressedBytes: number(from, 6) ?? 0,
    compressedBytes: count(from, 7, 'size of a column'),
    dataPageOffset: count(from, 9, 'place of a column'),
    // Some writers say 0 where there is no dictionary.
    ...(dictionaryPageOffset !== undefined && dictionaryPageOffset > 0 && { dictionaryPageOffset }),
  };
}

/** @returns the header at the start of the bytes and how many it takes. @throws ThriftTooShort when they end before it does */
export function readPageHeader(bytes: Uint8Array): { readonly header: PageHeader; readonly length: number } {
  const { value: root, length } = readStruct(bytes);
  const type = number(root, 1);
  if (type === undefined) throw new ParquetError('a page has no type');
  const crc = number(root, 4);
  const data = struct(root, 5);
  const dictionary = struct(root, 7);
  const dataV2 = struct(root, 8);
  const header: PageHeader = {
    type,
    uncompressedBytes: count(root, 2, 'size of a page'),
    compressedBytes: count(root, 3, 'size of a page'),
    ...(crc !== undefined && { crc }),
    ...(data && {
      data: {
        valueCount: count(data, 1, 'number of values of a page'),
        encoding: number(data, 2) ?? -1,
        definitionEncoding: number(data, 3) ?? -1,
        repetitionEncoding: number(data, 4) ?? -1,
      },
    }),
    ...(dictionary && {
      dictionary: {
        valueCount: count(dictionary, 1, 'number of values of a dictionary'),
        encoding: number(dictionary, 2) ?? -1,
      },
    }),
    ...(dataV2 && {
      dataV2: {
        valueCount: count(dataV2, 1, 'number of values of a page'),
        nullCount: number(dataV2, 2) ?? 0,
        rowCount: number(dataV2, 3) ?? 0,
        encoding: number(dataV2, 4) ?? -1,
        definitionBytes: count(dataV2, 5, 'size of the levels of a page'),
        repetitionBytes: count(dataV2, 6, 'size of the levels of a page'),
        compressed: dataV2.get(7) !== false,
      },
    }),
  };
  return { header, length };
}
