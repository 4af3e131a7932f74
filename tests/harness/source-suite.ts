import { describe, expect, test } from 'vitest';
import type { Enumerator, Reader, Split } from '../../src/connectors/connector.ts';
import type { ProducedColumn } from '../../src/planner/physical/plan.ts';
import { Arena } from '../../src/runtime/batch/memory.ts';
import { physical, readRows, rowText, type TestJob, type TestTable, testJob } from './connector-context.ts';

/** A table that can be read to its end, and the rows it has. */
export interface SourceCase {
  readonly name: string;
  readonly table: TestTable;
  readonly produced?: readonly ProducedColumn[];
  /** As `rowText` has them; in any order. */
  readonly rows: readonly string[];
}

const MAX_POLLS = 10_000;
const POLL_MS = 20;

/** What a checkpoint holds of a source. */
interface SourceCheckpoint {
  readonly positions: ReadonlyMap<string, unknown>;
  readonly discovery: unknown;
}

/** Positions and restore: at any point of time, and with any parallelism before and after, every row comes exactly once. */
export function sourceSuite(cases: () => Promise<readonly SourceCase[]> | readonly SourceCase[]): void {
  describe('a source', () => {
    test('gives every row once', async () => {
      for (const one of await cases())
        for (const parallelism of [1, 3]) {
          const { rows } = await readUntil(one, parallelism, undefined, MAX_POLLS);
          expect([...rows].sort(), `${one.name}, parallelism ${parallelism}`).toEqual([...one.rows].sort());
        }
    });

    test('goes on behind any checkpoint', async () => {
      for (const one of await cases())
        for (const [before, after] of [
          [1, 1],
          [1, 2],
          [2, 1],
        ] as const)
          for (let polls = 0; ; polls++) {
            const first = await readUntil(one, before, undefined, polls);
            const second = await readUntil(one, after, copied(first.checkpoint), MAX_POLLS);
            const place = `${one.name}, ${polls} polls at parallelism ${before}, the rest at ${after}`;
            expect([...first.rows, ...second.rows].sort(), place).toEqual([...one.rows].sort());
            if (first.ended) break;
          }
    });

    test('restored twice without reading between', async () => {
      for (const one of await cases()) {
        const first = await readUntil(one, 1, undefined, 1);
        const second = await readUntil(one, 2, copied(first.checkpoint), 0);
        const third = await readUntil(one, 1, copied(second.checkpoint), MAX_POLLS);
        expect([...first.rows, ...third.rows].sort(), one.name).toEqual([...one.rows].sort());
      }
    });
  });
}

/** Through the form in which checkpoints keep it: plain data. */
const copied = (checkpoint: SourceCheckpoint): SourceCheckpoint => structuredClone(checkpoint);

interface ReadRun {
  readonly rows: readonly string[];
  readonly checkpoint: SourceCheckpoint;
  readonly ended: boolean;
}

async function readUntil(
  one: SourceCase,
  parallelism: number,
  restored: SourceCheckpoint | undefined,
  polls: number,
): Promise<ReadRun> {
  const job = testJob();
  const produced = one.produced ?? physical(one.table.columns);
  const implementation = await one.table.connector.source!();
  const enumerator = await implementation.openEnumerator(job.context(one.table));
  if (restored?.discovery !== undefined) enumerator.restore?.(restored.discovery);
  const splits = await enumerator.discover(restored?.positions ?? new Map());
  const readers = await Promise.all(
    Array.from({ length: parallelism }, (_, subtask) =>
      implementation.openReader(job.context(one.table, { subtask, parallelism }), produced),
    ),
  );
  for (const [index, reader] of readers.entries()) reader.assign(splitsOf(splits, index, parallelism));
  const { rows, ended } = await poll(job, readers, produced, polls);
  const checkpoint = checkpointOf(enumerator, readers);
  for (const reader of readers) await reader.close();
  await enumerator.close();
  return { rows, ended, checkpoint };
}

const splitsOf = (splits: readonly Split[], subtask: number, parallelism: number) =>
  splits.filter((_, index) => index % parallelism === subtask);

async function poll(job: TestJob, readers: readonly Reader[], produced: readonly ProducedColumn[], polls: number) {
  const rows: string[] = [];
  const open = new Set(readers);
  for (let count = 0; open.size > 0 && count < polls; count++) {
    const reader = [...open][count % open.size]!;
    const arena = new Arena(job.memory);
    const batch = await reader.poll(arena, POLL_MS);
    if (batch === 'end') open.delete(reader);
    else if (batch) rows.push(...readRows(job.memory, produced, batch).map(rowText));
    arena.dispose();
  }
  return { rows, ended: open.size === 0 };
}

function checkpointOf(enumerator: Enumerator, readers: readonly Reader[]): SourceCheckpoint {
  return {
    positions: new Map(readers.flatMap((reader) => [...reader.positions()])),
    discovery: enumerator.snapshot?.(),
  };
}
