/** Runs a query over many lives: after every few rows a checkpoint, a kill, and a restore, also with another number of subtasks. */
import type { PhysicalNode, PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Batch } from '../../runtime/batch/batch.ts';
import type { Memory } from '../../runtime/batch/memory.ts';
import { valuesEnumerator } from '../../runtime/operators/values.ts';
import type { Enumerator } from '../../runtime/pipeline/endpoint.ts';
import { localSpawn, type SubtaskLink } from '../../runtime/pipeline/link.ts';
import type { RestoredStates, SubtaskEvent, SubtaskSnapshot } from '../../runtime/pipeline/messages.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import { queryServices } from '../services.ts';

const WORKER_MEMORY_BYTES = 32 << 20;
const MOST_LIVES = 1000;

type Take = (batch: Batch, memory: Memory) => void;

/** What a life leaves to the next. */
interface Left {
  /** By source: positions by split. */
  readonly positions: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly operators: Readonly<Record<string, readonly unknown[]>>;
  readonly ended: boolean;
}

const FIRST: Left = { positions: new Map(), operators: {}, ended: false };

/** @param take gets only rows that a checkpoint covers: what came after the last one is read again */
export async function runRestored(plan: PhysicalPlan, take: Take): Promise<Diagnostic | undefined> {
  let left = FIRST;
  for (let life = 0; !left.ended; life++) {
    if (life > MOST_LIVES) throw new Error('assertion: a life that gets no further');
    const parallelism = Math.min(1 + (life % 2), plan.maxParallelism ?? 2);
    const next = await new Life(plan, parallelism, left, take).live();
    if ('failure' in next) return next.failure;
    left = next;
  }
  return undefined;
}

type InputNode = Extract<PhysicalNode, { kind: 'source' | 'values' }>;

class Life {
  private readonly plan: PhysicalPlan;
  private readonly parallelism: number;
  private readonly before: Left;
  private readonly take: Take;
  private readonly links: SubtaskLink[] = [];
  private readonly snapshots = new Map<number, SubtaskSnapshot>();
  private readonly ended = new Set<number>();
  private asked = false;
  private settle: (result: Left | { readonly failure: Diagnostic }) => void = () => {};

  constructor(plan: PhysicalPlan, parallelism: number, before: Left, take: Take) {
    this.plan = plan;
    this.parallelism = parallelism;
    this.before = before;
    this.take = take;
  }

  async live(): Promise<Left | { readonly failure: Diagnostic }> {
    const result = new Promise<Left | { readonly failure: Diagnostic }>((resolve) => {
      this.settle = resolve;
    });
    const shares = await this.shares();
    const closed = Array.from({ length: this.parallelism }, (_, subtask) => this.start(subtask));
    for (const [node, splits] of shares) {
      for (const [subtask, link] of this.links.entries())
        link.send({
          kind: 'assign',
          node,
          splits: splits.filter((_, i) => i % this.parallelism === subtask),
          last: true,
        });
    }
    const found = await result;
    for (const link of this.links) link.send({ kind: 'abort' });
    await Promise.all(closed);
    return found;
  }

  private async shares() {
    const services = queryServices();
    const context = { host: services.host, session: this.plan.session, jobId: 'test', count: () => {}, warn: () => {} };
    const inputs = this.plan.nodes.filter(
      (node): node is InputNode => node.kind === 'source' || node.kind === 'values',
    );
    return Promise.all(
      inputs.map(async (node) => {
        const enumerator: Enumerator =
          node.kind === 'values' ? valuesEnumerator() : await services.endpoints.openEnumerator(node, context);
        const splits = await enumerator.discover(this.before.positions.get(node.id) ?? new Map());
        await enumerator.close();
        return [node.id, splits] as const;
      }),
    );
  }

  /** @returns when the subtask is closed */
  private start(subtask: number): Promise<void> {
    const services = queryServices();
    const operators = Object.fromEntries(
      Object.entries(this.before.operators).map(([id, states]) => [
        id,
        states.filter((_, i) => i % this.parallelism === subtask),
      ]),
    );
    const restored: RestoredStates = { operators, writers: {} };
    const collect = (batch: Batch, memory: Memory) => {
      // Rows behind the barrier will be read again by the next life.
      if (!this.snapshots.has(subtask)) this.take(batch, memory);
      this.ask();
    };
    return new Promise((resolve) => {
      const spawn = localSpawn({ ...services, collect });
      const spec = {
        plan: this.plan,
        subtask,
        parallelism: this.parallelism,
        jobId: 'test',
        memoryBytes: WORKER_MEMORY_BYTES,
        heapBytes: 0,
        restored,
      };
      this.links[subtask] = spawn(spec, (event) =>
        event.kind === 'closed' ? resolve() : this.onEvent(subtask, event),
      );
    });
  }

  private ask(): void {
    if (this.asked) return;
    this.asked = true;
    for (const link of this.links) link.send({ kind: 'checkpoint', id: 1, checkpoint: 'periodic' });
  }

  private onEvent(subtask: number, event: SubtaskEvent): void {
    if (event.kind === 'failed') this.settle({ failure: event.failure.diagnostic });
    if (event.kind === 'ended') {
      this.ended.add(subtask);
      if (this.ended.size === this.parallelism) this.ask();
    }
    if (event.kind !== 'acknowledged') return;
    this.snapshots.set(subtask, event.snapshot);
    if (this.snapshots.size === this.parallelism) this.settle(this.leave());
  }

  private leave(): Left {
    const positions = new Map<string, Map<string, unknown>>();
    const operators: Record<string, unknown[]> = {};
    for (const snapshot of this.snapshots.values()) {
      for (const [node, own] of Object.entries(snapshot.positions))
        positions.set(node, new Map([...(positions.get(node) ?? []), ...own]));
      for (const [node, state] of Object.entries(snapshot.operators)) {
        operators[node] ??= [];
        operators[node].push(state);
      }
    }
    return { positions, operators, ended: this.ended.size === this.parallelism };
  }
}
