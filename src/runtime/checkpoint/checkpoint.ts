import type { CheckpointKind } from '../pipeline/messages.ts';

/** A complete checkpoint: everything a job needs to go on, at any parallelism. Plain data. */
export interface Checkpoint {
  readonly id: number;
  /** `final`: everything was read; what is left to do is to commit. */
  readonly kind: CheckpointKind;
  readonly jobId: string;
  readonly jobName: string;
  readonly createdMs: number;
  readonly parallelism: number;
  /** The operators of the plan that have something in it: what must fit the plan that restores it. */
  readonly operators: readonly OperatorIdentity[];
  /** By source node. */
  readonly sources: Readonly<Record<string, SourceState>>;
  /** By stateful operator: the states of its subtasks. */
  readonly states: Readonly<Record<string, readonly unknown[]>>;
  /** By sink node. */
  readonly sinks: Readonly<Record<string, SinkState>>;
}

export interface OperatorIdentity {
  readonly id: string;
  readonly kind: string;
  /** What must be the same, by a name that a person understands: `connector`, `option 'topic'`, `state layout`. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface SourceState {
  /** By split. */
  readonly positions: ReadonlyMap<string, unknown>;
  readonly enumerator: unknown;
}

export interface SinkState {
  /** To be committed, in this order, before anything else happens. */
  readonly committables: readonly unknown[];
  /** Of the writers. */
  readonly states: readonly unknown[];
}
