/** A fetch response that lies in memory as plain data about where each partition's record batches are. */
import type { Address } from '../../../runtime/batch/memory.ts';

export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

export interface FetchedPartition {
  /** The topic's id, or its name where the broker goes by names: see `topicKeys`. */
  readonly topicKey: string;
  readonly partition: number;
  /** Kafka's error code; 0 for none. */
  readonly error: number;
  readonly highWatermark: bigint;
  /** read_committed: by producer, where its aborted transaction begins; ascending. */
  readonly aborted: readonly AbortedTransaction[];
  /** A replica nearer to us that should be read instead; -1 for none. */
  readonly preferredReplica: number;
  /** Whole record batches lie from `start` to `end`. */
  readonly start: Address;
  readonly end: Address;
  /** The offset behind the last whole batch; undefined when there is none. */
  readonly next: bigint | undefined;
}

export interface FetchResponse {
  readonly error: number;
  readonly partitions: readonly FetchedPartition[];
}

/** Under which keys answers speak of a topic. */
export const topicKeys = (topic: string, topicId: string): readonly [string, string] => [
  `id ${topicId}`,
  `name ${topic}`,
];

interface Cursor {
  readonly bytes: Buffer;
  readonly end: Address;
  at: Address;
}

/** Moves on by so many bytes. @returns where they start @throws RangeError when the answer has no so many */
function take(cursor: Cursor, bytes: number): Address {
  const { at } = cursor;
  if (bytes > cursor.end - at) throw new RangeError('the answer ends too early');
  cursor.at = at + bytes;
  return at;
}

function unsignedVarint(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = cursor.bytes[take(cursor, 1)]!;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) break;
  }
  return value;
}

/** Compact arrays and bytes say their length plus one; 0 is null. */
const compactLength = (cursor: Cursor): number => Math.max(0, unsignedVarint(cursor) - 1);

function skipTaggedFields(cursor: Cursor): void {
  for (let left = unsignedVarint(cursor); left > 0; left--) {
    unsignedVarint(cursor);
    take(cursor, unsignedVarint(cursor));
  }
}

const uuid = (bytes: Buffer, at: Address): string =>
  bytes.toString('hex', at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** @param bytes the worker's whole memory; the response's body (behind its header) lies from `at` to `end` @throws RangeError */
export function readFetchResponse(bytes: Buffer, at: Address, end: Address, withTopicIds: boolean): FetchResponse {
  const cursor: Cursor = { bytes, at, end };
  take(cursor, 4); // throttle time
  const error = bytes.readInt16BE(take(cursor, 2));
  take(cursor, 4); // session id
  const partitions: FetchedPartition[] = [];
  for (let topics = compactLength(cursor); topics > 0; topics--) {
    const topicKey = withTopicIds ? `id ${uuid(bytes, take(cursor, 16))}` : `name ${compactString(cursor)}`;
    for (let left = compactLength(cursor); left > 0; left--) partitions.push(readPartition(cursor, topicKey));
    skipTaggedFields(cursor);
  }
  return { error, partitions };
}

function compactString(cursor: Cursor): string {
  const length = compactLength(cursor);
  const at = take(cursor, length);
  return cursor.bytes.toString('utf8', at, at + length);
}

function readPartition(cursor: Cursor, topicKey: string): FetchedPartition {
  const { bytes } = cursor;
  const at = take(cursor, 30); // partition 4, error 2, high watermark 8, last stable offset 8, log start 8
  const aborted: AbortedTransaction[] = [];
  for (let left = compactLength(cursor); left > 0; left--) {
    const entry = take(cursor, 16);
    aborted.push({ producerId: bytes.readBigInt64BE(entry), firstOffset: bytes.readBigInt64BE(entry + 8) });
    skipTaggedFields(cursor);
  }
  const preferredReplica = bytes.readInt32BE(take(cursor, 4));
  const length = compactLength(cursor);
  const start = take(cursor, length);
  skipTaggedFields(cursor);
  return {
    topicKey,
    partition: bytes.readInt32BE(at),
    error: bytes.readInt16BE(at + 4),
    highWatermark: bytes.readBigInt64BE(at + 6),
    aborted: aborted.sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1)),
    preferredReplica,
    start,
    ...wholeBatches(bytes, start, start + length),
  };
}

/** Bytes of a batch before the field that says how long the rest is, that field included. */
const LENGTH_END = 12;
const HEADER_BYTES = 61;
const LAST_OFFSET_DELTA = 23;

/** Hops from header to header: the last batch of an answer may be cut off. */
function wholeBatches(bytes: Buffer, start: Address, limit: Address): { end: Address; next: bigint | undefined } {
  let end = start;
  let last = -1;
  while (end + HEADER_BYTES <= limit) {
    const length = bytes.readInt32BE(end + 8);
    if (length < HEADER_BYTES - LENGTH_END || end + LENGTH_END + length > limit) break;
    last = end;
    end += LENGTH_END + length;
  }
  if (last < 0) return { end: start, next: undefined };
  return { end, next: bytes.readBigInt64BE(last) + BigInt(bytes.readInt32BE(last + LAST_OFFSET_DELTA)) + 1n };
}
