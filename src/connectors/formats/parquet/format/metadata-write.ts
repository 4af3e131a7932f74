import type { ColumnChunk, FileMetadata, PageHeader, RowGroup, Statistics } from './metadata.ts';
import {
  CODECS,
  convertedType,
  type LogicalType,
  PHYSICAL_TYPES,
  REPETITIONS,
  type SchemaElement,
  TIME_UNITS,
} from './schema.ts';
import { ThriftWriter } from './thrift-write.ts';

/** Metadata to bytes: the footer and the pages' headers. Field numbers are those of parquet.thrift. */

export function writePageHeader(header: PageHeader): Uint8Array {
  const out = new ThriftWriter();
  return out.root(() => {
    out.i32(1, header.type);
    out.i32(2, header.uncompressedBytes);
    out.i32(3, header.compressedBytes);
    out.i32(4, header.crc);
    const { data, dictionary } = header;
    if (data)
      out.struct(5, () => {
        out.i32(1, data.valueCount);
        out.i32(2, data.encoding);
        out.i32(3, data.definitionEncoding);
        out.i32(4, data.repetitionEncoding);
      });
    if (dictionary)
      out.struct(7, () => {
        out.i32(1, dictionary.valueCount);
        out.i32(2, dictionary.encoding);
      });
  });
}

export function writeFileMetadata(metadata: FileMetadata): Uint8Array {
  const out = new ThriftWriter();
  return out.root(() => {
    out.i32(1, 1);
    out.structs(2, metadata.schema, (element) => writeElement(out, element));
    out.i64(3, metadata.rowCount);
    let ordinal = 0;
    out.structs(4, metadata.rowGroups, (group) => writeRowGroup(out, group, ordinal++));
    if (metadata.keyValues.length > 0)
      out.structs(5, metadata.keyValues, ({ key, value }) => {
        out.binary(1, key);
        out.binary(2, value);
      });
    out.binary(6, metadata.createdBy);
    // The order that min and max are in: the type's own, for every leaf.
    out.structs(
      7,
      metadata.schema.filter((element) => element.type),
      () => out.struct(1, () => {}),
    );
  });
}

function writeElement(out: ThriftWriter, element: SchemaElement): void {
  const { logical } = element;
  if (element.type) out.i32(1, PHYSICAL_TYPES.indexOf(element.type));
  out.i32(2, element.typeLength);
  if (element.repetition) out.i32(3, REPETITIONS.indexOf(element.repetition));
  out.binary(4, element.name);
  out.i32(5, element.children);
  if (logical) out.i32(6, convertedType(logical));
  if (logical?.kind === 'DECIMAL') {
    out.i32(7, logical.scale);
    out.i32(8, logical.precision);
  }
  out.i32(9, element.fieldId);
  if (logical && LOGICAL_FIELDS[logical.kind]) out.struct(10, () => writeLogical(out, logical));
}

/** The field of the union LogicalType that stands for a kind. */
const LOGICAL_FIELDS: Readonly<Partial<Record<LogicalType['kind'], number>>> = {
  STRING: 1,
  MAP: 2,
  LIST: 3,
  ENUM: 4,
  DECIMAL: 5,
  DATE: 6,
  TIME: 7,
  TIMESTAMP: 8,
  INTEGER: 10,
  UNKNOWN: 11,
  JSON: 12,
  BSON: 13,
  UUID: 14,
  FLOAT16: 15,
};

function writeLogical(out: ThriftWriter, logical: LogicalType): void {
  out.struct(LOGICAL_FIELDS[logical.kind]!, () => {
    if (logical.kind === 'DECIMAL') {
      out.i32(1, logical.scale);
      out.i32(2, logical.precision);
    } else if (logical.kind === 'TIME' || logical.kind === 'TIMESTAMP') {
      out.bool(1, logical.utc);
      out.struct(2, () => out.struct(TIME_UNITS.indexOf(logical.unit) + 1, () => {}));
    } else if (logical.kind === 'INTEGER') {
      out.i8(1, logical.bits);
      out.bool(2, logical.signed);
    }
  });
}

function writeRowGroup(out: ThriftWriter, group: RowGroup, ordinal: number): void {
  out.structs(1, group.columns, (chunk) => {
    out.i64(2, 0);
    out.struct(3, () => writeChunk(out, chunk));
  });
  out.i64(2, group.totalBytes);
  out.i64(3, group.rowCount);
  out.i64(5, group.fileOffset);
  out.i64(6, group.compressedBytes);
  // The ordinal is a 16-bit number; a file with more row groups goes without.
  if (ordinal < 32768) out.i16(7, ordinal);
}

function writeChunk(out: ThriftWriter, chunk: ColumnChunk): void {
  out.i32(1, PHYSICAL_TYPES.indexOf(chunk.type));
  out.i32s(2, chunk.encodings);
  out.strings(3, chunk.path);
  out.i32(4, CODECS.indexOf(chunk.codec));
  out.i64(5, chunk.valueCount);
  out.i64(6, chunk.uncompressedBytes);
  out.i64(7, chunk.compressedBytes);
  out.i64(9, chunk.dataPageOffset);
  out.i64(11, chunk.dictionaryPageOffset);
  if (chunk.statistics) out.struct(12, () => writeStatistics(out, chunk.statistics!));
}

function writeStatistics(out: ThriftWriter, statistics: Statistics): void {
  out.i64(3, statistics.nullCount);
  out.binary(5, statistics.max);
  out.binary(6, statistics.min);
  if (statistics.max) out.bool(7, statistics.maxExact === true);
  if (statistics.min) out.bool(8, statistics.minExact === true);
}
