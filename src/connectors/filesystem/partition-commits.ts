import type { Options } from '../options.ts';

/** Partitions that got files and are not committed yet, with the time of the first: when each is due (Flink's ProcTimeCommitTrigger). */
export class PartitionCommits {
  private readonly pending = new Map<string, number>();
  private readonly delayMs: number;

  constructor(delayMs: number) {
    this.delayMs = delayMs;
  }

  add(partition: string, nowMs: number): void {
    if (!this.pending.has(partition)) this.pending.set(partition, nowMs);
  }

  restore(pending: Readonly<Record<string, number>>): void {
    for (const [partition, sinceMs] of Object.entries(pending))
      this.pending.set(partition, Math.min(sinceMs, this.pending.get(partition) ?? sinceMs));
  }

  /** Partitions to commit with this checkpoint; at the end all. They are forgotten until they get another file. */
  due(nowMs: number, final: boolean): readonly string[] {
    const due = [...this.pending]
      .filter(([, sinceMs]) => final || this.delayMs === 0 || nowMs > sinceMs + this.delayMs)
      .map(([partition]) => partition);
    for (const partition of due) this.pending.delete(partition);
    return due.sort();
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.pending);
  }
}

/** undefined: partitions are not committed. */
export function partitionCommits(options: Options): PartitionCommits | undefined {
  if (!options.has('sink.partition-commit.policy.kind')) return undefined;
  return new PartitionCommits(options.number('sink.partition-commit.delay'));
}
