import type { Address, Memory } from '../../../../runtime/batch/memory.ts';

/** Rooms of a worker's memory that grow with what is asked of them and are given back together. */
export interface Scratch {
  /** At least `bytes` bytes under a name; what was there before is lost when it has to grow. */
  room(name: string, bytes: number): Address;
  dispose(): void;
}

export function scratchIn(memory: Memory): Scratch {
  const rooms = new Map<string, { start: Address; size: number }>();
  return {
    room(name, bytes) {
      const found = rooms.get(name);
      if (found && found.size >= bytes) return found.start;
      if (found) {
        rooms.delete(name);
        memory.release(found.start);
      }
      const size = Math.max(256, Math.ceil(bytes * 1.25));
      const start = memory.allocate(size);
      rooms.set(name, { start, size });
      return start;
    },
    dispose() {
      for (const { start } of rooms.values()) memory.release(start);
      rooms.clear();
    },
  };
}
