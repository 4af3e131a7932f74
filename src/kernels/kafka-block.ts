/**
 * The control block of the Kafka kernels: 32-bit words (i64 where said, at 8-byte offsets) at an address aligned to 8.
 * The caller fills in where to read and where to write; the kernel says how far it came, and what the batch is that it stopped at.
 */
export const KAFKA_BLOCK_BYTES = 160;

// ---- in, and moved on by the kernel
/** Address of the next batch; what was read lies before it. */
export const POSITION = 0;
/** Address behind the bytes. */
export const END = 4;
/** i64: records with smaller offsets are left out. */
export const MIN_OFFSET = 8;
/** Rows written so far; the kernel goes on behind them. */
export const ROW_COUNT = 16;
/** Rows the output arrays hold. */
export const CAPACITY = 20;
/** 1: batches whose checksum is wrong stop the kernel (STOP_CHECKSUM). */
export const CHECK_CRC = 24;
/** 1: stop at transactional and control batches (STOP_TRANSACTIONAL), for the caller to accept or skip; 0: read them, control batches skipped. */
export const STOP_AT_TRANSACTIONS = 28;

// ---- out: arrays of a word a row, by address; those marked optional are left out when the address is 0
/** i32: where a value starts. */
export const VALUE_POINTERS = 32;
/** i32: its length, -1 for null. */
export const VALUE_LENGTHS = 36;
/** Optional, both or none: the key's. */
export const KEY_POINTERS = 40;
export const KEY_LENGTHS = 44;
/** Optional, i64. */
export const OFFSETS = 48;
/** Optional, f64: milliseconds since the epoch. */
export const TIMESTAMPS = 52;
/** Optional, both or none: the slice from the count of headers to the end of the record, for `kafkaHeaders`. */
export const HEADER_POINTERS = 56;
export const HEADER_LENGTHS = 60;
/** Optional, i32: the batch's attributes (bit 3: LogAppendTime). */
export const ATTRIBUTES = 64;
/** Optional, i32: the leader's epoch, -1 for unknown. */
export const LEADER_EPOCHS = 68;

// ---- out: the batch at which the kernel stopped, or which it read last
/** i64 */
export const BATCH_BASE_OFFSET = 72;
/** i64: the offset behind the batch. */
export const BATCH_NEXT_OFFSET = 80;
/** i64 */
export const BATCH_FIRST_TIMESTAMP = 88;
/** i64 */
export const BATCH_MAX_TIMESTAMP = 96;
/** i64 */
export const BATCH_PRODUCER_ID = 104;
export const BATCH_ATTRIBUTES = 112;
export const BATCH_RECORD_COUNT = 116;
/** Where the records are; a caller that decompresses them sets both to its own bytes. */
export const PAYLOAD_START = 120;
export const PAYLOAD_END = 124;
/** Address of the batch behind it. */
export const BATCH_END = 128;
export const BATCH_LEADER_EPOCH = 132;

/** Bits of a batch's attributes. */
export const COMPRESSION_MASK = 7;
export const LOG_APPEND_TIME = 8;
export const TRANSACTIONAL = 16;
export const CONTROL = 32;

/** Why the kernel returned. */
/** No whole batch is left before END. */
export const STOP_END = 0;
/** The batch at POSITION has more records than there is room for. */
export const STOP_FULL = 1;
/** The batch at POSITION is compressed: decompress its payload, point PAYLOAD_START and PAYLOAD_END at it, and call `kafkaRecords`. */
export const STOP_COMPRESSED = 2;
/** The batch at POSITION is transactional or a control batch: skip it by setting POSITION to BATCH_END, or read it with `kafkaRecords`. */
export const STOP_TRANSACTIONAL = 3;
/** The batch at POSITION breaks the format. */
export const STOP_CORRUPT = 4;
/** The batch at POSITION has another checksum than it says. */
export const STOP_CHECKSUM = 5;
/** The batch at POSITION is not of format version 2 (Kafka before 0.11). */
export const STOP_VERSION = 6;
