/** Record batches of a fetched partition as chunks: arrays of slices, offsets and times in the worker's memory. */
import * as block from '../../../kernels/kafka-block.ts';
import type { Kernels } from '../../../kernels/kernels.ts';
import type { Address, Memory } from '../../../runtime/batch/memory.ts';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { type PartitionState, placeOf } from '../fetch/partition-state.ts';
import type { FetchedPartition } from '../fetch/response.ts';
import { type AbortedFilter, abortedFilter } from './aborted.ts';
import { firstCorrupt, nativeCrc32c } from './checksum.ts';
import { type Chunk, openControl, type WantedParts } from './chunk.ts';
import { codecName, createDecompressor } from './decompress.ts';
import { openScratch } from './scratch.ts';

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

/** What became of a batch; 'full': it stays for the next chunk. A promise: it stays until that has resolved. */
type Done = 'read' | 'full' | Promise<void>;

export function openRecordReader(
  memory: Memory,
  kernels: Kernels,
  wanted: WantedParts,
  settings: RecordSettings,
): RecordReader {
  const control = openControl(memory, wanted, CHUNK_RECORDS);
  const { get, set, getLong } = control;
  const scratch = openScratch(memory);
  const decompressor = createDecompressor(memory, kernels);
  const crc32c = settings.checkCrcs ? nativeCrc32c() : undefined;
  set(block.CHECK_CRC, settings.checkCrcs && crc32c === undefined ? 1 : 0);
  set(block.STOP_AT_TRANSACTIONS, settings.readCommitted ? 1 : 0);

  const broken = (entry: Entry, what: string, hint?: string): EndpointError =>
    new EndpointError(`${placeOf(entry.state)}, offset ${getLong(block.BATCH_BASE_OFFSET)}: ${what}`, {
      recoverable: false,
      ...(hint === undefined ? {} : { hint }),
    });

  const verify = (entry: Entry): void => {
    const at = crc32c && firstCorrupt(crc32c, memory.buffer, entry.fetched.start, entry.fetched.end);
    if (at === undefined) return;
    control.setLong(block.BATCH_BASE_OFFSET, memory.buffer.readBigInt64BE(at));
    throw broken(entry, 'the checksum of the record batch is wrong');
  };

  /** Points the payload of the batch in the block at its plain bytes. */
  const decompress = (entry: Entry, codec: number): Done => {
    const plain = decompressor.decompress(codec, get(block.PAYLOAD_START), get(block.PAYLOAD_END), scratch);
    switch (plain.kind) {
      case 'bytes':
        set(block.PAYLOAD_START, plain.start);
        set(block.PAYLOAD_END, plain.end);
        return 'read';
      case 'no-room':
        return 'full';
      case 'loading':
        return plain.ready;
      case 'broken':
        throw broken(entry, `the record batch is no valid ${codecName(codec)}`);
      case 'too-large':
        throw broken(
          entry,
          `the record batch becomes larger than ${scratch.limitBytes} bytes`,
          "a record batch may take a quarter of 'streamsql.worker.memory'",
        );
    }
  };

  /** Reads the batch in the block, all of it or nothing. */
  const readBatch = (entry: Entry): Done => {
    const count = get(block.BATCH_RECORD_COUNT);
    const isTooLong = count > get(block.CAPACITY) - get(block.ROW_COUNT);
    if (isTooLong && get(block.ROW_COUNT) > 0) return 'full';
    const codec = get(block.BATCH_ATTRIBUTES) & block.COMPRESSION_MASK;
    const done = codec === 0 ? 'read' : decompress(entry, codec);
    if (done !== 'read') return done;
    // The count is only trusted as far as the payload can hold it.
    if (isTooLong && count <= get(block.PAYLOAD_END) - get(block.PAYLOAD_START)) control.allocateArrays(count);
    if (kernels.kafkaRecords(control.address) !== block.STOP_END)
      throw broken(entry, 'the record batch cannot be read');
    return 'read';
  };

  /** Under read_committed: markers and aborted batches are passed over. */
  const readTransactional = (entry: Entry): Done => {
    const producer = getLong(block.BATCH_PRODUCER_ID);
    if (get(block.BATCH_ATTRIBUTES) & block.CONTROL) {
      const isAbort = isAbortMarker(memory.buffer, get(block.PAYLOAD_START), get(block.PAYLOAD_END));
      if (isAbort) entry.aborted.onAbortMarker(producer);
      return 'read';
    }
    const next = getLong(block.BATCH_NEXT_OFFSET);
    if (entry.aborted.isAborted(producer, next - 1n) || next <= getLong(block.MIN_OFFSET)) return 'read';
    return readBatch(entry);
  };

  /** Deals with the batch that the kernel stopped at. */
  const onStop = (entry: Entry, stop: number): Done => {
    switch (stop) {
      case block.STOP_TRANSACTIONAL:
        return readTransactional(entry);
      case block.STOP_COMPRESSED:
      case block.STOP_FULL:
        return readBatch(entry);
      case block.STOP_CHECKSUM:
        throw broken(entry, 'the checksum of the record batch is wrong');
      case block.STOP_VERSION:
        throw broken(entry, 'the record batch has a format of Kafka before 0.11, which is not supported');
      default:
        throw broken(entry, 'the record batch cannot be read');
    }
  };

  return {
    read(entry) {
      if (entry.at === entry.fetched.start) verify(entry);
      set(block.ROW_COUNT, 0);
      set(block.POSITION, entry.at);
      set(block.END, entry.fetched.end);
      control.setLong(block.MIN_OFFSET, entry.state.position);
      scratch.reset();
      for (;;) {
        const stop = kernels.kafkaBatches(control.address);
        entry.at = get(block.POSITION);
        if (stop === block.STOP_END) return control.chunk();
        const done = onStop(entry, stop);
        if (done === 'full') return control.chunk();
        if (done !== 'read') return get(block.ROW_COUNT) > 0 ? control.chunk() : done;
        set(block.POSITION, get(block.BATCH_END));
        entry.at = get(block.POSITION);
      }
    },
    close() {
      control.close();
      scratch.close();
    },
  };
}

/** A control record's key says version and type; type 0 is an abort (Kafka's ControlRecordType). */
function isAbortMarker(bytes: Buffer, start: Address, end: Address): boolean {
  let at = start;
  const skipVarint = () => {
    while (at < end && bytes[at]! > 127) at++;
    at++;
  };
  skipVarint(); // length
  at++; // attributes
  skipVarint(); // timestamp delta
  skipVarint(); // offset delta
  skipVarint(); // key length
  return at + 4 <= end && bytes.readInt16BE(at + 2) === 0;
}
