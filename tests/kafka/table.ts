// Opens Kafka tables in tests: the source's enumerator and readers, without planner and runner.
import type { Enumerator, ProducedColumn, Reader, Split, WorkerContext } from '../../src/connectors/connector.ts';
import type { Format } from '../../src/connectors/format.ts';
import { formatOptionsOf } from '../../src/connectors/format-options.ts';
import { FORMATS } from '../../src/connectors/formats/index.ts';
import { kafka } from '../../src/connectors/kafka/connector.ts';
import type { METADATA } from '../../src/connectors/kafka/metadata.ts';
import { kafkaSourceWith } from '../../src/connectors/kafka/source/source.ts';
import { type OptionProblem, type Options, readOptions } from '../../src/connectors/options.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { readValue } from '../../src/runtime/batch/reader.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import {
  array,
  BIGINT,
  BYTES,
  INT,
  map,
  notNull,
  row,
  type SqlType,
  STRING,
  timestampLtz,
} from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';
import { textFormat } from './text-format.ts';

const TEST_FORMATS: readonly Format[] = [...FORMATS, textFormat];
const MEMORY_BYTES = 256 << 20;

export type Settings = Readonly<Record<string, string>>;

/** Options of a table, with what is wrong with them. */
export function checkOptions(raw: Settings): { options: Options; problems: readonly OptionProblem[] } {
  const formats = formatOptionsOf(kafka, TEST_FORMATS, raw);
  const { options, problems } = readOptions(kafka.options, formats.connectorOptions, kafka.rules);
  const all = [...problems, ...formats.problems];
  return { options, problems: all.length > 0 ? all : [...(kafka.checkRead?.(options) ?? [])] };
}

const METADATA_TYPES: Readonly<Record<keyof typeof METADATA, SqlType>> = {
  topic: notNull(STRING),
  partition: notNull(INT),
  headers: notNull(map(STRING, BYTES)),
  'header-list': notNull(
    array(
      notNull(
        row([
          { name: 'key', type: notNull(STRING) },
          { name: 'value', type: BYTES },
        ]),
      ),
    ),
  ),
  'leader-epoch': INT,
  offset: notNull(BIGINT),
  timestamp: notNull(timestampLtz(3)),
  'timestamp-type': notNull(STRING),
};

/** Columns by name: `v` is physical, `@offset` a metadata column. */
export const columns = (...names: string[]): ProducedColumn[] =>
  names.map((name) =>
    name.startsWith('@')
      ? {
          name: name.slice(1),
          type: METADATA_TYPES[name.slice(1) as keyof typeof METADATA],
          from: { kind: 'metadata', key: name.slice(1) },
        }
      : { name, type: STRING, from: { kind: 'physical' } },
  );

export interface OpenTable {
  readonly enumerator: Enumerator;
  readonly readers: readonly Reader[];
  readonly warnings: string[];
  readonly counts: Map<string, number>;
  readonly memory: Memory;
  /** Finds splits and hands them out in turns. */
  start(restored?: ReadonlyMap<string, unknown>): Promise<readonly Split[]>;
  /** Rows of one poll of one reader. */
  poll(maxWaitMs?: number, reader?: number): Promise<Value[][] | null | 'end'>;
  /** Rows until all readers have ended, or there are `count`, or nothing came for `idleMs`. */
  rows(until?: { count?: number; idleMs?: number }): Promise<Value[][]>;
  positions(): Map<string, unknown>;
  close(): Promise<void>;
}

export async function openTable(
  raw: Settings,
  produced: readonly ProducedColumn[] = columns('v'),
  more: { parallelism?: number; memoryBytes?: number } = {},
): Promise<OpenTable> {
  const { options, problems } = checkOptions(raw);
  if (problems.length > 0) throw new Error(problems.map((one) => one.message).join('; '));
  const memory = new Memory(more.memoryBytes ?? MEMORY_BYTES);
  const parallelism = more.parallelism ?? 1;
  const warnings: string[] = [];
  const counts = new Map<string, number>();
  const context = (subtask: number): WorkerContext => ({
    host: nodeHost(),
    memory,
    kernels: loadKernels(memory.wasm),
    subtask,
    parallelism,
    jobId: 'job',
    table: {
      identifier: 'c.d.t',
      connector: 'kafka',
      options: raw,
      physicalColumns: produced.filter((one) => one.from.kind === 'physical'),
      primaryKey: [],
      partitionKeys: [],
    },
    options,
    session: { timeZone: 'UTC', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: false },
    count: (counter, by) => void counts.set(counter, (counts.get(counter) ?? 0) + by),
    warn: (message) => void warnings.push(message),
  });
  const source = kafkaSourceWith(TEST_FORMATS);
  const enumerator = await source.openEnumerator(context(0));
  const readers = await Promise.all(
    Array.from({ length: parallelism }, (_, subtask) => source.openReader(context(subtask), produced)),
  );
  const arena = new Arena(memory);
  const poll: OpenTable['poll'] = async (maxWaitMs = 200, reader = 0) => {
    arena.reset();
    const batch = await readers[reader]!.poll(arena, maxWaitMs);
    if (batch === null || batch === 'end') return batch;
    return Array.from({ length: batch.rowCount }, (_, i) =>
      produced.map(({ type }, c) => readValue(memory, batch.columns[c]!, type, i)),
    );
  };
  return {
    ...{ enumerator, readers, warnings, counts, memory, poll },
    async start(restored = new Map()) {
      const splits = await enumerator.discover(restored);
      for (const [i, reader] of readers.entries()) reader.assign(splits.filter((_, at) => at % parallelism === i));
      return splits;
    },
    async rows({ count = Number.POSITIVE_INFINITY, idleMs = 20_000 } = {}) {
      const rows: Value[][] = [];
      const open = new Set(readers.keys());
      let idleSince = Date.now();
      while (open.size > 0 && rows.length < count && Date.now() - idleSince < idleMs)
        for (const reader of open) {
          const found = await poll(100, reader);
          if (found === 'end') open.delete(reader);
          if (found === null || found === 'end') continue;
          rows.push(...found);
          idleSince = Date.now();
        }
      return rows;
    },
    positions: () => new Map(readers.flatMap((reader) => [...reader.positions()])),
    async close() {
      for (const reader of readers) await reader.close();
      await enumerator.close();
    },
  };
}

/** One column of rows. */
export const column = (rows: readonly Value[][], at = 0): Value[] => rows.map((one) => one[at]!);

/** Reads a table to its end and closes it. */
export async function readTable(raw: Settings, produced = columns('v')): Promise<Value[][]> {
  const table = await openTable(raw, produced);
  try {
    await table.start();
    return await table.rows();
  } finally {
    await table.close();
  }
}
