import type { Memory } from '../../../../runtime/batch/memory.ts';
import { type Scratch, scratchIn } from './scratch.ts';

/**
 * What the writers of one worker share: scratch memory while any is open, and a bound on the bytes they hold together. When they are
 * over it, row groups are written early, the largest first (parquet-java's MemoryManager makes row groups smaller for the same end).
 */
export interface WriterPool {
  readonly scratch: Scratch;
  /** Says what a member holds now; may write row groups of any member. */
  report(member: PoolMember, bytes: number): void;
  leave(member: PoolMember): void;
}

export interface PoolMember {
  /** What it wants the bound to be; the largest of all counts. */
  readonly heldBytesLimit: number;
  /** Writes what it holds, and reports. */
  writeRowGroup(): void;
}

interface Pool {
  readonly held: Map<PoolMember, number>;
  readonly scratch: Scratch;
  total: number;
}

const pools = new WeakMap<Memory, Pool>();

export function joinPool(memory: Memory, member: PoolMember): WriterPool {
  const pool: Pool = pools.get(memory) ?? { held: new Map(), scratch: scratchIn(memory), total: 0 };
  pools.set(memory, pool);
  pool.held.set(member, 0);
  return {
    scratch: pool.scratch,
    report(reporting, bytes) {
      pool.total += bytes - pool.held.get(reporting)!;
      pool.held.set(reporting, bytes);
      relieve(pool);
    },
    leave(leaving) {
      pool.total -= pool.held.get(leaving) ?? 0;
      pool.held.delete(leaving);
      if (pool.held.size === 0) pool.scratch.dispose();
    },
  };
}

/** Brings the total below half of the bound when it is over it. */
function relieve(pool: Pool): void {
  const limit = Math.max(...[...pool.held.keys()].map((member) => member.heldBytesLimit));
  if (pool.total <= limit) return;
  const largestFirst = [...pool.held].sort(([, a], [, b]) => b - a);
  for (const [member] of largestFirst) {
    if (pool.total <= limit / 2) return;
    member.writeRowGroup();
  }
}
