import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as block from '../../src/kernels/kafka-block.ts';
import { encodeBatch, encodeRecords, type TestBatch } from '../harness/record-batch.ts';
import { bothWays, getSlices, type Side } from './both.ts';

const CAPACITY = 40;

const payload = fc.uint8Array({ maxLength: 200 });
const record = fc.record({
  key: fc.option(payload),
  value: fc.option(payload, { freq: 10 }),
  timestampDelta: fc.oneof(fc.bigInt({ min: -5n, max: 300n }), fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n })),
  headers: fc.array(fc.record({ key: fc.uint8Array({ maxLength: 5 }), value: fc.option(payload) }), { maxLength: 3 }),
});
const batch: fc.Arbitrary<TestBatch> = fc.record({
  baseOffset: fc.bigInt({ min: 0n, max: 2n ** 50n }),
  attributes: fc.constantFrom(
    0,
    0,
    0,
    block.LOG_APPEND_TIME,
    block.TRANSACTIONAL,
    block.CONTROL | block.TRANSACTIONAL,
    2,
  ),
  firstTimestamp: fc.bigInt({ min: 0n, max: 2n ** 42n }),
  maxTimestamp: fc.bigInt({ min: 0n, max: 2n ** 42n }),
  producerId: fc.bigInt({ min: -1n, max: 2n ** 40n }),
  leaderEpoch: fc.integer({ min: -1, max: 100 }),
  records: fc
    .array(record, { minLength: 1, maxLength: 8 })
    .map((records) => records.map((each, index) => ({ ...each, offsetDelta: index }))),
});

interface Settings {
  readonly checkCrc?: boolean;
  readonly stopAtTransactions?: boolean;
  readonly minOffset?: bigint;
  readonly capacity?: number;
}

/** A block with all outputs wanted, over bytes that something follows. */
function blockOver({ arena, memory }: Side, input: Uint8Array, settings: Settings) {
  const start = arena.allocate(input.length);
  memory.u8.fill(0xff, start, start + input.length + 64);
  memory.u8.set(input, start);
  const at = arena.zeroedI32(block.KAFKA_BLOCK_BYTES / 4);
  const set = (field: number, value: number) => {
    memory.i32[(at + field) >> 2] = value;
  };
  set(block.POSITION, start);
  set(block.END, start + input.length);
  set(block.CAPACITY, settings.capacity ?? CAPACITY);
  set(block.CHECK_CRC, settings.checkCrc ? 1 : 0);
  set(block.STOP_AT_TRANSACTIONS, settings.stopAtTransactions ? 1 : 0);
  memory.i64[(at + block.MIN_OFFSET) >> 3] = settings.minOffset ?? 0n;
  for (let field = block.VALUE_POINTERS; field <= block.LEADER_EPOCHS; field += 4)
    set(field, arena.allocate(CAPACITY * 8));
  return { at, start };
}

/** Everything that the block and its arrays say, free of addresses. */
function readBlock(side: Side, at: number, start: number) {
  const { memory } = side;
  const get = (field: number) => memory.i32[(at + field) >> 2]!;
  const count = get(block.ROW_COUNT);
  const array = <T>(view: { [index: number]: T }, field: number, shift: number) =>
    Array.from({ length: count }, (_, row) => view[(get(field) >> shift) + row]!);
  return {
    count,
    position: get(block.POSITION) - start,
    values: getSlices(side, get(block.VALUE_POINTERS), get(block.VALUE_LENGTHS), count),
    keys: getSlices(side, get(block.KEY_POINTERS), get(block.KEY_LENGTHS), count),
    headers: getSlices(side, get(block.HEADER_POINTERS), get(block.HEADER_LENGTHS), count),
    offsets: array(memory.i64, block.OFFSETS, 3),
    timestamps: array(memory.f64, block.TIMESTAMPS, 3),
    attributes: array(memory.i32, block.ATTRIBUTES, 2),
    epochs: array(memory.i32, block.LEADER_EPOCHS, 2),
    nextOffset: memory.i64[(at + block.BATCH_NEXT_OFFSET) >> 3]!,
    recordCount: get(block.BATCH_RECORD_COUNT),
  };
}

function parse(side: Side, input: Uint8Array, settings: Settings = {}) {
  const { at, start } = blockOver(side, input, settings);
  const stop = side.kernels.kafkaBatches(at);
  return { stop, ...readBlock(side, at, start) };
}

const latin1 = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString('latin1') : null);

test('whole batches come back record by record; compressed ones stop, control batches are skipped', () => {
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 4 }), (batches) => {
      const [wasm, typescript] = bothWays((side) =>
        parse(side, Buffer.concat(batches.map(encodeBatch)), { checkCrc: true }),
      );
      expect(wasm).toEqual(typescript);
      const compressed = batches.findIndex((each) => each.attributes & block.COMPRESSION_MASK);
      const read = (compressed < 0 ? batches : batches.slice(0, compressed)).filter(
        (each) => !(each.attributes & block.CONTROL),
      );
      const rows = read.flatMap((each) => each.records.map((one) => ({ ...one, batch: each })));
      expect(wasm).toMatchObject({
        stop: compressed < 0 ? block.STOP_END : block.STOP_COMPRESSED,
        count: rows.length,
        values: rows.map((row) => latin1(row.value)),
        keys: rows.map((row) => latin1(row.key)),
        offsets: rows.map((row) => row.batch.baseOffset + BigInt(row.offsetDelta)),
        timestamps: rows.map((row) =>
          Number(
            row.batch.attributes & block.LOG_APPEND_TIME
              ? row.batch.maxTimestamp
              : row.batch.firstTimestamp + row.timestampDelta,
          ),
        ),
        attributes: rows.map((row) => row.batch.attributes),
        epochs: rows.map((row) => row.batch.leaderEpoch),
      });
    }),
  );
});

test('damaged bytes give the same on both sides and never a value from outside', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 3 }), damage, fc.nat(), (batches, changes, cut) => {
      const input = Buffer.concat(batches.map(encodeBatch));
      for (const [at, byte] of changes) input[at % input.length] = byte;
      const kept = input.subarray(0, input.length - (cut % 3 ? 0 : cut % input.length));
      const [wasm, typescript] = bothWays((side) => parse(side, kept));
      expect(wasm).toEqual(typescript);
      for (const value of [...wasm.values, ...wasm.keys]) expect((value ?? '').length).toBeLessThanOrEqual(kept.length);
      const checked = bothWays((side) => parse(side, kept, { checkCrc: true, stopAtTransactions: true }));
      expect(checked[0]).toEqual(checked[1]);
    }),
    { numRuns: 500 },
  );
});

const plain = (records: number, more: Partial<TestBatch> = {}): TestBatch => ({
  baseOffset: 100n,
  attributes: 0,
  firstTimestamp: 1000n,
  maxTimestamp: 2000n,
  producerId: -1n,
  leaderEpoch: 7,
  records: Array.from({ length: records }, (_, index) => ({
    key: null,
    value: Buffer.from(`value ${index}`),
    offsetDelta: index,
    timestampDelta: 0n,
    headers: [],
  })),
  ...more,
});

describe('stops', () => {
  const stopOf = (input: Uint8Array, settings: Settings = {}) => {
    const [wasm, typescript] = bothWays((side) => parse(side, input, settings));
    expect(wasm).toEqual(typescript);
    return wasm;
  };

  test('a batch that is not whole is left for later', () => {
    const bytes = encodeBatch(plain(2));
    expect(stopOf(Buffer.concat([bytes, bytes.subarray(0, -1)]))).toMatchObject({
      stop: block.STOP_END,
      count: 2,
      position: bytes.length,
    });
  });

  test('records before the wanted offset are left out', () => {
    expect(stopOf(encodeBatch(plain(5)), { minOffset: 103n })).toMatchObject({
      values: ['value 3', 'value 4'],
      nextOffset: 105n,
    });
    expect(stopOf(encodeBatch(plain(5)), { minOffset: 105n })).toMatchObject({ count: 0, nextOffset: 105n });
  });

  test('no room', () => {
    const bytes = encodeBatch(plain(5));
    expect(stopOf(Buffer.concat([bytes, bytes]), { capacity: 9 })).toMatchObject({
      stop: block.STOP_FULL,
      count: 5,
      position: bytes.length,
      recordCount: 5,
    });
  });

  test('a wrong checksum', () => {
    const bytes = encodeBatch(plain(1));
    bytes[bytes.length - 3]! ^= 1;
    expect(stopOf(bytes, { checkCrc: true })).toMatchObject({ stop: block.STOP_CHECKSUM, count: 0, position: 0 });
  });

  test('an older format', () => {
    const bytes = encodeBatch(plain(1));
    bytes[16] = 1;
    expect(stopOf(bytes).stop).toBe(block.STOP_VERSION);
  });

  test('more records than there are bytes for', () => {
    const bytes = encodeBatch(plain(3));
    bytes.writeInt32BE(1 << 28, 57);
    expect(stopOf(bytes)).toMatchObject({ stop: block.STOP_CORRUPT, count: 0 });
  });

  test('transactional and control batches when asked to', () => {
    const bytes = encodeBatch(plain(1, { attributes: block.TRANSACTIONAL, producerId: 9n }));
    expect(stopOf(bytes, { stopAtTransactions: true })).toMatchObject({ stop: block.STOP_TRANSACTIONAL, count: 0 });
    expect(stopOf(bytes)).toMatchObject({ stop: block.STOP_END, count: 1 });
  });
});

test('a compressed batch goes on with the bytes that the caller decompressed', () => {
  const batch = plain(3, { attributes: 4, payload: Buffer.from('not to be looked at') });
  const rows = bothWays((side) => {
    const { at, start } = blockOver(side, encodeBatch(batch), {});
    expect(side.kernels.kafkaBatches(at)).toBe(block.STOP_COMPRESSED);
    const records = encodeRecords(batch.records);
    const payloadStart = side.arena.bytes(records);
    side.memory.i32[(at + block.PAYLOAD_START) >> 2] = payloadStart;
    side.memory.i32[(at + block.PAYLOAD_END) >> 2] = payloadStart + records.length;
    expect(side.kernels.kafkaRecords(at)).toBe(block.STOP_END);
    side.memory.i32[(at + block.POSITION) >> 2] = side.memory.i32[(at + block.BATCH_END) >> 2]!;
    expect(side.kernels.kafkaBatches(at)).toBe(block.STOP_END);
    return readBlock(side, at, start).values;
  });
  expect(rows).toEqual([
    ['value 0', 'value 1', 'value 2'],
    ['value 0', 'value 1', 'value 2'],
  ]);
});

test('headers are read from their slice', () => {
  fc.assert(
    fc.property(
      record,
      fc.nat({ max: 3 }),
      fc.option(fc.tuple(fc.nat(), fc.nat({ max: 255 }))),
      (one, capacity, change) => {
        const input = encodeRecords([{ ...one, key: null, value: null, timestampDelta: 0n, offsetDelta: 0 }]);
        // Behind length, attributes, two deltas of zero, and two nulls.
        const slice = Buffer.from(input.subarray(input.length - headerBytes(one.headers)));
        if (change) slice[change[0] % slice.length] = change[1];
        const [wasm, typescript] = bothWays((side) => {
          const out = Array.from({ length: 4 }, () => side.arena.allocate(capacity * 4)) as [
            number,
            number,
            number,
            number,
          ];
          const count = side.kernels.kafkaHeaders(side.arena.bytes(slice), slice.length, capacity, ...out);
          const written = Math.min(Math.max(count, 0), capacity);
          return {
            count,
            keys: getSlices(side, out[0], out[1], written),
            values: getSlices(side, out[2], out[3], written),
          };
        });
        expect(wasm).toEqual(typescript);
        if (!change)
          expect(wasm).toEqual({
            count: one.headers.length,
            keys: one.headers.slice(0, capacity).map((header) => latin1(header.key)),
            values: one.headers.slice(0, capacity).map((header) => latin1(header.value)),
          });
      },
    ),
  );
});

const headerBytes = (headers: readonly { key: Uint8Array; value: Uint8Array | null }[]) => {
  const without = { key: null, value: null, timestampDelta: 0n, offsetDelta: 0 };
  const body = (list: typeof headers) => {
    const bytes = encodeRecords([{ ...without, headers: list }]);
    return bytes.length - (bytes[0]! > 127 ? 2 : 1);
  };
  return body(headers) - body([]) + 1;
};
