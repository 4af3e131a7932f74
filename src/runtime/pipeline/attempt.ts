/**
 * One attempt at a job on the main thread: from the opening of its tables to its end, a stop or a failure.
 *
 *   opening → running ── all subtasks have ended ──→ finishing ─┐
 *                │ stop asked for                               ├─ committed → closing → over
 *                └──────────────────────────────→ stopping ─────┘
 *
 * opening    commits what the restored checkpoint holds, lets committers clear up, finds the splits; only then do subtasks start.
 * running    gives out splits, takes a checkpoint now and then: barriers to all subtasks, their answers into the store, then commit.
 * finishing  the last checkpoint of a job that has read everything (`final`); stopping: of one that will go on later (`stop`).
 * Any failure, of a subtask or here, ends the attempt: subtasks are aborted and whatever was not committed is thrown away; the
 * newest complete checkpoint says how to go on. The second signal does the same without a failure.
 */
import type { PhysicalPlan, SourceNode } from '../../planner/physical/plan.ts';
import type { Checkpoint, OperatorIdentity } from '../checkpoint/checkpoint.ts';
import { CheckpointCoordinator, type Collected } from '../checkpoint/coordinator.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import type { Host } from '../host.ts';
import { valuesEnumerator } from '../operators/values.ts';
import { splitAssigner } from './assign-splits.ts';
import { type InputNode, isInput, isSink } from './build.ts';
import { counting, sumCounters } from './counters.ts';
import type { Committer, EndpointContext, Endpoints, Enumerator, Split } from './endpoint.ts';
import { ExplainedError, explained, type Failure, failureOf } from './failure.ts';
import type { Spawn, SubtaskLink } from './link.ts';
import { type Mailbox, mailbox } from './mailbox.ts';
import type { CheckpointKind, Command, NodeCounters, SubtaskEvent } from './messages.ts';
import type { Observe } from './observer.ts';
import { checkpointOf, restoredShares } from './restore.ts';
import type { JobSettings } from './settings.ts';

/** Subtasks that were told to abort get so long before they are ended by force. */
const ABORT_WAIT_MS = 5000;
/** The same when somebody waits at the terminal. */
const CANCEL_WAIT_MS = 500;
const PROGRESS_MS = 500;

export interface AttemptContext {
  readonly plan: PhysicalPlan;
  readonly identities: readonly OperatorIdentity[];
  readonly settings: JobSettings;
  readonly jobId: string;
  readonly jobName: string;
  readonly host: Host;
  readonly endpoints: Endpoints;
  readonly spawn: Spawn;
  /** Absent for queries: nothing is stored, and the end of the input is the end. */
  readonly store?: CheckpointStore;
  readonly restored?: Checkpoint;
  readonly firstCheckpointId: number;
  /** Of earlier attempts, up to the restored checkpoint. */
  readonly counted: NodeCounters;
  readonly jobStartedMs: number;
  readonly observe: Observe;
  /** Take a last checkpoint and leave. */
  readonly stop: AbortSignal;
  /** Leave at once. */
  readonly abort: AbortSignal;
}

export interface AttemptOutcome {
  readonly state: 'finished' | 'stopped' | 'canceled' | 'failed';
  readonly failure?: Failure;
  /** It got as far as reading rows. */
  readonly wasRunning: boolean;
  /** At the end; after a failure, at the last complete checkpoint. */
  readonly counters: NodeCounters;
  readonly checkpoints: number;
  readonly lastLocation?: string;
  readonly nextCheckpointId: number;
}

/** New splits of a source, by subtask. */
interface Assignment {
  readonly node: string;
  readonly shares: readonly (readonly Split[])[];
  /** There will be no others. */
  readonly last: boolean;
}

type Message = { readonly subtask: number; readonly event: SubtaskEvent } | 'signal';

class Canceled extends Error {
  override readonly name = 'Canceled';
}

export const runAttempt = (context: AttemptContext): Promise<AttemptOutcome> => new Attempt(context).run();

class Attempt {
  private readonly context: AttemptContext;
  private readonly inbox: Mailbox<Message>;
  private readonly coordinator: CheckpointCoordinator;
  private readonly enumerators = new Map<string, Enumerator>();
  /** By source: when to look for new splits again. */
  private readonly discoveries = new Map<string, number>();
  private readonly committers = new Map<string, Committer>();
  private readonly links: SubtaskLink[] = [];
  private readonly assigner;
  private readonly ended = new Set<number>();
  private readonly closed = new Set<number>();
  private readonly ready = new Set<number>();
  private readonly latest = new Map<number, { counters: NodeCounters; lag: Readonly<Record<string, number>> }>();
  /** Of committers and enumerators. */
  private readonly counters = counting();
  private atCheckpoint: NodeCounters = {};
  private checkpoints = 0;
  private lastLocation: string | undefined;
  private lastProgressMs = 0;
  private phase: 'opening' | 'running' | 'leaving' | 'over' = 'opening';
  private state: 'finished' | 'stopped' = 'finished';

  constructor(context: AttemptContext) {
    this.context = context;
    const { host, settings } = context;
    this.inbox = mailbox(host);
    this.assigner = splitAssigner(settings.parallelism);
    this.coordinator = new CheckpointCoordinator(
      settings.checkpoints,
      settings.parallelism,
      context.firstCheckpointId,
      host.monotonicMs(),
    );
  }

  async run(): Promise<AttemptOutcome> {
    const { stop, abort } = this.context;
    const wake = () => this.inbox.post('signal');
    stop.addEventListener('abort', wake, { once: true });
    abort.addEventListener('abort', wake, { once: true });
    let wasRunning = false;
    try {
      await this.unlessAborted(this.open());
      wasRunning = this.phase !== 'opening';
      while (this.phase !== 'over') await this.step();
      await this.close();
      return this.outcome(this.state, true);
    } catch (error) {
      wasRunning ||= this.phase !== 'opening';
      await this.tearDown();
      if (error instanceof Canceled) return this.outcome('canceled', wasRunning);
      return { ...this.outcome('failed', wasRunning), failure: failureOf(error, 'run the job') };
    } finally {
      stop.removeEventListener('abort', wake);
      abort.removeEventListener('abort', wake);
    }
  }

  private outcome(state: AttemptOutcome['state'], wasRunning: boolean): AttemptOutcome {
    const { lastLocation } = this;
    return {
      state,
      wasRunning,
      counters: sumCounters([
        state === 'failed' || state === 'canceled' ? this.atCheckpoint : this.subtaskCounters(),
        this.counters.snapshot(),
      ]),
      checkpoints: this.checkpoints,
      nextCheckpointId: this.coordinator.upcomingId,
      ...(lastLocation === undefined ? {} : { lastLocation }),
    };
  }

  // -------------------------------------------------------------- opening

  private async open(): Promise<void> {
    const { plan, restored, endpoints } = this.context;
    for (const node of plan.nodes.filter(isSink)) {
      const { identifier } = node.table;
      const committer = await this.doing(
        `open ${identifier} for writing`,
        endpoints.openCommitter(node, this.endpoint(node.id)),
      );
      this.committers.set(node.id, committer);
      const state = restored?.sinks[node.id];
      if (restored && state)
        await this.doing(
          `commit what checkpoint ${restored.id} holds for ${identifier}`,
          committer.commit(restored.id, state.committables),
        );
      if (committer.recover) await this.doing(`clear up ${identifier}`, committer.recover(state?.states ?? []));
    }
    if (restored?.kind === 'final') {
      this.phase = 'over';
      return;
    }
    const assignments: Assignment[] = [];
    for (const node of plan.nodes.filter(isInput)) {
      await this.openEnumerator(node);
      assignments.push(await this.discover(node));
    }
    await this.spawn();
    this.phase = 'running';
    for (const assignment of assignments) this.assign(assignment);
  }

  private async openEnumerator(node: InputNode): Promise<void> {
    const { endpoints, restored } = this.context;
    const enumerator =
      node.kind === 'values'
        ? valuesEnumerator()
        : await this.doing(`open ${nameOf(node)} for reading`, endpoints.openEnumerator(node, this.endpoint(node.id)));
    this.enumerators.set(node.id, enumerator);
    const state = restored?.sources[node.id];
    if (state?.enumerator !== undefined) enumerator.restore?.(state.enumerator);
  }

  private async spawn(): Promise<void> {
    const { plan, settings, jobId, restored, spawn } = this.context;
    const { parallelism, workerMemoryBytes: memoryBytes, workerHeapBytes: heapBytes } = settings;
    const shares = restoredShares(restored, parallelism);
    for (let subtask = 0; subtask < parallelism; subtask++) {
      const spec = { plan, subtask, parallelism, jobId, memoryBytes, heapBytes, restored: shares[subtask]! };
      this.links.push(spawn(spec, (event) => this.inbox.post({ subtask, event })));
    }
    while (this.ready.size < parallelism) {
      await this.inbox.wait(PROGRESS_MS);
      this.readInbox();
    }
  }

  private endpoint(node: string): EndpointContext {
    const { host, plan, jobId, observe } = this.context;
    return {
      host,
      session: plan.session,
      jobId,
      count: (counter, by) => this.counters.count(node, counter, by),
      warn: (message) => observe({ kind: 'warning', message }),
    };
  }

  private async discover(node: InputNode): Promise<Assignment> {
    const enumerator = this.enumerators.get(node.id)!;
    const isFirst = !this.discoveries.has(node.id);
    const restored = isFirst ? this.positions(node.id) : new Map<string, unknown>();
    const splits = await this.doing(`find what to read of ${nameOf(node)}`, enumerator.discover(restored));
    const { discoverIntervalMs } = enumerator;
    const last = discoverIntervalMs === undefined;
    this.discoveries.set(
      node.id,
      last ? Number.POSITIVE_INFINITY : this.context.host.monotonicMs() + discoverIntervalMs,
    );
    return { node: node.id, shares: this.assigner.assign(node.id, splits), last };
  }

  private assign({ node, shares, last }: Assignment): void {
    for (const [subtask, splits] of shares.entries())
      if (splits.length > 0 || last) this.send(subtask, { kind: 'assign', node, splits, last });
  }

  // -------------------------------------------------------------- running

  /** Waits for something to happen and does what is due. */
  private async step(): Promise<void> {
    const { host, stop } = this.context;
    const nowMs = host.monotonicMs();
    await this.inbox.wait(Math.min(PROGRESS_MS, this.coordinator.dueInMs(nowMs), this.discoveryInMs(nowMs)));
    for (const collected of this.readInbox()) await this.unlessAborted(this.complete(collected));
    if (this.phase !== 'running') return;
    await this.unlessAborted(this.discoverWhatIsDue());
    this.report();
    if (this.coordinator.isExpired(host.monotonicMs())) this.giveUpCheckpoint();
    if (!this.coordinator.isIdle) return;
    if (this.ended.size === this.links.length) this.leave('finished');
    else if (stop.aborted) this.leave('stopped');
    else if (this.context.store && this.coordinator.isDue(host.monotonicMs())) this.barrier('periodic');
  }

  /** Takes in what subtasks have said. @returns the checkpoints that all have answered */
  private readInbox(): Collected[] {
    this.throwIfAborted();
    const complete: Collected[] = [];
    for (let message = this.inbox.poll(); message; message = this.inbox.poll()) {
      if (message === 'signal') continue;
      const collected = this.hear(message.subtask, message.event);
      if (collected) complete.push(collected);
    }
    this.throwIfAborted();
    return complete;
  }

  private hear(subtask: number, event: SubtaskEvent): Collected | undefined {
    switch (event.kind) {
      case 'ready':
        this.ready.add(subtask);
        return;
      case 'ended':
        this.ended.add(subtask);
        return;
      case 'acknowledged':
        this.latest.set(subtask, { lag: {}, ...this.latest.get(subtask), counters: event.snapshot.counters });
        return this.coordinator.acknowledge(subtask, event.id, event.snapshot);
      case 'progress':
        this.latest.set(subtask, event);
        return;
      case 'warning':
        this.context.observe(event);
        return;
      case 'failed':
        throw new ExplainedError(event.failure);
      case 'closed':
        this.closed.add(subtask);
        return;
    }
  }

  private async discoverWhatIsDue(): Promise<void> {
    for (const node of this.context.plan.nodes.filter(isInput))
      if (this.context.host.monotonicMs() >= this.discoveries.get(node.id)!) this.assign(await this.discover(node));
  }

  private discoveryInMs(nowMs: number): number {
    return Math.max(0, Math.min(...this.discoveries.values()) - nowMs);
  }

  // -------------------------------------------------------------- checkpoints

  private barrier(checkpoint: CheckpointKind): void {
    const id = this.coordinator.begin(checkpoint, this.context.host.monotonicMs());
    for (const subtask of this.links.keys()) this.send(subtask, { kind: 'checkpoint', id, checkpoint });
  }

  /** The last checkpoint; a query has none, it just ends. */
  private leave(state: 'finished' | 'stopped'): void {
    this.state = state;
    if (state === 'stopped') this.context.observe({ kind: 'stopping' });
    if (!this.context.store) {
      if (state === 'stopped') throw new Canceled();
      this.phase = 'over';
      return;
    }
    // Batch mode publishes everything or nothing.
    if (state === 'stopped' && this.context.plan.session.batch) throw new Canceled();
    this.barrier(state === 'finished' ? 'final' : 'stop');
  }

  /** All have answered: store it, then commit, then tell everybody. */
  private async complete(collected: Collected): Promise<void> {
    const { store, host, observe } = this.context;
    if (!store) throw new Error('assertion: a checkpoint without a store');
    const checkpoint = this.assemble(collected);
    let bytes: number;
    try {
      bytes = await store.write(checkpoint);
    } catch (error) {
      this.checkpointFailed(collected.id, failureOf(error, `store checkpoint ${collected.id}`), collected.kind);
      return;
    }
    this.coordinator.stored();
    this.atCheckpoint = sumCounters(collected.snapshots.map((snapshot) => snapshot.counters));
    this.lastLocation = store.location(collected.id);
    for (const node of this.context.plan.nodes.filter(isSink))
      await this.doing(
        `commit checkpoint ${collected.id} of ${node.table.identifier}`,
        this.committers.get(node.id)!.commit(collected.id, checkpoint.sinks[node.id]!.committables),
      );
    await this.removeOldCheckpoints(store);
    for (const subtask of this.links.keys()) this.send(subtask, { kind: 'complete', id: collected.id });
    await this.tellEnumerators(checkpoint);
    const nowMs = host.monotonicMs();
    this.coordinator.finish(nowMs);
    this.checkpoints += 1;
    observe({
      kind: 'checkpoint-complete',
      id: collected.id,
      location: this.lastLocation,
      millis: nowMs - collected.startedMs,
      bytes,
    });
    if (collected.kind !== 'periodic') this.phase = 'over';
  }

  /** Where splits stood that no subtask has: an enumerator does not give out again what was read to its end. */
  private positions(node: string): ReadonlyMap<string, unknown> {
    return this.context.restored?.sources[node]?.positions ?? new Map();
  }

  private async removeOldCheckpoints(store: CheckpointStore): Promise<void> {
    try {
      await store.retain(this.context.settings.checkpoints.retained);
    } catch (error) {
      const { message } = failureOf(error, 'remove old checkpoints').diagnostic;
      this.context.observe({ kind: 'warning', message });
    }
  }

  private assemble(collected: Collected): Checkpoint {
    const { jobId, jobName, host, identities } = this.context;
    const sources = new Map(
      [...this.enumerators].map(([id, one]) => [id, { enumerator: one.snapshot?.(), positions: this.positions(id) }]),
    );
    return checkpointOf(collected, sources, { jobId, jobName, createdMs: host.nowMs(), operators: identities });
  }

  /** What outside systems show of a reader's progress (a group's offsets) is a courtesy: its failure is no failure of the job. */
  private async tellEnumerators(checkpoint: Checkpoint): Promise<void> {
    for (const [node, enumerator] of this.enumerators)
      try {
        await enumerator.onCheckpointComplete?.(checkpoint.id, checkpoint.sources[node]!.positions);
      } catch (error) {
        const { message } = failureOf(error, `tell the source ${node} of checkpoint ${checkpoint.id}`).diagnostic;
        this.context.observe({ kind: 'warning', message });
      }
  }

  private giveUpCheckpoint(): void {
    const id = this.coordinator.upcomingId - 1;
    const { timeoutMs } = this.context.settings.checkpoints;
    const { failure } = explained('checkpoint', `checkpoint ${id} was not complete after ${timeoutMs} ms`, {
      recoverable: true,
      hint: "raise 'execution.checkpointing.timeout', or let some fail with 'execution.checkpointing.tolerable-failed-checkpoints'",
    });
    this.checkpointFailed(id, failure, 'periodic');
  }

  private checkpointFailed(id: number, failure: Failure, kind: CheckpointKind): void {
    const tolerated = this.coordinator.fail(this.context.host.monotonicMs()) && kind === 'periodic';
    this.context.observe({ kind: 'checkpoint-failed', id, reason: failure.diagnostic, tolerated });
    if (!tolerated) throw new ExplainedError(failure);
  }

  // -------------------------------------------------------------- telling and leaving

  /** An outside system's answer; its failures say what was tried. Goes no further once the attempt is aborted. */
  private async doing<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw new ExplainedError(failureOf(error, what));
    } finally {
      this.throwIfAborted();
    }
  }

  private send(subtask: number, command: Command): void {
    this.links[subtask]!.send(command);
  }

  private subtaskCounters(): NodeCounters {
    return sumCounters([...this.latest.values()].map(({ counters }) => counters));
  }

  private report(): void {
    const nowMs = this.context.host.monotonicMs();
    if (nowMs - this.lastProgressMs < PROGRESS_MS) return;
    this.lastProgressMs = nowMs;
    const counters = sumCounters([this.context.counted, this.subtaskCounters(), this.counters.snapshot()]);
    const lag = sumCounters([...this.latest.values()].map((one) => ({ lag: one.lag })))['lag'] ?? {};
    const total = (name: string) => Object.values(counters).reduce((sum, one) => sum + (one[name] ?? 0), 0);
    this.context.observe({
      kind: 'progress',
      progress: {
        counters,
        lag,
        rowsIn: total('rowsIn'),
        rowsOut: total('rowsOut'),
        millis: nowMs - this.context.jobStartedMs,
      },
    });
  }

  /** After the last checkpoint: nothing is left to lose. */
  private async close(): Promise<void> {
    for (const subtask of this.links.keys()) this.send(subtask, { kind: 'close' });
    while (this.closed.size < this.links.length) {
      await this.inbox.wait(PROGRESS_MS);
      this.readInbox();
    }
    await this.closeEndpoints();
  }

  private async closeEndpoints(): Promise<void> {
    for (const enumerator of this.enumerators.values()) await enumerator.close();
    for (const committer of this.committers.values()) await committer.close();
  }

  /** Gets rid of everything, whatever state it is in; the next attempt must find nobody. */
  private async tearDown(): Promise<void> {
    const { host, abort } = this.context;
    const deadlineMs = host.monotonicMs() + (abort.aborted ? CANCEL_WAIT_MS : ABORT_WAIT_MS);
    for (const subtask of this.links.keys()) this.send(subtask, { kind: 'abort' });
    while (this.closed.size < this.links.length && host.monotonicMs() < deadlineMs) {
      await this.inbox.wait(deadlineMs - host.monotonicMs());
      for (let message = this.inbox.poll(); message; message = this.inbox.poll())
        if (message !== 'signal' && message.event.kind === 'closed') this.closed.add(message.subtask);
    }
    for (const [subtask, link] of this.links.entries()) if (!this.closed.has(subtask)) await link.terminate();
    await this.closeEndpoints().catch(() => {});
  }

  private throwIfAborted(): void {
    if (this.context.abort.aborted) throw new Canceled();
  }

  /** Does not wait any longer for outside systems once the abort signal is there. */
  private async unlessAborted<T>(work: Promise<T>): Promise<T> {
    const { abort } = this.context;
    // Whoever stops waiting does not want to hear of it any more.
    work.catch(() => {});
    this.throwIfAborted();
    let cancel: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      cancel = () => reject(new Canceled());
      abort.addEventListener('abort', cancel, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      if (cancel) abort.removeEventListener('abort', cancel);
    }
  }
}

const nameOf = (node: InputNode): string => (node.kind === 'source' ? (node as SourceNode).table.identifier : 'VALUES');
