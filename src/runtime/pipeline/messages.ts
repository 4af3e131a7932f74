/** What the main thread and its subtasks say to each other; plain data that crosses threads. */
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Split } from './endpoint.ts';
import type { Failure } from './failure.ts';

/** What a subtask is built from. */
export interface SubtaskSpec {
  readonly plan: PhysicalPlan;
  readonly subtask: number;
  readonly parallelism: number;
  readonly jobId: string;
  readonly memoryBytes: number;
  readonly heapBytes: number;
  readonly restored: RestoredStates;
}

/** By node id: what falls to one subtask of the states at the restored checkpoint. */
export interface RestoredStates {
  readonly operators: Readonly<Record<string, readonly unknown[]>>;
  readonly writers: Readonly<Record<string, readonly unknown[]>>;
}

/** periodic: go on afterwards · final: everything has been read · stop: read no further, though there may be more. */
export type CheckpointKind = 'periodic' | 'final' | 'stop';

export type Command =
  /** More splits for a source; `last`: there will be no others. */
  | { readonly kind: 'assign'; readonly node: string; readonly splits: readonly Split[]; readonly last: boolean }
  /** The barrier: goes between two batches. */
  | { readonly kind: 'checkpoint'; readonly id: number; readonly checkpoint: CheckpointKind }
  /** The checkpoint is complete and committed. */
  | { readonly kind: 'complete'; readonly id: number }
  /** Close everything and end; answered by `closed`. */
  | { readonly kind: 'close' }
  /** Abort the writers and end; answered by `closed`. */
  | { readonly kind: 'abort' };

export type SubtaskEvent =
  /** All readers and writers are open. */
  | { readonly kind: 'ready' }
  /** Nothing is left to read, and all operators have been told. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'acknowledged'; readonly id: number; readonly snapshot: SubtaskSnapshot }
  | { readonly kind: 'progress'; readonly counters: NodeCounters; readonly lag: Readonly<Record<string, number>> }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'closed' };

/** Everything of one subtask that belongs into a checkpoint. */
export interface SubtaskSnapshot {
  /** By source: positions by split. */
  readonly positions: Readonly<Record<string, ReadonlyMap<string, unknown>>>;
  /** By stateful operator. */
  readonly operators: Readonly<Record<string, unknown>>;
  /** By sink. */
  readonly committables: Readonly<Record<string, readonly unknown[]>>;
  readonly writers: Readonly<Record<string, unknown>>;
  readonly counters: NodeCounters;
}

/** By node id and counter name: totals since the subtask started. */
export type NodeCounters = Readonly<Record<string, Readonly<Record<string, number>>>>;
