import type { Connector, WorkerContext } from '../../src/connectors/connector.ts';
import { formatOptionsOf } from '../../src/connectors/format-options.ts';
import { FORMATS } from '../../src/connectors/formats/index.ts';
import { readOptions } from '../../src/connectors/options.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import type { OutputColumn, ProducedColumn, SinkNode, TableDescription } from '../../src/planner/physical/plan.ts';
import type { Batch } from '../../src/runtime/batch/batch.ts';
import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import type { Arena } from '../../src/runtime/batch/memory.ts';
import { Memory } from '../../src/runtime/batch/memory.ts';
import { readValue } from '../../src/runtime/batch/reader.ts';
import type { Host } from '../../src/runtime/host.ts';
import type { Value } from '../../src/sql/types/value.ts';

const MEMORY_BYTES = 64 << 20;

/** A host whose clock stands until it is moved; sleeping moves it. */
export interface TestHost extends Host {
  timeMs: number;
  readonly printed: { readonly stream: string; readonly lines: string }[];
}

let hosts = 0;

/** Without a seed each has other random bytes, the same in every run of the tests. */
export function testHost(seed?: number): TestHost {
  hosts += 1;
  let random = seed ?? hosts;
  const host: TestHost = {
    timeMs: Date.UTC(2026, 10, 21, 6, 30, 15, 250),
    printed: [],
    nowMs: () => host.timeMs,
    monotonicMs: () => host.timeMs,
    randomBytes: (count) =>
      Uint8Array.from({ length: count }, () => {
        random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
        return random >>> 16;
      }),
    async sleep(ms) {
      host.timeMs += ms;
    },
    print: (stream, lines) => {
      host.printed.push({ stream, lines });
    },
    environment: {},
  };
  return host;
}

export interface TestTable {
  readonly connector: Connector;
  readonly options: Readonly<Record<string, string>>;
  readonly columns: readonly OutputColumn[];
  readonly partitionKeys?: readonly string[];
}

export interface TestJob {
  readonly host: TestHost;
  readonly counts: Map<string, number>;
  readonly warnings: string[];
  readonly memory: Memory;
  /** Of one table in one subtask. */
  context(
    table: TestTable,
    more?: { subtask?: number; parallelism?: number; jobId?: string; batch?: boolean },
  ): WorkerContext;
}

export function testJob(host: TestHost = testHost()): TestJob {
  const memory = new Memory(MEMORY_BYTES);
  const kernels = loadKernels(memory.wasm);
  const counts = new Map<string, number>();
  const warnings: string[] = [];
  return {
    host,
    counts,
    warnings,
    memory,
    context: (table, { subtask = 0, parallelism = 1, jobId = 'job-1', batch = false } = {}) => ({
      host,
      memory,
      kernels,
      subtask,
      parallelism,
      jobId,
      table: describeTable(table),
      options: validOptions(table),
      session: { timeZone: 'UTC', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch },
      count: (counter, by) => counts.set(counter, (counts.get(counter) ?? 0) + by),
      warn: (message) => warnings.push(message),
    }),
  };
}

export const describeTable = (table: TestTable): TableDescription => ({
  identifier: 'c.d.t',
  connector: table.connector.name,
  options: table.options,
  physicalColumns: table.columns,
  primaryKey: [],
  partitionKeys: table.partitionKeys ?? [],
});

/** The connector's options of a table that has to be right. */
export function validOptions(table: TestTable) {
  const { connectorOptions, problems: ofFormats } = formatOptionsOf(table.connector, FORMATS, table.options);
  const { options, problems } = readOptions(table.connector.options, connectorOptions, table.connector.rules);
  const ofTable = table.connector.checkTable?.(options, {
    physicalColumns: table.columns,
    partitionKeys: table.partitionKeys ?? [],
  });
  const all = [...ofFormats, ...problems, ...(ofTable ?? [])];
  if (all.length > 0) throw new Error(`the test's table is wrong: ${all.map((one) => one.message).join('; ')}`);
  return options;
}

export const physical = (columns: readonly OutputColumn[]): readonly ProducedColumn[] =>
  columns.map(({ name, type }) => ({ name, type, from: { kind: 'physical' } }));

export const sinkNode = (
  table: TestTable,
  more: { id?: string; overwrite?: boolean; staticPartitions?: Readonly<Record<string, string>> } = {},
): SinkNode => ({
  kind: 'sink',
  id: more.id ?? 'sink-1:c.d.t',
  columns: table.columns,
  span: { start: 0, end: 0 },
  input: 0,
  table: describeTable(table),
  consumed: table.columns,
  overwrite: more.overwrite ?? false,
  staticPartitions: more.staticPartitions ?? {},
});

export function makeBatch(arena: Arena, columns: readonly OutputColumn[], rows: readonly (readonly Value[])[]): Batch {
  const made = columns.map(({ type }, i) => {
    const builder = columnBuilder(arena, type, Math.max(1, rows.length));
    for (const row of rows) builder.append(row[i]!);
    return builder.finish();
  });
  return { rowCount: rows.length, columns: made, rowKinds: 0 };
}

export const readRows = (
  memory: Memory,
  columns: readonly OutputColumn[],
  batch: Batch,
): readonly (readonly Value[])[] =>
  Array.from({ length: batch.rowCount }, (_, row) =>
    columns.map(({ type }, i) => readValue(memory, batch.columns[i]!, type, row)),
  );

/** A row as text that can be compared and sorted. */
export const rowText = (row: readonly Value[]): string =>
  JSON.stringify(row, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
