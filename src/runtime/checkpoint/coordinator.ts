/**
 * When checkpoints are taken, and what the subtasks have answered; without I/O and without a clock of its own.
 *
 *   idle ─begin→ collecting ─all have answered→ storing ─finish→ idle
 *                    │                             │
 *                    └──────── timeout, error ─────┴─fail→ idle, or the job fails when too many have in a row
 *
 * One checkpoint at a time. What a subtask has prepared for a checkpoint that fails stays prepared: it is carried over and committed
 * with the next one that succeeds. Barriers and answers keep their order, so by the time a later checkpoint is complete, every
 * subtask has answered for the earlier ones too.
 */

import type { CheckpointKind, SubtaskSnapshot } from '../pipeline/messages.ts';
import type { CheckpointSettings } from '../pipeline/settings.ts';

export interface Collected {
  readonly id: number;
  readonly kind: CheckpointKind;
  readonly startedMs: number;
  /** By subtask. */
  readonly snapshots: readonly SubtaskSnapshot[];
  /** By sink: of failed checkpoints before this one, in order, then of this one by subtask. */
  readonly committables: ReadonlyMap<string, readonly unknown[]>;
}

interface Pending {
  readonly id: number;
  readonly kind: CheckpointKind;
  readonly startedMs: number;
  readonly snapshots: (SubtaskSnapshot | undefined)[];
}

export class CheckpointCoordinator {
  private readonly settings: CheckpointSettings;
  private readonly parallelism: number;
  private nextId: number;
  private pending: Pending | undefined;
  private isStoring = false;
  private failuresInARow = 0;
  private lastStartMs: number;
  private lastEndMs = Number.NEGATIVE_INFINITY;
  private readonly carried = new Map<string, unknown[]>();

  constructor(settings: CheckpointSettings, parallelism: number, firstId: number, nowMs: number) {
    this.settings = settings;
    this.parallelism = parallelism;
    this.nextId = firstId;
    this.lastStartMs = nowMs;
  }

  get isIdle(): boolean {
    return this.pending === undefined && !this.isStoring;
  }

  /** The id that the next checkpoint gets. */
  get upcomingId(): number {
    return this.nextId;
  }

  /** Milliseconds until `isDue` or `isExpired` can become true. */
  dueInMs(nowMs: number): number {
    const at = this.pending
      ? this.pending.startedMs + this.settings.timeoutMs
      : this.isStoring
        ? Number.POSITIVE_INFINITY
        : this.nextStartMs();
    return Math.max(0, at - nowMs);
  }

  /** Whether a periodic checkpoint should begin. */
  isDue(nowMs: number): boolean {
    return this.isIdle && nowMs >= this.nextStartMs();
  }

  isExpired(nowMs: number): boolean {
    return this.pending !== undefined && nowMs - this.pending.startedMs >= this.settings.timeoutMs;
  }

  /** @returns the id for the barriers */
  begin(kind: CheckpointKind, nowMs: number): number {
    if (!this.isIdle) throw new Error('assertion: a checkpoint is under way');
    const id = this.nextId++;
    this.pending = { id, kind, startedMs: nowMs, snapshots: new Array(this.parallelism).fill(undefined) };
    this.lastStartMs = nowMs;
    return id;
  }

  /** @returns everything, once all subtasks have answered for the checkpoint under way */
  acknowledge(subtask: number, id: number, snapshot: SubtaskSnapshot): Collected | undefined {
    if (id !== this.pending?.id) {
      // The answer to a checkpoint that was given up: what it prepared is prepared.
      this.carry([snapshot]);
      return undefined;
    }
    this.pending.snapshots[subtask] = snapshot;
    const { kind, startedMs, snapshots } = this.pending;
    const answered = snapshots.filter((one) => one !== undefined);
    if (answered.length < this.parallelism) return undefined;
    this.pending = undefined;
    this.isStoring = true;
    this.carry(answered);
    return { id, kind, startedMs, snapshots: answered, committables: new Map(this.carried) };
  }

  /** The collected checkpoint is stored: from here on it counts. */
  stored(): void {
    this.carried.clear();
    this.failuresInARow = 0;
  }

  /** It is committed too. */
  finish(nowMs: number): void {
    this.isStoring = false;
    this.lastEndMs = nowMs;
  }

  /** The checkpoint under way has failed. @returns whether that is tolerable */
  fail(nowMs: number): boolean {
    const last = this.pending !== undefined && this.pending.kind !== 'periodic';
    if (this.pending) this.carry(this.pending.snapshots.filter((one) => one !== undefined));
    this.pending = undefined;
    this.isStoring = false;
    this.lastEndMs = nowMs;
    this.failuresInARow += 1;
    return !last && this.failuresInARow <= this.settings.tolerableFailures;
  }

  private nextStartMs(): number {
    const { intervalMs, minPauseMs } = this.settings;
    if (intervalMs === 0) return Number.POSITIVE_INFINITY;
    return Math.max(this.lastStartMs + intervalMs, this.lastEndMs + minPauseMs);
  }

  private carry(snapshots: readonly SubtaskSnapshot[]): void {
    for (const { committables } of snapshots)
      for (const [sink, items] of Object.entries(committables)) {
        const list = this.carried.get(sink) ?? [];
        list.push(...items);
        this.carried.set(sink, list);
      }
  }
}
