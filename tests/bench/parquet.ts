/**
 * Rows a second of writing and reading Parquet files of the main job's shape (9 columns, two of them MAPs, snappy) in one thread:
 * `node scripts/run-ts.mjs tests/bench/parquet.ts [codec]`.
 */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { loadImplementation } from '../../src/connectors/formats/parquet/implementation.ts';
import type { Batch } from '../../src/runtime/batch/batch.ts';
import { Arena } from '../../src/runtime/batch/memory.ts';
import { map, notNull, STRING } from '../../src/sql/types/type.ts';
import { batchOf, contextOf, type Row, sourceOf, worker, writeRows } from '../formats/parquet/support.ts';
import { logRecord } from './log-records.ts';

const BATCH_ROWS = 1024;
const BATCHES = 200;
const ROUNDS = 8;
const MAP = map(notNull(STRING), STRING);
const COLUMNS = [
  'timestamp',
  'serviceName',
  'severityText',
  'msg',
  'url',
  'mobile',
  'attributes',
  'resources',
  'body',
].map((name) => ({ name, type: name === 'attributes' || name === 'resources' ? MAP : STRING }));

type Attributes = Readonly<Record<string, string>>;
const mapOf = (object: Attributes) => ({ keys: Object.keys(object), values: Object.values(object) });

function rowOf(i: number): Row {
  const { timestamp, serviceName, severityText, attributes, resources, body } = JSON.parse(logRecord(i)) as {
    readonly [name: string]: string;
  } & { readonly attributes: Attributes; readonly resources: Attributes };
  const { msg, url, mobile = null } = attributes as { msg: string; url: string; mobile?: string };
  return [timestamp!, serviceName!, severityText!, msg, url, mobile, mapOf(attributes), mapOf(resources), body!];
}

const say = (name: string, rows: number, ms: number, more = '') =>
  console.log(
    `${name.padEnd(34)} ${Math.round(rows / ms)
      .toLocaleString('en')
      .padStart(7)} thousand rows/s ${more}`,
  );

const codec = process.argv[2] ?? 'SNAPPY';
const file = join(tmpdir(), `streamsql-bench-${process.pid}.parquet`);
const rows = Array.from({ length: BATCHES * BATCH_ROWS }, (_, i) => rowOf(i));

async function ours(implementation: 'wasm' | 'typescript', rounds: number): Promise<void> {
  const at = worker(implementation, 768 << 20);
  const arena = new Arena(at.memory);
  const batches: Batch[] = [];
  for (let i = 0; i < BATCHES; i++)
    batches.push(batchOf(arena, COLUMNS, rows.slice(i * BATCH_ROWS, (i + 1) * BATCH_ROWS)));
  const { openFileWriter } = await loadImplementation();
  const factory = openFileWriter!(contextOf(at, { compression: codec }), COLUMNS);
  for (let run = 0; run < 3; run++) {
    const fd = openSync(file, 'w');
    const sink = {
      bytesWritten: 0,
      write(bytes: Uint8Array) {
        this.bytesWritten += writeSync(fd, bytes);
      },
    };
    const start = performance.now();
    const writer = factory.create(sink);
    for (let round = 0; round < rounds; round++) for (const batch of batches) writer.append(batch, 0, batch.rowCount);
    writer.finish();
    const ms = performance.now() - start;
    closeSync(fd);
    say(`write, ${implementation}, ${codec}`, rounds * rows.length, ms, `${(sink.bytesWritten / 1e6).toFixed(1)} MB`);
  }
}

async function read(): Promise<void> {
  const at = worker('wasm', 256 << 20);
  const bytes = readFileSync(file);
  const { openFileReader } = await loadImplementation();
  const produced = COLUMNS.map(({ name, type }) => ({ name, type, from: { kind: 'physical' } }) as const);
  for (const columns of [produced, produced.slice(0, 3)]) {
    const start = performance.now();
    const reader = await openFileReader!(contextOf(at), columns, sourceOf(bytes));
    const arena = new Arena(at.memory);
    let count = 0;
    for (let batch = await reader.next(arena); batch; batch = await reader.next(arena)) {
      count += batch.rowCount;
      arena.reset();
    }
    say(`read, ${columns.length} columns`, count, performance.now() - start);
  }
}

async function hyparquet(): Promise<void> {
  const count = 50_000;
  const objectOf = (value: Row[number]) => {
    const { keys, values } = value as { keys: string[]; values: string[] };
    return Object.fromEntries(keys.map((key, i) => [key, values[i]]));
  };
  const columnData = COLUMNS.map(({ name, type }, i) => ({
    name,
    ...(type === MAP ? { type: 'JSON' as const } : { type: 'STRING' as const }),
    data: rows.slice(0, count).map((row) => (type === MAP ? objectOf(row[i]!) : row[i])),
  }));
  let start = performance.now();
  parquetWriteBuffer({ columnData });
  say('write, hyparquet-writer (JSON maps)', count, performance.now() - start);
  const { buffer } = Uint8Array.prototype.slice.call(await writeRows(COLUMNS, rows.slice(0, count)));
  start = performance.now();
  const objects = await parquetReadObjects({ file: buffer, compressors });
  say('read, hyparquet', objects.length, performance.now() - start);
}

await ours('wasm', ROUNDS);
console.log(`${(statSync(file).size / 1e6).toFixed(1)} MB, ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
await read();
await hyparquet();
await ours('typescript', 1);
rmSync(file);
