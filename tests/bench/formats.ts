/**
 * How many records a second the record formats decode and encode in one thread: bundle it as tests/bench/kernels.ts says.
 */
import type { Format, FormatContext } from '../../src/connectors/format.ts';
import { csvFormat } from '../../src/connectors/formats/csv/index.ts';
import { jsonFormat } from '../../src/connectors/formats/json/index.ts';
import { readOptions } from '../../src/connectors/options.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import type { ProducedColumn } from '../../src/planner/physical/plan.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import * as t from '../../src/sql/types/type.ts';
import { logRecord } from './log-records.ts';

const RECORDS = 8192;
const ROUNDS = 40;

const memory = new Memory(512 << 20);
const kernels = loadKernels(memory.wasm);

const contextOf = (format: Format): FormatContext => ({
  memory,
  kernels,
  formatOptions: readOptions(format.options, {}).options,
  session: { timeZone: 'UTC', config: {}, currentCatalog: '', currentDatabase: '', batch: false },
  host: {
    nowMs: () => 0,
    monotonicMs: () => 0,
    randomBytes: (count) => new Uint8Array(count),
    sleep: async () => {},
    print: () => {},
    environment: {},
  },
  count() {},
  warn() {},
});

const column = (name: string, type: t.SqlType, ...path: string[]): ProducedColumn => ({
  name,
  type,
  from: { kind: 'physical', ...(path.length > 0 ? { path } : {}) },
});

const MAP = t.map(t.STRING, t.STRING);
const LOGS = [
  ...['timestamp', 'serviceName', 'severityText'].map((name) => column(name, t.STRING)),
  column('attributes', MAP),
  ...['msg', 'url', 'mobile'].map((key) => column('attributes', t.STRING, key)),
  column('resources', MAP),
  column('body', t.STRING),
];
const ORDERS = [
  column('id', t.BIGINT),
  column('at', t.timestamp(3)),
  column('price', t.decimal(10, 2)),
  column('amount', t.DOUBLE),
  column('name', t.STRING),
  column('tags', t.array(t.STRING)),
];
const NUMBERS = ORDERS.slice(0, 5);

const jsonOrder = (i: number, tags: boolean) =>
  JSON.stringify({
    id: i * 7919,
    at: `2024-02-29 12:34:${String(i % 60).padStart(2, '0')}.${String(i % 1000).padStart(3, '0')}`,
    price: (i % 100000) / 100,
    amount: i / 8,
    name: `item ${i % 100}`,
    ...(tags ? { tags: ['a', `b${i % 10}`] } : {}),
  });
const csvOrder = (i: number) =>
  `${i * 7919},2024-02-29 12:34:${String(i % 60).padStart(2, '0')}.123,${(i % 100000) / 100},${i / 8},"item ${i % 100}",a;b${i % 10}`;

/** The best of three runs. */
function measure(name: string, once: () => number): void {
  let best = 0;
  for (let run = 0; run < 3; run++) {
    const start = process.cpuUsage();
    let count = 0;
    for (let round = 0; round < ROUNDS; round++) count += once();
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, count / (user + system));
  }
  console.log(`${name.padEnd(46)} ${best.toFixed(2)} M records a CPU second`);
}

async function bench(name: string, format: Format, produced: readonly ProducedColumn[], record: (i: number) => string) {
  const input = new Arena(memory, 4 << 20);
  const arena = new Arena(memory, 4 << 20);
  const texts = Array.from({ length: RECORDS }, (_, i) => Buffer.from(record(i)));
  const pointers = input.allocate(RECORDS * 4);
  const lengths = input.allocate(RECORDS * 4);
  texts.forEach((text, i) => {
    memory.i32[(pointers >> 2) + i] = input.bytes(text);
    memory.i32[(lengths >> 2) + i] = text.length;
  });
  const records = { count: RECORDS, pointers, lengths };
  const context = contextOf(format);
  const implementation = await format.implementation();
  const decoder = implementation.openDecoder!(context, produced);
  const decodeOnce = () => {
    arena.reset();
    let next = 0;
    while (next < RECORDS) next = decoder.decode(records, next, RECORDS, arena).nextRecord;
    return RECORDS;
  };
  measure(`${name}: decode`, decodeOnce);
  arena.reset();
  const decoded = decoder.decode(records, 0, RECORDS, arena);
  const encoder = implementation.openEncoder!(context, produced);
  const output = new Arena(memory, 4 << 20);
  measure(`${name}: encode`, () => {
    output.reset();
    return encoder.encode({ rowCount: decoded.rowCount, columns: decoded.columns, rowKinds: 0 }, output).count;
  });
  for (const one of [input, arena, output]) one.dispose();
}

await bench('json, logs with 2 maps and 3 keys', jsonFormat, LOGS, logRecord);
await bench('json, 5 columns', jsonFormat, NUMBERS, (i) => jsonOrder(i, false));
await bench('json, 5 columns and an array', jsonFormat, ORDERS, (i) => jsonOrder(i, true));
await bench('csv, 5 columns and an array', csvFormat, ORDERS, csvOrder);
