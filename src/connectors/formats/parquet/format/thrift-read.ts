import { ParquetError } from './error.ts';
import { THRIFT } from './thrift-write.ts';

/** Thrift's compact protocol, read: bytes to values by field number. */

export type ThriftValue = number | boolean | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** Fields by number. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** There are more bytes to be had than the message was given. */
export class ThriftTooShort extends ParquetError {}

/** Parquet's own structures are at most seven deep. */
const MAX_DEPTH = 32;

/** @returns the struct at the start of the bytes and how many it takes. @throws ThriftTooShort, ParquetError */
export function readStruct(bytes: Uint8Array): { readonly value: ThriftStruct; readonly length: number } {
  const input: Input = { bytes, at: 0 };
  const value = structOf(input, 0);
  return { value, length: input.at };
}

interface Input {
  readonly bytes: Uint8Array;
  at: number;
}

function byteOf(input: Input): number {
  if (input.at >= input.bytes.length) throw new ThriftTooShort('its metadata ends early');
  return input.bytes[input.at++]!;
}

/** Unsigned, exact up to 2^53 (beyond, nothing that Parquet counts in is sensible). */
function varint(input: Input): number {
  let value = 0;
  let factor = 1;
  for (let i = 0; i < 10; i++) {
    const byte = byteOf(input);
    value += (byte & 127) * factor;
    if (byte < 128) return value;
    factor *= 128;
  }
  throw new ParquetError('its metadata has a number of more than 64 bits');
}

function zigzag(input: Input): number {
  const value = varint(input);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function structOf(input: Input, depth: number): ThriftStruct {
  if (depth > MAX_DEPTH) throw new ParquetError('its metadata is nested too deep');
  const fields = new Map<number, ThriftValue>();
  let field = 0;
  for (let head = byteOf(input); head !== 0; head = byteOf(input)) {
    const delta = head >> 4;
    field = delta ? field + delta : zigzag(input);
    const type = head & 15;
    if (type === THRIFT.true || type === THRIFT.false) fields.set(field, type === THRIFT.true);
    else fields.set(field, itemOf(input, type, depth));
  }
  return fields;
}

function itemOf(input: Input, type: number, depth: number): ThriftValue {
  switch (type) {
    // In a list, a boolean is a byte.
    case THRIFT.true:
    case THRIFT.false:
      return byteOf(input) === 1;
    case THRIFT.byte:
      return (byteOf(input) << 24) >> 24;
    case THRIFT.i16:
    case THRIFT.i32:
    case THRIFT.i64:
      return zigzag(input);
    case THRIFT.double: {
      const bytes = take(input, 8);
      return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
    }
    case THRIFT.binary:
      return take(input, varint(input));
    case THRIFT.list:
    case THRIFT.set: {
      const head = byteOf(input);
      const size = head >> 4 === 15 ? varint(input) : head >> 4;
      return listOf(input, head & 15, size, depth);
    }
    case THRIFT.map: {
      const size = varint(input);
      if (size === 0) return [];
      const types = byteOf(input);
      const pairs: ThriftValue[] = [];
      checkSize(input, size);
      for (let i = 0; i < size; i++)
        pairs.push([itemOf(input, types >> 4, depth + 1), itemOf(input, types & 15, depth + 1)]);
      return pairs;
    }
    case THRIFT.struct:
      return structOf(input, depth + 1);
    default:
      throw new ParquetError('its metadata cannot be understood');
  }
}

function listOf(input: Input, type: number, size: number, depth: number): ThriftValue[] {
  if (depth > MAX_DEPTH) throw new ParquetError('its metadata is nested too deep');
  checkSize(input, size);
  const items: ThriftValue[] = [];
  for (let i = 0; i < size; i++) items.push(itemOf(input, type, depth + 1));
  return items;
}

/** Each item takes a byte at least. */
function checkSize(input: Input, size: number): void {
  if (size > input.bytes.length - input.at) throw new ThriftTooShort('its metadata ends early');
}

function take(input: Input, length: number): Uint8Array {
  if (length > input.bytes.length - input.at) throw new ThriftTooShort('its metadata ends early');
  input.at += length;
  return input.bytes.subarray(input.at - length, input.at);
}
