import { typescriptKernels } from '../../src/kernels/typescript/index.ts';
import { Memory } from '../../src/runtime/batch/memory.ts';

/** A Kafka record as tests write it; `offsetDelta` counts from the batch's first offset. */
export interface TestRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly offsetDelta: number;
  readonly timestampDelta: bigint;
  readonly headers: readonly { readonly key: Uint8Array; readonly value: Uint8Array | null }[];
}

export interface TestBatch {
  readonly baseOffset: bigint;
  readonly attributes: number;
  readonly firstTimestamp: bigint;
  readonly maxTimestamp: bigint;
  readonly producerId: bigint;
  readonly leaderEpoch: number;
  readonly records: readonly TestRecord[];
  /** The records' bytes when they are compressed; left out: as they are. */
  readonly payload?: Uint8Array;
}

const HEADER_BYTES = 61;
const LENGTH_END = 12;
const CRC_START = 21;

function varint(value: bigint): Buffer {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

const sized = (bytes: Uint8Array | null) =>
  bytes ? Buffer.concat([varint(BigInt(bytes.length)), bytes]) : varint(-1n);

/** One record in format version 2, its length before it. */
export function encodeRecord(record: TestRecord): Buffer {
  const body = Buffer.concat([
    Buffer.of(0),
    varint(record.timestampDelta),
    varint(BigInt(record.offsetDelta)),
    sized(record.key),
    sized(record.value),
    varint(BigInt(record.headers.length)),
    ...record.headers.flatMap((header) => [sized(header.key), sized(header.value)]),
  ]);
  return Buffer.concat([varint(BigInt(body.length)), body]);
}

export const encodeRecords = (records: readonly TestRecord[]) => Buffer.concat(records.map(encodeRecord));

const checksums = new Memory(8 << 20);
const { crc32c } = typescriptKernels(checksums.wasm);

/** A whole record batch as a broker sends it. */
export function encodeBatch(batch: TestBatch): Buffer {
  const payload = batch.payload ?? encodeRecords(batch.records);
  const bytes = Buffer.alloc(HEADER_BYTES + payload.length);
  bytes.writeBigInt64BE(batch.baseOffset, 0);
  bytes.writeInt32BE(bytes.length - LENGTH_END, 8);
  bytes.writeInt32BE(batch.leaderEpoch, 12);
  bytes.writeUInt8(2, 16);
  bytes.writeUInt16BE(batch.attributes, 21);
  bytes.writeInt32BE(batch.records.at(-1)?.offsetDelta ?? 0, 23);
  bytes.writeBigInt64BE(batch.firstTimestamp, 27);
  bytes.writeBigInt64BE(batch.maxTimestamp, 35);
  bytes.writeBigInt64BE(batch.producerId, 43);
  bytes.writeInt16BE(0, 51);
  bytes.writeInt32BE(0, 53);
  bytes.writeInt32BE(batch.records.length, 57);
  bytes.set(payload, HEADER_BYTES);
  const at = checksums.allocate(bytes.length);
  checksums.u8.set(bytes, at);
  bytes.writeInt32BE(crc32c(at + CRC_START, bytes.length - CRC_START) | 0, 17);
  checksums.release(at);
  return bytes;
}
