/** The arrays that record batches are read into, and the kernels' control block that says where they are. */
import * as block from '../../../kernels/kafka-block.ts';
import type { Address, Memory } from '../../../runtime/batch/memory.ts';

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

export interface Control {
  readonly address: Address;
  get(field: number): number;
  set(field: number, value: number): void;
  getLong(field: number): bigint;
  setLong(field: number, value: bigint): void;
  /** Arrays for so many records; those before are given up, with what is in them. */
  allocateArrays(capacity: number): void;
  /** What has been read. */
  chunk(): Chunk;
  close(): void;
}

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

export function openControl(memory: Memory, wanted: WantedParts, capacity: number): Control {
  const { i32, i64 } = memory;
  const fields = wantedArrays(wanted);
  const address = memory.allocate(block.KAFKA_BLOCK_BYTES);
  let arrays: Address = 0;
  const get = (field: number): number => i32[(address + field) >> 2]!;
  const set = (field: number, value: number): void => {
    i32[(address + field) >> 2] = value;
  };
  const allocateArrays = (records: number): void => {
    if (arrays !== 0) memory.release(arrays);
    arrays = 0;
    arrays = memory.allocate(records * fields.reduce((sum, [, width]) => sum + width, 0));
    let at = arrays;
    // Arrays of double words first, so that all are aligned.
    for (const width of [8, 4])
      for (const [field] of fields.filter((one) => one[1] === width)) {
        set(field, at);
        at += records * width;
      }
    set(block.CAPACITY, records);
  };
  i32.fill(0, address >> 2, (address + block.KAFKA_BLOCK_BYTES) >> 2);
  allocateArrays(capacity);
  return {
    ...{ address, get, set, allocateArrays },
    getLong: (field) => i64[(address + field) >> 3]!,
    setLong(field, value) {
      i64[(address + field) >> 3] = value;
    },
    chunk: () => ({
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
    }),
    close() {
      memory.release(address);
      if (arrays !== 0) memory.release(arrays);
    },
  };
}
