// Kafka record batches (format version 2) to slices of values and keys, offsets and timestamps; driven by the block of kafka-block.ts.

import { doubleWord, word } from './bytes';
import { crc32c } from './crc32c';

// The fields of the control block, as kafka-block.ts describes them.
const POSITION: usize = 0;
const END: usize = 4;
const MIN_OFFSET: usize = 8;
const ROW_COUNT: usize = 16;
const CAPACITY: usize = 20;
const CHECK_CRC: usize = 24;
const STOP_AT_TRANSACTIONS: usize = 28;
const VALUE_POINTERS: usize = 32;
const VALUE_LENGTHS: usize = 36;
const KEY_POINTERS: usize = 40;
const KEY_LENGTHS: usize = 44;
const OFFSETS: usize = 48;
const TIMESTAMPS: usize = 52;
const HEADER_POINTERS: usize = 56;
const HEADER_LENGTHS: usize = 60;
const ATTRIBUTES: usize = 64;
const LEADER_EPOCHS: usize = 68;
const BATCH_BASE_OFFSET: usize = 72;
const BATCH_NEXT_OFFSET: usize = 80;
const BATCH_FIRST_TIMESTAMP: usize = 88;
const BATCH_MAX_TIMESTAMP: usize = 96;
const BATCH_PRODUCER_ID: usize = 104;
const BATCH_ATTRIBUTES: usize = 112;
const BATCH_RECORD_COUNT: usize = 116;
const PAYLOAD_START: usize = 120;
const PAYLOAD_END: usize = 124;
const BATCH_END: usize = 128;
const BATCH_LEADER_EPOCH: usize = 132;

const COMPRESSION_MASK: i32 = 7;
const LOG_APPEND_TIME: i32 = 8;
const TRANSACTIONAL: i32 = 16;
const CONTROL: i32 = 32;

const STOP_END: i32 = 0;
const STOP_FULL: i32 = 1;
const STOP_COMPRESSED: i32 = 2;
const STOP_TRANSACTIONAL: i32 = 3;
const STOP_CORRUPT: i32 = 4;
const STOP_CHECKSUM: i32 = 5;
const STOP_VERSION: i32 = 6;

/** Bytes before the records of a batch; of them, behind the field that says how many follow; and where the checksum's range begins. */
const HEADER_BYTES: usize = 61;
const LENGTH_END: usize = 12;
const CRC_START: usize = 21;
/** A record of nothing: a byte each for length, attributes, two deltas, key length, value length and header count. */
const MIN_RECORD_BYTES: usize = 7;

/** Where the next varint starts. */
let cursor: usize = 0;

/** A zigzag varint of at most 32 bits; five bytes without an end read as what they say so far. */
@inline
function varint(): i32 {
  let byte: u32 = load<u8>(cursor++);
  let value = byte & 127;
  let shift: u32 = 7;
  while (byte > 127 && shift < 35) {
    byte = load<u8>(cursor++);
    value |= (byte & 127) << shift;
    shift += 7;
  }
  return (<i32>(value >> 1)) ^ -(<i32>(value & 1));
}

/** As varint, of at most 64 bits in ten bytes. */
@inline
function varlong(): i64 {
  let byte: u64 = load<u8>(cursor++);
  let value = byte & 127;
  let shift: u64 = 7;
  while (byte > 127 && shift < 70) {
    byte = load<u8>(cursor++);
    value |= (byte & 127) << shift;
    shift += 7;
  }
  return (<i64>(value >> 1)) ^ -(<i64>(value & 1));
}

/** Reads whole batches from POSITION on. @returns why it stopped */
export function kafkaBatches(block: usize): i32 {
  const end = <usize>load<u32>(block, END);
  let at = <usize>load<u32>(block, POSITION);
  let stop = STOP_END;
  let go = true;
  while (go && at + HEADER_BYTES <= end) {
    const length = <usize>bswap(load<u32>(at, 8));
    if (load<u8>(at, 16) != 2) {
      stop = STOP_VERSION;
      go = false;
    } else if (length < HEADER_BYTES - LENGTH_END) {
      stop = STOP_CORRUPT;
      go = false;
    } else if (length > end - at - LENGTH_END) {
      go = false;
    } else {
      readBatchHeader(block, at, at + LENGTH_END + length);
      stop = readBatch(block, at);
      if (stop == STOP_END) {
        at += LENGTH_END + length;
        store<u32>(block, <u32>at, POSITION);
      } else go = false;
    }
  }
  return stop;
}

/** The header's fields into the block. */
function readBatchHeader(block: usize, at: usize, batchEnd: usize): void {
  const base = bswap(load<i64>(at));
  store<i64>(block, base, BATCH_BASE_OFFSET);
  store<i64>(block, base + <i64>bswap(load<i32>(at, 23)) + 1, BATCH_NEXT_OFFSET);
  store<i64>(block, bswap(load<i64>(at, 27)), BATCH_FIRST_TIMESTAMP);
  store<i64>(block, bswap(load<i64>(at, 35)), BATCH_MAX_TIMESTAMP);
  store<i64>(block, bswap(load<i64>(at, 43)), BATCH_PRODUCER_ID);
  store<i32>(block, <i32>bswap(load<u16>(at, 21)), BATCH_ATTRIBUTES);
  store<i32>(block, bswap(load<i32>(at, 57)), BATCH_RECORD_COUNT);
  store<i32>(block, bswap(load<i32>(at, 12)), BATCH_LEADER_EPOCH);
  store<u32>(block, <u32>(at + HEADER_BYTES), PAYLOAD_START);
  store<u32>(block, <u32>batchEnd, PAYLOAD_END);
  store<u32>(block, <u32>batchEnd, BATCH_END);
}

/** Checks, skips or reads the batch whose header is in the block. @returns STOP_END when it is dealt with */
function readBatch(block: usize, at: usize): i32 {
  const batchEnd = <usize>load<u32>(block, BATCH_END);
  if (load<i32>(block, CHECK_CRC)) {
    const sum = crc32c(at + CRC_START, batchEnd - at - CRC_START);
    if (sum != bswap(load<u32>(at, 17))) return STOP_CHECKSUM;
  }
  const attributes = load<i32>(block, BATCH_ATTRIBUTES);
  if (load<i32>(block, STOP_AT_TRANSACTIONS) && attributes & (TRANSACTIONAL | CONTROL)) return STOP_TRANSACTIONAL;
  if (attributes & CONTROL) return STOP_END;
  if (load<i64>(block, BATCH_NEXT_OFFSET) <= load<i64>(block, MIN_OFFSET)) return STOP_END;
  if (attributes & COMPRESSION_MASK) return STOP_COMPRESSED;
  return kafkaRecords(block);
}

/**
 * Reads the records between PAYLOAD_START and PAYLOAD_END as those of the batch in the block; all or none of them.
 * POSITION stays. @returns STOP_END, STOP_FULL or STOP_CORRUPT
 */
export function kafkaRecords(block: usize): i32 {
  const start = <usize>load<u32>(block, PAYLOAD_START);
  const end = <usize>load<u32>(block, PAYLOAD_END);
  const count = load<i32>(block, BATCH_RECORD_COUNT);
  if (count < 0 || <usize>count > (end - start) / MIN_RECORD_BYTES) return STOP_CORRUPT;
  const firstRow = load<i32>(block, ROW_COUNT);
  if (count > load<i32>(block, CAPACITY) - firstRow) return STOP_FULL;
  cursor = start;
  let row = firstRow;
  let index = 0;
  while (index < count && row >= 0) {
    row = readRecord(block, end, row);
    index++;
  }
  if (row < 0) return STOP_CORRUPT;
  fillBatchColumns(block, firstRow, row);
  store<i32>(block, row, ROW_COUNT);
  return STOP_END;
}

/** Reads the record at the cursor into `row`. @returns the next row to write, -1 when the record breaks the format */
@inline
function readRecord(block: usize, payloadEnd: usize, row: i32): i32 {
  const length = varint();
  if (length < 0 || cursor > payloadEnd || <usize>length > payloadEnd - cursor) return -1;
  const end = cursor + <usize>length;
  cursor++;
  const timestampDelta = varlong();
  const offset = load<i64>(block, BATCH_BASE_OFFSET) + <i64>varint();
  const keyLength = varint();
  const key = cursor;
  if (key > end || (keyLength > 0 && <usize>keyLength > end - key)) return -1;
  if (keyLength > 0) cursor += <usize>keyLength;
  const valueLength = varint();
  const value = cursor;
  if (value > end || (valueLength > 0 && <usize>valueLength > end - value)) return -1;
  if (valueLength > 0) cursor += <usize>valueLength;
  const headers = cursor;
  if (headers >= end) return -1;
  cursor = end;
  if (offset < load<i64>(block, MIN_OFFSET)) return row;
  store<u32>(word(<usize>load<u32>(block, VALUE_POINTERS), row), <u32>value);
  store<i32>(word(<usize>load<u32>(block, VALUE_LENGTHS), row), valueLength < 0 ? -1 : valueLength);
  const keys = <usize>load<u32>(block, KEY_POINTERS);
  if (keys) {
    store<u32>(word(keys, row), <u32>key);
    store<i32>(word(<usize>load<u32>(block, KEY_LENGTHS), row), keyLength < 0 ? -1 : keyLength);
  }
  const offsets = <usize>load<u32>(block, OFFSETS);
  if (offsets) store<i64>(doubleWord(offsets, row), offset);
  const timestamps = <usize>load<u32>(block, TIMESTAMPS);
  if (timestamps) {
    const timestamp =
      load<i32>(block, BATCH_ATTRIBUTES) & LOG_APPEND_TIME
        ? load<i64>(block, BATCH_MAX_TIMESTAMP)
        : load<i64>(block, BATCH_FIRST_TIMESTAMP) + timestampDelta;
    store<f64>(doubleWord(timestamps, row), <f64>timestamp);
  }
  const headerPointers = <usize>load<u32>(block, HEADER_POINTERS);
  if (headerPointers) {
    store<u32>(word(headerPointers, row), <u32>headers);
    store<i32>(word(<usize>load<u32>(block, HEADER_LENGTHS), row), <i32>(end - headers));
  }
  return row + 1;
}

/** What is the same for all records of a batch. */
function fillBatchColumns(block: usize, from: i32, to: i32): void {
  const attributes = <usize>load<u32>(block, ATTRIBUTES);
  if (attributes)
    for (let row = from; row < to; row++) store<i32>(word(attributes, row), load<i32>(block, BATCH_ATTRIBUTES));
  const epochs = <usize>load<u32>(block, LEADER_EPOCHS);
  if (epochs) for (let row = from; row < to; row++) store<i32>(word(epochs, row), load<i32>(block, BATCH_LEADER_EPOCH));
}

/**
 * The headers of a record from the slice of HEADER_POINTERS and HEADER_LENGTHS: slices of keys and values (length -1 for a null value).
 * @returns how many there are (only the first `capacity` are written), -1 when they break the format
 */
export function kafkaHeaders(
  at: usize,
  length: usize,
  capacity: i32,
  keyPointers: usize,
  keyLengths: usize,
  valuePointers: usize,
  valueLengths: usize,
): i32 {
  const end = at + length;
  cursor = at;
  const count = varint();
  if (count < 0 || cursor > end || <usize>count > (end - cursor) / 2) return -1;
  let broken = false;
  for (let index = 0; index < count && !broken; index++) {
    const keyLength = varint();
    const key = cursor;
    broken = keyLength < 0 || key > end || <usize>keyLength > end - key;
    if (!broken) {
      cursor += <usize>keyLength;
      const valueLength = varint();
      const value = cursor;
      broken = value > end || (valueLength > 0 && <usize>valueLength > end - value);
      if (!broken) {
        if (valueLength > 0) cursor += <usize>valueLength;
        if (index < capacity) {
          store<u32>(word(keyPointers, index), <u32>key);
          store<i32>(word(keyLengths, index), keyLength);
          store<u32>(word(valuePointers, index), <u32>value);
          store<i32>(word(valueLengths, index), valueLength < 0 ? -1 : valueLength);
        }
      }
    }
  }
  return broken ? -1 : count;
}
