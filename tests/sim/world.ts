/** The outside of simulated jobs: a log to read from and a place where files are prepared and published, both outlive processes. */

import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import { readValue } from '../../src/runtime/batch/reader.ts';
import type { Endpoints, Writer } from '../../src/runtime/pipeline/endpoint.ts';
import { BIGINT } from '../../src/sql/types/type.ts';
import type { Step } from './disk.ts';
import type { Random } from './random.ts';

export interface World {
  /** By split: how many rows it has. Row `i` of split `s` is the number s * 1,000,000 + i. */
  readonly splits: readonly number[];
  /** Durable but not visible, by file name: the rows of each sink. */
  readonly prepared: Map<string, readonly bigint[]>;
  /** What readers see. */
  readonly published: Map<string, readonly bigint[]>;
}

export const world = (splits: readonly number[]): World => ({ splits, prepared: new Map(), published: new Map() });

export const allRows = (outside: World): bigint[] =>
  outside.splits.flatMap((rows, split) => Array.from({ length: rows }, (_, i) => rowOf(split, i)));

const rowOf = (split: number, index: number): bigint => BigInt(split * 1_000_000 + index);

/** Rows published by a sink, in ascending order. */
export const publishedBy = (outside: World, sink: string): bigint[] =>
  [...outside.published]
    .filter(([name]) => name.startsWith(`${sink}/`))
    .flatMap(([, rows]) => rows)
    .sort((a, b) => Number(a - b));

/** How one incarnation of a process behaves. */
export interface Behaviour {
  readonly random: Random;
  readonly step: Step;
  /** Probability that a poll fails in a way that a restart helps against. */
  readonly pollFailures: number;
  readonly commitFailures: number;
  /** false: the log goes on for ever, there are just no more rows. */
  readonly bounded: boolean;
  /** Sees every row before it is taken by a writer. */
  readonly onWrite?: (row: bigint, subtask: number) => void;
  /** How long a writer takes to prepare. */
  readonly prepareMs?: (checkpointId: number) => number;
  /** A committer that is wrong on purpose: the check must notice. */
  readonly broken?: 'publishes-again' | 'forgets' | 'publishes-while-preparing';
}

const MAX_ROWS_A_POLL = 7;

class SimulatedFailure extends Error {
  readonly code = 'ECONNRESET';
}

export function endpointsOf(outside: World, behaviour: Behaviour): Endpoints {
  const { random, step } = behaviour;
  return {
    identity: (node) => ({ path: node.table.identifier }),
    async openEnumerator() {
      return {
        async discover(restored) {
          await step('discover');
          return outside.splits.map((_, split) => {
            const id = `split-${split}`;
            return { id, detail: split, position: restored.get(id) ?? 0 };
          });
        },
        ...(behaviour.bounded ? {} : { discoverIntervalMs: 1_000_000_000 }),
        async close() {},
      };
    },
    async openReader(_node, context) {
      const reading = new Map<string, { split: number; next: number }>();
      return {
        assign(splits) {
          for (const { id, detail, position } of splits)
            reading.set(id, { split: detail as number, next: position as number });
        },
        async poll(arena, maxWaitMs) {
          await context.host.sleep(random.below(20));
          await step('poll');
          if (random.chance(behaviour.pollFailures)) throw new SimulatedFailure('the log is away');
          const open = [...reading.values()].filter(({ split, next }) => next < outside.splits[split]!);
          if (open.length === 0) {
            if (behaviour.bounded) return 'end';
            await context.host.sleep(maxWaitMs);
            return null;
          }
          const from = open[random.below(open.length)]!;
          const count = Math.min(1 + random.below(MAX_ROWS_A_POLL), outside.splits[from.split]! - from.next);
          const builder = columnBuilder(arena, BIGINT, count);
          for (let i = 0; i < count; i++) builder.append(rowOf(from.split, from.next + i));
          from.next += count;
          return { rowCount: count, columns: [builder.finish()], rowKinds: 0 };
        },
        positions: () => new Map([...reading].map(([id, { next }]) => [id, next])),
        async close() {},
      };
    },
    async openWriter(node, context) {
      let rows: bigint[] = [];
      const writer: Writer = {
        async write(batch) {
          for (let row = 0; row < batch.rowCount; row++)
            rows.push(readValue(context.memory, batch.columns[0]!, BIGINT, row) as bigint);
          for (const row of rows.slice(-batch.rowCount)) behaviour.onWrite?.(row, context.subtask);
          if (random.chance(0.2)) await context.host.sleep(random.below(30));
        },
        async prepareCommit(checkpointId) {
          await context.host.sleep(behaviour.prepareMs?.(checkpointId) ?? random.below(40));
          await step('prepare');
          if (rows.length === 0) return { committables: [], state: { checkpointId } };
          const unique = Buffer.from(context.host.randomBytes(6)).toString('hex');
          const name = `${node.id}/${checkpointId}-${context.subtask}-${unique}`;
          const target = behaviour.broken === 'publishes-while-preparing' ? outside.published : outside.prepared;
          target.set(name, rows);
          rows = [];
          await step('prepared');
          return {
            committables: behaviour.broken === 'publishes-while-preparing' ? [] : [name],
            state: { checkpointId },
          };
        },
        async abort() {},
        async close() {},
      };
      return writer;
    },
    async openCommitter(node) {
      return {
        async commit(checkpointId, committables) {
          for (const [i, committable] of committables.entries()) {
            await step('before publish');
            if (random.chance(behaviour.commitFailures)) throw new SimulatedFailure('the storage is away');
            const name = committable as string;
            if (behaviour.broken === 'forgets' && random.chance(0.1)) continue;
            const rows = outside.prepared.get(name);
            if (behaviour.broken === 'publishes-again') {
              const copy = `${name}+${outside.published.size}-${i}`;
              if (rows) outside.published.set(copy, rows);
            } else if (rows) {
              outside.published.set(name, rows);
              outside.prepared.delete(name);
            } else if (!outside.published.has(name))
              throw new Error(`assertion: ${name} of checkpoint ${checkpointId} is neither prepared nor published`);
            await step('after publish');
          }
        },
        async recover() {
          await step('recover');
          for (const name of [...outside.prepared.keys()])
            if (name.startsWith(`${node.id}/`) && behaviour.broken !== 'publishes-again') outside.prepared.delete(name);
        },
        async close() {},
      };
    },
  };
}
