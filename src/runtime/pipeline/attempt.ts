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
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Checkpoint, OperatorIdentity } from '../checkpoint/checkpoint.ts';
import { CheckpointCoordinator, type Collected } from '../checkpoint/coordinator.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import type { Host } from '../host.ts';
import { counting, sumCounters } from './counters.ts';
import { type Crew, crew } from './crew.ts';
import type { EndpointContext, Endpoints } from './endpoint.ts';
import { ExplainedError, explained, type Failure, failureOf } from './failure.ts';
import type { Spawn } from './link.ts';
import type { CheckpointKind, NodeCounters } from './messages.ts';
import type { Observe } from './observer.ts';
import { type Publishing, publishing } from './publishing.ts';
import { checkpointOf, restoredShares } from './restore.ts';
import type { JobSettings } from './settings.ts';
import { type Assignment, type SplitSupply, splitSupply } from './split-supply.ts';
import { progressOf } from './summary.ts';
import { Canceled, throwIfAborted, unlessAborted } from './trying.ts';

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
  readonly nextCheckpointId: number;
}

export const runAttempt = (context: AttemptContext): Promise<AttemptOutcome> => new Attempt(context).run();

class Attempt {
  private readonly context: AttemptContext;
  private readonly crew: Crew;
  private readonly supply: SplitSupply;
  private readonly publishing: Publishing;
  private readonly coordinator: CheckpointCoordinator;
  /** Of committers and enumerators. */
  private readonly counters = counting();
  private atCheckpoint: NodeCounters = {};
  private checkpoints = 0;
  private lastProgressMs = 0;
  private phase: 'opening' | 'running' | 'over' = 'opening';
  private wasRunning = false;
  private end: 'finished' | 'stopped' = 'finished';

  constructor(context: AttemptContext) {
    this.context = context;
    const { plan, host, settings, endpoints, spawn, restored, abort, observe } = context;
    const { parallelism } = settings;
    const warn = (message: string) => observe({ kind: 'warning', message });
    const contextOf = (node: string): EndpointContext => ({
      ...{ host, warn, session: plan.session, jobId: context.jobId },
      count: (counter, by) => this.counters.count(node, counter, by),
    });
    this.crew = crew(host, spawn, warn);
    this.supply = splitSupply({ plan, endpoints, contextOf, parallelism, restored, abort });
    this.publishing = publishing(plan, endpoints, contextOf, abort);
    const { firstCheckpointId, store } = context;
    this.coordinator = new CheckpointCoordinator(
      store ? settings.checkpoints : { ...settings.checkpoints, intervalMs: 0 },
      parallelism,
      firstCheckpointId,
      host.monotonicMs(),
    );
  }

  async run(): Promise<AttemptOutcome> {
    const { stop, abort } = this.context;
    const wake = () => this.crew.wake();
    stop.addEventListener('abort', wake, { once: true });
    abort.addEventListener('abort', wake, { once: true });
    try {
      await unlessAborted(this.open(), abort);
      while (this.phase !== 'over') await this.step();
      await this.close();
      return this.outcome(this.end);
    } catch (error) {
      await this.tearDown();
      if (error instanceof Canceled) return this.outcome('canceled');
      return { ...this.outcome('failed'), failure: failureOf(error, 'run the job') };
    } finally {
      stop.removeEventListener('abort', wake);
      abort.removeEventListener('abort', wake);
    }
  }

  private outcome(state: AttemptOutcome['state']): AttemptOutcome {
    const isWhole = state === 'finished' || state === 'stopped';
    const { wasRunning, checkpoints } = this;
    return {
      ...{ state, wasRunning, checkpoints },
      counters: sumCounters([isWhole ? this.crew.counters() : this.atCheckpoint, this.counters.snapshot()]),
      nextCheckpointId: this.coordinator.upcomingId,
    };
  }

  // -------------------------------------------------------------- opening and closing

  private async open(): Promise<void> {
    const { plan, settings, jobId, restored } = this.context;
    await this.publishing.open(restored);
    if (restored?.kind === 'final') {
      this.phase = 'over';
      return;
    }
    const assignments = await this.supply.open();
    const { parallelism, workerMemoryBytes: memoryBytes, workerHeapBytes: heapBytes } = settings;
    this.crew.start(
      restoredShares(restored, parallelism).map((states, subtask) => ({
        ...{ plan, subtask, parallelism, jobId, memoryBytes, heapBytes },
        restored: states,
      })),
    );
    await this.until(() => this.crew.ready === parallelism);
    this.phase = 'running';
    this.wasRunning = true;
    this.assign(assignments);
  }

  private assign(assignments: readonly Assignment[]): void {
    for (const { node, shares, last } of assignments)
      for (const [subtask, splits] of shares.entries())
        if (splits.length > 0 || last) this.crew.send(subtask, { kind: 'assign', node, splits, last });
  }

  /** After the last checkpoint: nothing is left to lose. */
  private async close(): Promise<void> {
    this.crew.tellAll({ kind: 'close' });
    await this.until(() => this.crew.closed === this.crew.size);
    await this.closeEndpoints();
  }

  /** Nothing hangs on it any more, so nothing can be lost by a failure. */
  private async closeEndpoints(): Promise<void> {
    await Promise.allSettled([this.supply.close(), this.publishing.close()]);
  }

  /** Whatever state it is in; the next attempt must find nobody. */
  private async tearDown(): Promise<void> {
    await this.crew.dismiss(this.context.abort.aborted ? CANCEL_WAIT_MS : ABORT_WAIT_MS);
    await this.closeEndpoints();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await this.crew.wait(PROGRESS_MS);
      throwIfAborted(this.context.abort);
      this.crew.listen();
    }
  }

  // -------------------------------------------------------------- running

  /** Waits for something to happen and does what is due. */
  private async step(): Promise<void> {
    const { host, stop, abort } = this.context;
    const { coordinator } = this;
    await this.crew.wait(Math.min(PROGRESS_MS, coordinator.dueInMs(host.monotonicMs()), this.supply.dueInMs()));
    throwIfAborted(abort);
    for (const { subtask, checkpoint, snapshot } of this.crew.listen()) {
      const collected = coordinator.acknowledge(subtask, checkpoint, snapshot);
      if (collected) await unlessAborted(this.complete(collected), abort);
    }
    if (this.phase !== 'running') return;
    this.assign(await unlessAborted(this.supply.discoverWhatIsDue(), abort));
    this.report();
    if (coordinator.isExpired(host.monotonicMs())) this.giveUpCheckpoint();
    if (!coordinator.isIdle) return;
    if (this.crew.ended === this.crew.size) this.leave('finished');
    else if (stop.aborted) this.leave('stopped');
    else if (coordinator.isDue(host.monotonicMs())) this.barrier('periodic');
  }

  /** With a last checkpoint; a query has none, it just ends. */
  private leave(end: 'finished' | 'stopped'): void {
    const { plan, store, observe } = this.context;
    this.end = end;
    if (end === 'stopped') {
      observe({ kind: 'stopping' });
      // Batch mode publishes everything or nothing.
      if (!store || plan.session.batch) throw new Canceled();
      this.barrier('stop');
    } else if (store) this.barrier('final');
    else this.phase = 'over';
  }

  private report(): void {
    const { host, observe, counted, jobStartedMs } = this.context;
    const nowMs = host.monotonicMs();
    if (nowMs - this.lastProgressMs < PROGRESS_MS) return;
    this.lastProgressMs = nowMs;
    const counters = sumCounters([counted, this.crew.counters(), this.counters.snapshot()]);
    observe({ kind: 'progress', progress: progressOf(counters, this.crew.lag(), nowMs - jobStartedMs) });
  }

  // -------------------------------------------------------------- checkpoints

  private barrier(checkpoint: CheckpointKind): void {
    const id = this.coordinator.begin(checkpoint, this.context.host.monotonicMs());
    this.crew.tellAll({ kind: 'checkpoint', id, checkpoint });
  }

  /** All have answered: store it, then commit, then tell everybody. */
  private async complete(collected: Collected): Promise<void> {
    const { store, host, observe, jobId, jobName, identities: operators } = this.context;
    if (!store) throw new Error('assertion: a checkpoint without a store');
    const { id, kind, snapshots, startedMs } = collected;
    const about = { jobId, jobName, createdMs: host.nowMs(), operators };
    const checkpoint = checkpointOf(collected, this.supply.snapshot(), about);
    const bytes = await store.write(checkpoint).catch((error: unknown) => {
      this.checkpointFailed(id, kind, failureOf(error, `store checkpoint ${id}`));
    });
    if (bytes === undefined) return;
    this.coordinator.stored();
    this.atCheckpoint = sumCounters(snapshots.map((snapshot) => snapshot.counters));
    await this.publishing.commit(checkpoint);
    await this.removeOldCheckpoints(store);
    this.crew.tellAll({ kind: 'complete', id });
    await this.supply.tell(checkpoint);
    const nowMs = host.monotonicMs();
    this.coordinator.finish(nowMs);
    this.checkpoints += 1;
    const location = store.location(id);
    observe({ kind: 'checkpoint-complete', id, location, millis: nowMs - startedMs, bytes });
    if (kind !== 'periodic') this.phase = 'over';
  }

  private async removeOldCheckpoints(store: CheckpointStore): Promise<void> {
    try {
      await store.retain(this.context.settings.checkpoints.retained);
    } catch (error) {
      const { message } = failureOf(error, 'remove old checkpoints').diagnostic;
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
    this.checkpointFailed(id, 'periodic', failure);
  }

  private checkpointFailed(id: number, kind: CheckpointKind, failure: Failure): void {
    const tolerated = this.coordinator.fail(this.context.host.monotonicMs()) && kind === 'periodic';
    this.context.observe({ kind: 'checkpoint-failed', id, reason: failure.diagnostic, tolerated });
    if (!tolerated) throw new ExplainedError(failure);
  }
}
