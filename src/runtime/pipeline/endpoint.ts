/** The two ends of a pipeline as the runner drives them: splits and readers in, writers and committers out. */

import type { Kernels } from '../../kernels/kernels.ts';
import type { SinkNode, SourceNode } from '../../planner/physical/plan.ts';
import type { Session } from '../../sql/functions/define.ts';
import type { Batch } from '../batch/batch.ts';
import type { Arena, Memory } from '../batch/memory.ts';
import type { Host } from '../host.ts';

/** What both ends are told of the place where they run. */
export interface EndpointContext {
  readonly host: Host;
  readonly session: Session;
  /** The same over all restarts of a job until it has finished; another after that. */
  readonly jobId: string;
  /** Counters by name, summed over subtasks for progress, metrics and the summary; `files` and `bytes` are what the summary shows of a sink. */
  readonly count: (counter: string, by: number) => void;
  readonly warn: (message: string) => void;
}

/** In a worker there is memory and there are kernels. */
export interface WorkerEndpointContext extends EndpointContext {
  readonly subtask: number;
  readonly parallelism: number;
  readonly memory: Memory;
  readonly kernels: Kernels;
}

/** Opens the ends of a plan: how the runner reaches connectors without knowing them. */
export interface Endpoints {
  /** Main thread, once an attempt. */
  openEnumerator(node: SourceNode, context: EndpointContext): Promise<Enumerator>;
  /** Worker, once a subtask. */
  openReader(node: SourceNode, context: WorkerEndpointContext): Promise<Reader>;
  /** Worker, once a subtask; `restored` are the states of earlier writers of this sink that fall to this one. */
  openWriter(node: SinkNode, context: WorkerEndpointContext, restored: readonly unknown[]): Promise<Writer>;
  /** Main thread, once an attempt. */
  openCommitter(node: SinkNode, context: EndpointContext): Promise<Committer>;
  /** The options that say which external thing it is (a topic, a path): a checkpoint is of no use with others. */
  identity(node: SourceNode | SinkNode): Readonly<Record<string, string>>;
}

// ---------------------------------------------------------------- reading

/** A unit of source parallelism: a topic's partition, a file. Plain data. */
export interface Split {
  /** Unique and stable within the source: `logs-3`, a file's path. */
  readonly id: string;
  /** What the reader needs to know beside the position. */
  readonly detail: unknown;
  /** Where reading starts (or goes on after a restore); plain data that only the connector understands. */
  readonly position: unknown;
}

/** Runs on the main thread. All calls come one after another. */
export interface Enumerator {
  /**
   * Called at start with the positions of the restored checkpoint (empty for a fresh start) and then every
   * `discoverIntervalMs`; returns the splits that were not returned before. A restored split comes back with its position.
   */
  discover(restored: ReadonlyMap<string, unknown>): Promise<readonly Split[]>;
  /** undefined: discover is called once. */
  readonly discoverIntervalMs?: number;
  /** What discovery itself must remember over a restart (files already seen); stored in the checkpoint. */
  snapshot?(): unknown;
  restore?(state: unknown): void;
  /** After a checkpoint is complete, with the positions in it by split (Kafka commits group offsets here). */
  onCheckpointComplete?(checkpointId: number, positions: ReadonlyMap<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

/** Runs in a worker. All calls come one after another; `poll` may be called again only after the pipeline is done with the last batch. */
export interface Reader {
  assign(splits: readonly Split[]): void;
  /**
   * The next batch, allocated in `arena` or in memory that stays valid until the next poll; null when nothing came within
   * `maxWaitMs` (a reader should then have waited, not spun); 'end' when every assigned split has ended (it is asked again after assign).
   * A reader fetches ahead in the background, at most one response a connection.
   */
  poll(arena: Arena, maxWaitMs: number): Promise<Batch | null | 'end'>;
  /** Position behind the last row of the last polled batch, by split id; includes splits that ended. */
  positions(): ReadonlyMap<string, unknown>;
  /** Rows still to read as far as known (Kafka's lag), for progress; undefined when unknown. */
  lag?(): number | undefined;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- writing

/** Runs in a worker. All calls come one after another. Exactly once: nothing written is visible until its committable is committed. */
export interface Writer {
  /** Takes everything it needs out of the batch before it returns or resolves. Returns nothing when no waiting is needed. */
  write(batch: Batch): void | Promise<void>;
  /** Called often between batches: time-based rolling and flushing. `nowMs` is the host's clock. */
  onTick?(nowMs: number): void | Promise<void>;
  /**
   * At a barrier: makes everything written so far durable and returns what the committer needs to publish it (plain data), and the
   * state to continue from (plain data). `final`: no rows come after this one.
   */
  prepareCommit(
    checkpointId: number,
    final: boolean,
  ): Promise<{ readonly committables: readonly unknown[]; readonly state: unknown }>;
  /** The checkpoint with this id is complete and committed. */
  onCheckpointComplete?(checkpointId: number): Promise<void>;
  /** Leaves without committing; what was not prepared is thrown away (best effort). */
  abort(): Promise<void>;
  close(): Promise<void>;
}

/** Runs on the main thread after the checkpoint that holds the committables is complete. */
export interface Committer {
  /** Idempotent: after a crash the same committables come again. Rejects when they cannot be published. */
  commit(checkpointId: number, committables: readonly unknown[]): Promise<void>;
  /** At start, before any row: removes what an earlier run of this job left behind unpublished (in-progress files, open transactions); best effort within the sink's naming. */
  recover?(restoredStates: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}
