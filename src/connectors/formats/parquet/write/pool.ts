import type { Memory } from '../../../../runtime/batch/memory.ts';
import { type Scratch, scratchIn } from './scratch.ts';

/**
 * What the writers of one worker share: scratch memory while any is open, and a bound on the bytes they hold together. A writer that
 * is over it when all are asked writes its row group early, the largest first (parquet-java's MemoryManager scales row groups down).
 */
export interface WriterPool {
  readonly scratch: Scratch;
  /** To be called after each append. */
  relieve(): void;
  leave(member: PoolMember): void;
}

export interface PoolMember {
  heldBytes(): number;
  writeRowGroup(): void;
}

/** Bytes that a worker's open Parquet files hold in memory before row groups are written early. */
export const MAX_HELD_BYTES = 256 * 1024 * 1024;
/** Of that, no more than this part of the worker's batch memory. */
const MAX_PART_OF_MEMORY = 0.5;
/** Adding up what all members hold is worth it only now and then. */
const APPENDS_BETWEEN_LOOKS = 16;

interface Pool {
  readonly members: Set<PoolMember>;
  readonly scratch: Scratch;
  appends: number;
}

const pools = new WeakMap<Memory, Pool>();

export function joinPool(memory: Memory, member: PoolMember): WriterPool {
  const pool: Pool = pools.get(memory) ?? { members: new Set(), scratch: scratchIn(memory), appends: 0 };
  pools.set(memory, pool);
  pool.members.add(member);
  const limit = Math.min(MAX_HELD_BYTES, memory.limitBytes * MAX_PART_OF_MEMORY);
  return {
    scratch: pool.scratch,
    relieve() {
      if (++pool.appends % APPENDS_BETWEEN_LOOKS === 0) relievePool(pool.members, limit);
    },
    leave(leaving) {
      pool.members.delete(leaving);
      if (pool.members.size === 0) pool.scratch.dispose();
    },
  };
}

function relievePool(members: ReadonlySet<PoolMember>, limit: number): void {
  const held = [...members].map((member) => ({ member, bytes: member.heldBytes() }));
  let total = held.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= limit) return;
  held.sort((a, b) => b.bytes - a.bytes);
  for (const { member, bytes } of held) {
    if (total <= limit / 2) return;
    member.writeRowGroup();
    total -= bytes;
  }
}
