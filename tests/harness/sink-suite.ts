import { describe, expect, test } from 'vitest';
import type { Committer, Writer } from '../../src/connectors/connector.ts';
import type { SinkNode } from '../../src/planner/physical/plan.ts';
import { Arena } from '../../src/runtime/batch/memory.ts';
import type { Value } from '../../src/sql/types/value.ts';
import { makeBatch, rowText, type TestHost, type TestTable, testHost, testJob } from './connector-context.ts';

/** A table that can be written, and how to see what a reader of the outside sees of it. */
export interface SinkCase {
  readonly name: string;
  readonly table: TestTable;
  readonly node: SinkNode;
  /** What is written, batch by batch; a checkpoint comes behind each. */
  readonly batches: readonly (readonly (readonly Value[])[])[];
  /** The rows that can be seen, as `rowText` has them. */
  visible(): Promise<readonly string[]>;
  /** Anything unpublished that is left (names, for the message). */
  leftovers(): Promise<readonly string[]>;
  /** What must be seen at the end, when it is not just the rows. */
  readonly expected?: readonly string[];
  /** How far the clock moves between batches. */
  readonly pauseMs?: number;
}

/** A checkpoint of a sink as the coordinator keeps it. */
interface SinkCheckpoint {
  readonly id: number;
  /** Batches that are in it. */
  readonly written: number;
  readonly states: readonly unknown[];
  readonly committables: readonly unknown[];
}

/** Thrown by the test where the process is said to die. */
class Crash extends Error {}

/** Each call makes a fresh place for a case. */
export function sinkSuite(cases: readonly { readonly name: string; readonly open: () => Promise<SinkCase> }[]): void {
  describe.each(cases)('a sink: $name', ({ open }) => {
    test('shows nothing before it is committed, and everything once behind the last commit', async () => {
      const one = await open();
      const run = new SinkRun(one);
      let committed: readonly string[] = await one.visible();
      const before = committed;
      await run.start(1, undefined);
      for (const [index] of one.batches.entries()) {
        await run.write(index);
        expect(await one.visible()).toEqual(committed);
        const checkpoint = await run.prepare(index === one.batches.length - 1);
        expect(await one.visible()).toEqual(committed);
        await run.commit(checkpoint);
        committed = await one.visible();
      }
      await run.close();
      expect(sorted(committed)).toEqual(expectedOf(one, before));
      expect(await one.leftovers()).toEqual([]);
    });

    test('commits the same again without a change', async () => {
      const one = await open();
      const run = new SinkRun(one);
      await run.start(1, undefined);
      for (const [index] of one.batches.entries()) {
        await run.write(index);
        const checkpoint = await run.prepare(index === one.batches.length - 1);
        await run.commit(checkpoint);
        const seen = await one.visible();
        await run.commit(checkpoint);
        expect(await one.visible()).toEqual(seen);
      }
      await run.close();
    });

    test('leaves nothing when it is aborted', async () => {
      const one = await open();
      const before = await one.visible();
      const run = new SinkRun(one);
      await run.start(1, undefined);
      await run.write(0);
      await run.abort();
      expect(await one.visible()).toEqual(before);
      expect(await one.leftovers()).toEqual([]);
    });

    test.each([
      { before: 2, after: 1 },
      { before: 1, after: 2 },
    ])('is exactly once whenever it dies: parallelism $before, then $after', async ({ before, after }) => {
      for (let crashAt = 1; ; crashAt++) {
        const one = await open();
        const initially = await one.visible();
        const host = testHost();
        const died = await crashing(one, host, before, crashAt);
        await finishing(one, host, after, died.checkpoint);
        expect(sorted(await one.visible()), `died at call ${crashAt}`).toEqual(expectedOf(one, initially));
        expect(await one.leftovers(), `died at call ${crashAt}`).toEqual([]);
        if (!died.crashed) break;
      }
    });
  });
}

const sorted = (rows: readonly string[]) => [...rows].sort();
const expectedOf = (one: SinkCase, before: readonly string[]) =>
  sorted(one.expected ?? [...before, ...one.batches.flat().map(rowText)]);

/** Runs until the call number `crashAt`, then nothing of it is called any more. */
async function crashing(one: SinkCase, host: TestHost, parallelism: number, crashAt: number) {
  const run = new SinkRun(one, host, crashAt);
  let checkpoint: SinkCheckpoint | undefined;
  try {
    await run.start(parallelism, undefined);
    for (const [index] of one.batches.entries()) {
      await run.write(index);
      const prepared = await run.prepare(index === one.batches.length - 1);
      // The manifest is written: from here on it counts.
      checkpoint = prepared;
      await run.commit(prepared);
    }
    await run.close();
    return { crashed: false, checkpoint };
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return { crashed: true, checkpoint };
  }
}

/** What the next process does: recover, commit again, write the rest. */
async function finishing(one: SinkCase, host: TestHost, parallelism: number, checkpoint: SinkCheckpoint | undefined) {
  const restored = checkpoint && structuredClone(checkpoint);
  const run = new SinkRun(one, host);
  await run.start(parallelism, restored);
  if (restored) await run.commit(restored);
  const from = restored?.written ?? 0;
  for (let index = from; index < one.batches.length; index++) {
    await run.write(index);
    await run.commit(await run.prepare(index === one.batches.length - 1));
  }
  await run.close();
}

/** One life of a sink: its writers and its committer, called as the runner calls them. */
class SinkRun {
  private readonly one: SinkCase;
  private readonly job;
  private readonly crashAt: number;
  private calls = 0;
  private writers: readonly Writer[] = [];
  private committer: Committer | undefined;
  private written = 0;
  private checkpoints = 0;

  constructor(one: SinkCase, host: TestHost = testHost(), crashAt = Number.POSITIVE_INFINITY) {
    this.one = one;
    this.job = testJob(host);
    this.crashAt = crashAt;
  }

  async start(parallelism: number, restored: SinkCheckpoint | undefined): Promise<void> {
    const { table, node } = this.one;
    const implementation = await table.connector.sink!();
    this.written = restored?.written ?? 0;
    this.checkpoints = restored?.id ?? 0;
    this.committer = await implementation.openCommitter(this.job.context(table), node);
    await this.call(() => this.committer!.recover?.(restored?.states ?? []));
    const writers: Writer[] = [];
    for (let subtask = 0; subtask < parallelism; subtask++) {
      const mine = (restored?.states ?? []).filter((_, index) => index % parallelism === subtask);
      const context = this.job.context(table, { subtask, parallelism });
      writers.push((await this.call(() => implementation.openWriter(context, node, mine)))!);
    }
    this.writers = writers;
  }

  /** The rows of a batch, dealt out to the writers. */
  async write(index: number): Promise<void> {
    for (const [subtask, writer] of this.writers.entries()) {
      const rows = this.one.batches[index]!.filter((_, row) => row % this.writers.length === subtask);
      const arena = new Arena(this.job.memory);
      const batch = makeBatch(arena, this.one.table.columns, rows);
      await this.call(() => writer.write(batch));
      // What the writer wants to keep it must have taken by now.
      for (const column of batch.columns)
        if (column.layout === 'bytes')
          this.job.memory.i32.fill(0, column.pointers >> 2, (column.pointers >> 2) + rows.length);
      arena.dispose();
    }
    this.job.host.timeMs += this.one.pauseMs ?? 0;
    for (const writer of this.writers) await this.call(() => writer.onTick?.(this.job.host.nowMs()));
    this.written = index + 1;
  }

  async prepare(final: boolean): Promise<SinkCheckpoint> {
    this.checkpoints += 1;
    const id = this.checkpoints;
    const prepared = [];
    for (const writer of this.writers) prepared.push((await this.call(() => writer.prepareCommit(id, final)))!);
    return structuredClone({
      id,
      written: this.written,
      states: prepared.map(({ state }) => state),
      committables: prepared.flatMap(({ committables }) => committables),
    });
  }

  async commit(checkpoint: SinkCheckpoint): Promise<void> {
    await this.call(() => this.committer!.commit(checkpoint.id, checkpoint.committables));
    for (const writer of this.writers) await this.call(() => writer.onCheckpointComplete?.(checkpoint.id));
  }

  async abort(): Promise<void> {
    for (const writer of this.writers) await writer.abort();
    await this.close();
  }

  async close(): Promise<void> {
    for (const writer of this.writers) await this.call(() => writer.close());
    await this.call(() => this.committer!.close());
  }

  private async call<T>(action: () => T | Promise<T>): Promise<T> {
    this.calls += 1;
    if (this.calls === this.crashAt) throw new Crash();
    return action();
  }
}
