import * as at from '../kafka-block.ts';
import { crc32cKernels } from './crc32c.ts';
import type { Views } from './views.ts';

/** Kafka record batches (format version 2) to slices, driven by a control block: see kafka-block.ts. */
export interface KafkaKernels {
  /** Reads whole batches from POSITION on. @returns why it stopped: STOP_… */
  kafkaBatches(block: number): number;
  /**
   * Reads the records between PAYLOAD_START and PAYLOAD_END as those of the batch in the block; all or none of them. POSITION stays:
   * the caller moves it to BATCH_END. @returns STOP_END, STOP_FULL or STOP_CORRUPT
   */
  kafkaRecords(block: number): number;
  /**
   * The headers of a record from its slice of HEADER_POINTERS and HEADER_LENGTHS, as slices of keys and values (-1 for a null value).
   * @returns how many there are (only the first `capacity` are written), -1 when they break the format
   */
  kafkaHeaders(
    at: number,
    length: number,
    capacity: number,
    keyPointers: number,
    keyLengths: number,
    valuePointers: number,
    valueLengths: number,
  ): number;
}

const HEADER_BYTES = 61;
const LENGTH_END = 12;
const CRC_START = 21;
const MIN_RECORD_BYTES = 7;

/** A place in memory that zigzag varints are read from. */
interface Cursor {
  readonly u8: Uint8Array;
  at: number;
}

function varint(cursor: Cursor): number {
  let byte = cursor.u8[cursor.at++]!;
  let value = byte & 127;
  for (let shift = 7; byte > 127 && shift < 35; shift += 7) {
    byte = cursor.u8[cursor.at++]!;
    value |= (byte & 127) << shift;
  }
  return (value >>> 1) ^ -(value & 1);
}

function varlong(cursor: Cursor): bigint {
  let byte = cursor.u8[cursor.at++]!;
  let value = BigInt(byte & 127);
  for (let shift = 7n; byte > 127 && shift < 70n; shift += 7n) {
    byte = cursor.u8[cursor.at++]!;
    value |= BigInt(byte & 127) << shift;
  }
  value = BigInt.asUintN(64, value);
  return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
}

export function kafkaKernels(views: Views): KafkaKernels {
  return {
    kafkaBatches: (block) => readBatches(views, block),
    kafkaRecords: (block) => readRecords(views, block),
    kafkaHeaders: (start, length, capacity, keyPointers, keyLengths, valuePointers, valueLengths) =>
      readHeaders(views, start, start + length, capacity, { keyPointers, keyLengths, valuePointers, valueLengths }),
  };
}

function readBatches(views: Views, block: number): number {
  const { u8, i32, data } = views;
  const end = i32[(block + at.END) >> 2]!;
  for (;;) {
    const start = i32[(block + at.POSITION) >> 2]!;
    if (start + HEADER_BYTES > end) return at.STOP_END;
    const length = data.getUint32(start + 8);
    if (u8[start + 16] !== 2) return at.STOP_VERSION;
    if (length < HEADER_BYTES - LENGTH_END) return at.STOP_CORRUPT;
    if (length > end - start - LENGTH_END) return at.STOP_END;
    readBatchHeader(views, block, start, start + LENGTH_END + length);
    const stop = readBatch(views, block, start);
    if (stop !== at.STOP_END) return stop;
    i32[(block + at.POSITION) >> 2] = start + LENGTH_END + length;
  }
}

function readBatchHeader({ i32, i64, data }: Views, block: number, start: number, batchEnd: number): void {
  const base = data.getBigInt64(start);
  i64[(block + at.BATCH_BASE_OFFSET) >> 3] = base;
  i64[(block + at.BATCH_NEXT_OFFSET) >> 3] = base + BigInt(data.getInt32(start + 23)) + 1n;
  i64[(block + at.BATCH_FIRST_TIMESTAMP) >> 3] = data.getBigInt64(start + 27);
  i64[(block + at.BATCH_MAX_TIMESTAMP) >> 3] = data.getBigInt64(start + 35);
  i64[(block + at.BATCH_PRODUCER_ID) >> 3] = data.getBigInt64(start + 43);
  i32[(block + at.BATCH_ATTRIBUTES) >> 2] = data.getUint16(start + 21);
  i32[(block + at.BATCH_RECORD_COUNT) >> 2] = data.getInt32(start + 57);
  i32[(block + at.BATCH_LEADER_EPOCH) >> 2] = data.getInt32(start + 12);
  i32[(block + at.PAYLOAD_START) >> 2] = start + HEADER_BYTES;
  i32[(block + at.PAYLOAD_END) >> 2] = batchEnd;
  i32[(block + at.BATCH_END) >> 2] = batchEnd;
}

/** Checks, skips or reads the batch whose header is in the block. */
function readBatch(views: Views, block: number, start: number): number {
  const { i32, i64, data } = views;
  const field = (offset: number) => i32[(block + offset) >> 2]!;
  if (field(at.CHECK_CRC)) {
    const sum = crc32cKernels(views).crc32c(start + CRC_START, field(at.BATCH_END) - start - CRC_START);
    if (sum !== data.getInt32(start + 17)) return at.STOP_CHECKSUM;
  }
  const attributes = field(at.BATCH_ATTRIBUTES);
  if (field(at.STOP_AT_TRANSACTIONS) && attributes & (at.TRANSACTIONAL | at.CONTROL)) return at.STOP_TRANSACTIONAL;
  if (attributes & at.CONTROL) return at.STOP_END;
  if (i64[(block + at.BATCH_NEXT_OFFSET) >> 3]! <= i64[(block + at.MIN_OFFSET) >> 3]!) return at.STOP_END;
  if (attributes & at.COMPRESSION_MASK) return at.STOP_COMPRESSED;
  return readRecords(views, block);
}

function readRecords(views: Views, block: number): number {
  const { u8, i32 } = views;
  const field = (offset: number) => i32[(block + offset) >> 2]!;
  const end = field(at.PAYLOAD_END);
  const count = field(at.BATCH_RECORD_COUNT);
  if (count < 0 || count > (end - field(at.PAYLOAD_START)) / MIN_RECORD_BYTES) return at.STOP_CORRUPT;
  const firstRow = field(at.ROW_COUNT);
  if (count > field(at.CAPACITY) - firstRow) return at.STOP_FULL;
  const cursor = { u8, at: field(at.PAYLOAD_START) };
  let row = firstRow;
  for (let index = 0; index < count; index++) {
    row = readRecord(views, block, cursor, end, row);
    if (row < 0) return at.STOP_CORRUPT;
  }
  i32[(block + at.ROW_COUNT) >> 2] = row;
  return at.STOP_END;
}

/** Reads the record at the cursor into `row`. @returns the next row to write, -1 when the record breaks the format */
function readRecord({ i32, i64, f64 }: Views, block: number, cursor: Cursor, payloadEnd: number, row: number): number {
  const length = varint(cursor);
  if (length < 0 || length > payloadEnd - cursor.at) return -1;
  const end = cursor.at + length;
  cursor.at++;
  const timestampDelta = varlong(cursor);
  const offset = BigInt.asIntN(64, i64[(block + at.BATCH_BASE_OFFSET) >> 3]! + BigInt(varint(cursor)));
  const [key, keyLength] = slice(cursor, end);
  const [value, valueLength] = slice(cursor, end);
  const headers = cursor.at;
  if (keyLength > end - key || valueLength > end - value || headers >= end) return -1;
  cursor.at = end;
  if (offset < i64[(block + at.MIN_OFFSET) >> 3]!) return row;
  const attributes = i32[(block + at.BATCH_ATTRIBUTES) >> 2]!;
  const put = (field: number, word: number) => {
    const array = i32[(block + field) >> 2]!;
    if (array) i32[(array >> 2) + row] = word;
  };
  put(at.VALUE_POINTERS, value);
  put(at.VALUE_LENGTHS, valueLength);
  put(at.KEY_POINTERS, key);
  put(at.KEY_LENGTHS, keyLength);
  put(at.HEADER_POINTERS, headers);
  put(at.HEADER_LENGTHS, end - headers);
  put(at.ATTRIBUTES, attributes);
  put(at.LEADER_EPOCHS, i32[(block + at.BATCH_LEADER_EPOCH) >> 2]!);
  const offsets = i32[(block + at.OFFSETS) >> 2]!;
  if (offsets) i64[(offsets >> 3) + row] = offset;
  const timestamps = i32[(block + at.TIMESTAMPS) >> 2]!;
  if (timestamps)
    f64[(timestamps >> 3) + row] = Number(
      attributes & at.LOG_APPEND_TIME
        ? i64[(block + at.BATCH_MAX_TIMESTAMP) >> 3]!
        : BigInt.asIntN(64, i64[(block + at.BATCH_FIRST_TIMESTAMP) >> 3]! + timestampDelta),
    );
  return row + 1;
}

/** A length and so many bytes; the cursor does not leave the slice's bounds. @returns start and length, -1 for null, more than there is when broken */
function slice(cursor: Cursor, end: number): [number, number] {
  const length = varint(cursor);
  const start = cursor.at;
  if (start > end) return [start, Number.POSITIVE_INFINITY];
  if (length > 0) cursor.at += Math.min(length, end - start);
  return [start, Math.max(length, -1)];
}

interface HeaderArrays {
  readonly keyPointers: number;
  readonly keyLengths: number;
  readonly valuePointers: number;
  readonly valueLengths: number;
}

function readHeaders({ u8, i32 }: Views, start: number, end: number, capacity: number, out: HeaderArrays): number {
  const cursor = { u8, at: start };
  const count = varint(cursor);
  if (count < 0 || cursor.at > end || count > (end - cursor.at) / 2) return -1;
  for (let index = 0; index < count; index++) {
    const [key, keyLength] = slice(cursor, end);
    if (keyLength < 0 || keyLength > end - key) return -1;
    const [value, valueLength] = slice(cursor, end);
    if (valueLength > end - value) return -1;
    if (index >= capacity) continue;
    i32[(out.keyPointers >> 2) + index] = key;
    i32[(out.keyLengths >> 2) + index] = keyLength;
    i32[(out.valuePointers >> 2) + index] = value;
    i32[(out.valueLengths >> 2) + index] = valueLength;
  }
  return count;
}
