/** Record batches of a fetched partition as a chunk: arrays of slices, offsets and times in the worker's memory. */
import * as block from '../../../kernels/kafka-block.ts';
import type { Kernels } from '../../../kernels/kernels.ts';
import type { Address, Memory } from '../../../runtime/batch/memory.ts';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { type PartitionState, placeOf } from '../fetch/partition-state.ts';
import type { FetchedPartition } from '../fetch/response.ts';
import { type AbortedFilter, abortedFilter } from './aborted.ts';
import { firstCorrupt, nativeCrc32c } from './checksum.ts';
import { codecName, createDecompressor, type Decompressed, type Scratch } from './decompress.ts';

/** Which parts of a record are wanted beside value and offset. */
export interface WantedParts {
  readonly keys: boolean;
  readonly timestamps: boolean;
  readonly headers: boolean;
  readonly attributes: boolean;
  readonly leaderEpochs: boolean;
}

/** Addresses of arrays with an entry a record; 0 where the part is not wanted. */
export interface Chunk {
  readonly count: number;
  readonly valuePointers: Address;
  readonly valueLengths: Address;
  readonly keyPointers: Address;
  readonly keyLengths: Address;
  /** i64 */
  readonly offsets: Address;
  /** f64, milliseconds */
  readonly timestamps: Address;
  readonly headerPointers: Address;
  readonly headerLengths: Address;
  readonly attributes: Address;
  readonly leaderEpochs: Address;
}

/** A partition's part of an answer, on its way to chunks. */
export interface Entry {
  readonly state: PartitionState;
  readonly fetched: FetchedPartition;
  /** The next batch. */
  at: Address;
  readonly aborted: AbortedFilter;
}

export const entryOf = (state: PartitionState, fetched: FetchedPartition): Entry => ({
  state,
  fetched,
  at: fetched.start,
  aborted: abortedFilter(fetched.aborted),
});

export interface RecordReader {
  /** The next batches of the entry; the chunk before is given up. A promise: try again when it has resolved. */
  read(entry: Entry): Chunk | Promise<void>;
  close(): void;
}

export interface RecordSettings {
  readonly checkCrcs: boolean;
  readonly readCommitted: boolean;
}

/** Records a chunk holds; a single batch with more makes the arrays grow. */
const CHUNK_RECORDS = 16384;
/** Decompressed bytes a chunk holds; a single batch with more makes the room grow, up to the limit. */
const SCRATCH_BYTES = 4 << 20;
/** A decompressed batch takes no more than this part of the worker's memory. */
const LIMIT_PART = 4;

/** The control block's fields for the arrays, and the bytes a record takes in each. */
const wantedArrays = (wanted: WantedParts): readonly (readonly [field: number, width: number])[] => [
  [block.VALUE_POINTERS, 4],
  [block.VALUE_LENGTHS, 4],
  [block.OFFSETS, 8],
  ...parts(wanted.keys, [block.KEY_POINTERS, 4], [block.KEY_LENGTHS, 4]),
  ...parts(wanted.timestamps, [block.TIMESTAMPS, 8]),
  ...parts(wanted.headers, [block.HEADER_POINTERS, 4], [block.HEADER_LENGTHS, 4]),
  ...parts(wanted.attributes, [block.ATTRIBUTES, 4]),
  ...parts(wanted.leaderEpochs, [block.LEADER_EPOCHS, 4]),
];

const parts = (wanted: boolean, ...arrays: readonly (readonly [number, number])[]) => (wanted ? arrays : []);

export function openRecordReader(
  memory: Memory,
  kernels: Kernels,
  wanted: WantedParts,
  settings: RecordSettings,
): RecordReader {
  const { i32, i64 } = memory;
  const fields = wantedArrays(wanted);
  const control = memory.allocate(block.KAFKA_BLOCK_BYTES);
  const decompressor = createDecompressor(memory, kernels);
  const scratch = openScratch(memory);
  let arrays = 0;

  const get = (field: number): number => i32[(control + field) >> 2]!;
  const set = (field: number, value: number): void => {
    i32[(control + field) >> 2] = value;
  };
  const getLong = (field: number): bigint => i64[(control + field) >> 3]!;

  const allocateArrays = (capacity: number): void => {
    if (arrays !== 0) memory.release(arrays);
    arrays = 0;
    const rowBytes = fields.reduce((sum, [, width]) => sum + width, 0);
    arrays = memory.allocate(capacity * rowBytes);
    let at = arrays;
    // Arrays of double words first, so that all are aligned.
    for (const width of [8, 4])
      for (const [field] of fields.filter((one) => one[1] === width)) {
        set(field, at);
        at += capacity * width;
      }
    set(block.CAPACITY, capacity);
  };

  i32.fill(0, control >> 2, (control + block.KAFKA_BLOCK_BYTES) >> 2);
  allocateArrays(CHUNK_RECORDS);
  const crc32c = settings.checkCrcs ? nativeCrc32c() : undefined;
  set(block.CHECK_CRC, settings.checkCrcs && crc32c === undefined ? 1 : 0);
  set(block.STOP_AT_TRANSACTIONS, settings.readCommitted ? 1 : 0);

  const broken = (entry: Entry, what: string): EndpointError =>
    new EndpointError(`${placeOf(entry.state)}, offset ${getLong(block.BATCH_BASE_OFFSET)}: ${what}`, {
      recoverable: false,
    });

  const verify = (entry: Entry): void => {
    const at = firstCorrupt(crc32c!, memory.buffer, entry.fetched.start, entry.fetched.end);
    if (at === undefined) return;
    i64[(control + block.BATCH_BASE_OFFSET) >> 3] = memory.buffer.readBigInt64BE(at);
    throw broken(entry, 'the checksum of the record batch is wrong');
  };

  /** Reads the payload of the batch in the block. 'full': it stays for the next chunk. */
  const readPayload = (entry: Entry): 'read' | 'full' | Promise<void> => {
    const count = get(block.BATCH_RECORD_COUNT);
    const rows = get(block.ROW_COUNT);
    if (count > get(block.CAPACITY) - rows && rows > 0) return 'full';
    const codec = get(block.BATCH_ATTRIBUTES) & block.COMPRESSION_MASK;
    if (codec !== 0) {
      const plain: Decompressed = decompressor.decompress(
        codec,
        get(block.PAYLOAD_START),
        get(block.PAYLOAD_END),
        scratch,
      );
      if (plain.kind === 'no-room') return 'full';
      if (plain.kind === 'loading') return plain.ready;
      if (plain.kind === 'broken') throw broken(entry, `the record batch is no valid ${codecName(codec)}`);
      if (plain.kind === 'too-large')
        throw new EndpointError(
          `${placeOf(entry.state)}, offset ${getLong(block.BATCH_BASE_OFFSET)}: the record batch becomes larger than ${scratch.limitBytes} bytes`,
          { recoverable: false, hint: "a record batch may take a quarter of 'streamsql.worker.memory'" },
        );
      set(block.PAYLOAD_START, plain.start);
      set(block.PAYLOAD_END, plain.end);
    }
    // The count is only trusted as far as the payload can hold it.
    if (count > get(block.CAPACITY) - rows && count <= get(block.PAYLOAD_END) - get(block.PAYLOAD_START))
      allocateArrays(count);
    if (kernels.kafkaRecords(control) !== block.STOP_END) throw broken(entry, 'the record batch cannot be read');
    return 'read';
  };

  const transactional = (entry: Entry): 'read' | 'full' | Promise<void> => {
    const attributes = get(block.BATCH_ATTRIBUTES);
    const producer = getLong(block.BATCH_PRODUCER_ID);
    if (attributes & block.CONTROL) {
      if (isAbortMarker(memory.buffer, get(block.PAYLOAD_START), get(block.PAYLOAD_END)))
        entry.aborted.onAbortMarker(producer);
      return 'read';
    }
    if (entry.aborted.isAborted(producer, getLong(block.BATCH_NEXT_OFFSET) - 1n)) return 'read';
    return getLong(block.BATCH_NEXT_OFFSET) <= getLong(block.MIN_OFFSET) ? 'read' : readPayload(entry);
  };

  const chunk = (): Chunk => ({
    count: get(block.ROW_COUNT),
    valuePointers: get(block.VALUE_POINTERS),
    valueLengths: get(block.VALUE_LENGTHS),
    keyPointers: get(block.KEY_POINTERS),
    keyLengths: get(block.KEY_LENGTHS),
    offsets: get(block.OFFSETS),
    timestamps: get(block.TIMESTAMPS),
    headerPointers: get(block.HEADER_POINTERS),
    headerLengths: get(block.HEADER_LENGTHS),
    attributes: get(block.ATTRIBUTES),
    leaderEpochs: get(block.LEADER_EPOCHS),
  });

  return {
    read(entry) {
      if (crc32c && entry.at === entry.fetched.start) verify(entry);
      set(block.ROW_COUNT, 0);
      set(block.POSITION, entry.at);
      set(block.END, entry.fetched.end);
      i64[(control + block.MIN_OFFSET) >> 3] = entry.state.position;
      scratch.reset();
      for (;;) {
        const stop = kernels.kafkaBatches(control);
        entry.at = get(block.POSITION);
        if (stop === block.STOP_END) return chunk();
        if (stop === block.STOP_CORRUPT) throw broken(entry, 'the record batch cannot be read');
        if (stop === block.STOP_CHECKSUM) throw broken(entry, 'the checksum of the record batch is wrong');
        if (stop === block.STOP_VERSION)
          throw broken(entry, 'the record batch has a format of Kafka before 0.11, which is not supported');
        const done = stop === block.STOP_TRANSACTIONAL ? transactional(entry) : readPayload(entry);
        if (done === 'full') return chunk();
        if (done !== 'read') return get(block.ROW_COUNT) > 0 ? chunk() : done;
        set(block.POSITION, get(block.BATCH_END));
        entry.at = get(block.POSITION);
      }
    },
    close() {
      memory.release(control);
      if (arrays !== 0) memory.release(arrays);
      scratch.close();
    },
  };
}

/** A control record's key says version and type; type 0 is an abort (Kafka's ControlRecordType). */
function isAbortMarker(bytes: Buffer, start: Address, end: Address): boolean {
  // Length, attributes, two deltas and the key's length are a byte or more each, as varints.
  let at = start;
  const skip = () => {
    while (at < end && bytes[at]! > 127) at++;
    at++;
  };
  skip();
  at++;
  skip();
  skip();
  skip();
  return at + 4 <= end && bytes.readInt16BE(at + 2) === 0;
}

interface GrowingScratch extends Scratch {
  reset(): void;
  close(): void;
}

function openScratch(memory: Memory): GrowingScratch {
  let start: Address = 0;
  let capacity = 0;
  let used = 0;
  return {
    limitBytes: Math.floor(memory.limitBytes / LIMIT_PART),
    room(bytes) {
      if (used + bytes > capacity) {
        if (used > 0) return undefined;
        if (capacity > 0) memory.release(start);
        capacity = 0;
        const wanted = Math.max(bytes, SCRATCH_BYTES);
        start = memory.allocate(wanted);
        capacity = wanted;
      }
      const at = start + used;
      // Kernels may read a few bytes behind a payload: they find the next one, or the block's padding.
      used += (bytes + 15) & ~15;
      return at;
    },
    reset() {
      used = 0;
    },
    close() {
      if (capacity > 0) memory.release(start);
    },
  };
}
