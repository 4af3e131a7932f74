/**
 * How many records a second the kernels do in one thread: `npx esbuild tests/bench/kernels.ts --bundle --platform=node --format=esm
 * --outfile=dist/bench-kernels.mjs && cp src/kernels/kernels.wasm dist/ && node dist/bench-kernels.mjs`.
 */
import { type PlanField, placeColumns, placePlan } from '../../src/connectors/formats/json/plan.ts';
import * as plan from '../../src/kernels/json-plan.ts';
import * as value from '../../src/kernels/json-value-block.ts';
import * as kafka from '../../src/kernels/kafka-block.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { encodeBatch } from '../harness/record-batch.ts';
import { logRecord } from './log-records.ts';

const RECORDS = 8192;
const ROUNDS = 120;
const BATCH_RECORDS = 40;

const memory = new Memory(256 << 20);
const kernels = loadKernels(memory.wasm);
const input = new Arena(memory);
const arena = new Arena(memory);

const text = (name: string): PlanField => ({ name, kind: plan.TEXT });
const THREE = [text('timestamp'), text('serviceName'), text('severityText')];
const SIX: PlanField[] = [
  ...THREE,
  { name: 'attributes', kind: plan.MAP, whole: true, children: [text('msg'), text('url'), text('mobile')] },
  { name: 'resources', kind: plan.MAP, whole: true, children: [] },
  text('body'),
];

const records = Array.from({ length: RECORDS }, (_, i) => Buffer.from(logRecord(i)));

/** The best of three runs, in records a second. */
function measure(name: string, once: () => number): void {
  let best = 0;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    let count = 0;
    for (let round = 0; round < ROUNDS; round++) count += once();
    best = Math.max(best, (count / (performance.now() - start)) * 1000);
  }
  console.log(`${name.padEnd(46)} ${(best / 1e6).toFixed(2)} M records/s`);
}

function placeRecords() {
  const bytes = Buffer.concat(records);
  const at = input.bytes(bytes);
  const pointers = input.allocate(RECORDS * 4);
  const lengths = input.allocate(RECORDS * 4);
  let start = at;
  records.forEach((record, i) => {
    memory.i32[(pointers >> 2) + i] = start;
    memory.i32[(lengths >> 2) + i] = record.length;
    start += record.length;
  });
  return { pointers, lengths, bytes: bytes.length };
}

const slices = placeRecords();
const control = input.zeroedI32(plan.JSON_BLOCK_BYTES / 4);

function jsonOnce(placed: ReturnType<typeof placePlan>) {
  const set = (offset: number, word: number) => {
    memory.i32[(control + offset) >> 2] = word;
  };
  arena.reset();
  const columns = placeColumns(arena, placed.fields, RECORDS, RECORDS * 12);
  const heap = arena.allocate(slices.bytes);
  set(plan.ROOT, placed.root);
  set(plan.RECORD_POINTERS, slices.pointers);
  set(plan.RECORD_LENGTHS, slices.lengths);
  set(plan.RECORD_COUNT, RECORDS);
  set(plan.ODD, arena.allocate(RECORDS));
  set(plan.HEAP, heap);
  set(plan.HEAP_END, heap + slices.bytes);
  set(plan.FIXUPS, arena.allocate(16));
  set(plan.FIXUP_CAPACITY, 1);
  return { done: kernels.jsonRecords(control), columns };
}

for (const [name, fields] of [
  ['JSON: 1 string', [text('serviceName')]],
  ['JSON: 3 strings', THREE],
  ['JSON: 6 fields, 2 maps, 3 keys of one', SIX],
] as const) {
  const placed = placePlan(memory, fields, false);
  measure(name, () => jsonOnce(placed).done);
}

measure('JSON.parse, for comparison', () => {
  for (const record of records) JSON.parse(record.toString());
  return RECORDS;
});

const batches = Buffer.concat(
  Array.from({ length: RECORDS / BATCH_RECORDS }, (_, batch) =>
    encodeBatch({
      baseOffset: BigInt(batch * BATCH_RECORDS),
      attributes: 0,
      firstTimestamp: 0n,
      maxTimestamp: 0n,
      producerId: -1n,
      leaderEpoch: 0,
      records: records.slice(batch * BATCH_RECORDS, (batch + 1) * BATCH_RECORDS).map((value, offsetDelta) => ({
        key: null,
        value,
        offsetDelta,
        timestampDelta: 0n,
        headers: [],
      })),
    }),
  ),
);

for (const checkCrc of [0, 1]) {
  const start = input.bytes(batches);
  const block = input.zeroedI32(kafka.KAFKA_BLOCK_BYTES / 4);
  const set = (offset: number, word: number) => {
    memory.i32[(block + offset) >> 2] = word;
  };
  for (const array of [kafka.VALUE_POINTERS, kafka.VALUE_LENGTHS, kafka.OFFSETS, kafka.TIMESTAMPS])
    set(array, input.allocate(RECORDS * 8));
  set(kafka.END, start + batches.length);
  set(kafka.CAPACITY, RECORDS);
  set(kafka.CHECK_CRC, checkCrc);
  measure(`Kafka batches${checkCrc ? ' with checksum' : ''}`, () => {
    set(kafka.POSITION, start);
    set(kafka.ROW_COUNT, 0);
    kernels.kafkaBatches(block);
    return memory.i32[(block + kafka.ROW_COUNT) >> 2]!;
  });
}

/** The path `$.data.mobile` over the bodies of the records. */
function jsonValueOnce(body: { readonly pointers: number; readonly lengths: number }, path: number): number {
  const set = (offset: number, word: number) => {
    memory.i32[(valueControl + offset) >> 2] = word;
  };
  arena.reset();
  const heap = arena.allocate(slices.bytes);
  set(value.POINTERS, body.pointers);
  set(value.LENGTHS, body.lengths);
  set(value.ROWS, 0);
  set(value.COUNT, RECORDS);
  set(value.PATH, path);
  set(value.DEPTH, 2);
  set(value.HEAP, heap);
  set(value.HEAP_END, heap + slices.bytes);
  set(value.OUT_POINTERS, arena.allocate(RECORDS * 4));
  set(value.OUT_LENGTHS, arena.allocate(RECORDS * 4));
  kernels.jsonValues(valueControl);
  return RECORDS;
}

const valueControl = input.zeroedI32(value.JSON_VALUE_BLOCK_BYTES / 4);
const path = input.allocate(16);
for (const [i, name] of ['data', 'mobile'].entries())
  memory.i32.set([input.bytes(Buffer.from(name)), name.length], (path >> 2) + i * 2);
const bodies = input.allocate(RECORDS * 8);
records.forEach((record, i) => {
  const body = Buffer.from((JSON.parse(record.toString()) as { body: string }).body);
  memory.i32[(bodies >> 2) + i] = input.bytes(body);
  memory.i32[(bodies >> 2) + RECORDS + i] = body.length;
});
measure('JSON_VALUE(body, $.data.mobile)', () =>
  jsonValueOnce({ pointers: bodies, lengths: bodies + RECORDS * 4 }, path),
);
