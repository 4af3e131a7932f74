import type { Kernels } from '../../src/kernels/kernels.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { typescriptKernels } from '../../src/kernels/typescript/index.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';

const MEMORY_BYTES = 32 << 20;

/** One memory with one implementation of the kernels over it. */
export interface Side {
  readonly memory: Memory;
  readonly kernels: Kernels;
  readonly arena: Arena;
}

function sideOf(load: (memory: WebAssembly.Memory) => Kernels): Side {
  const memory = new Memory(MEMORY_BYTES);
  return { memory, kernels: load(memory.wasm), arena: new Arena(memory) };
}

export const SIDES: readonly [wasm: Side, typescript: Side] = [sideOf(loadKernels), sideOf(typescriptKernels)];

/** What a piece of work gives with the kernels in WebAssembly and with their twins; the work must not depend on addresses. */
export function bothWays<T>(work: (side: Side) => T): [wasm: T, typescript: T] {
  const [wasm, typescript] = SIDES.map((side) => {
    side.arena.reset();
    return work(side);
  });
  return [wasm as T, typescript as T];
}

/** Bytes that look like what lies behind a slice in real memory: never zero. */
export const RUBBISH = 0xa5;

/** Puts byte strings into the arena one after another, rubbish between them, as a column of slices. */
export function putSlices({ memory, arena }: Side, values: readonly (Uint8Array | null)[]) {
  const pointers = arena.allocate(values.length * 4);
  const lengths = arena.allocate(values.length * 4);
  values.forEach((value, i) => {
    memory.i32[(lengths >> 2) + i] = value ? value.length : -1;
    if (!value) return;
    const at = arena.allocate(value.length + 32);
    memory.u8.fill(RUBBISH, at, at + value.length + 32);
    // Slices start anywhere, not only at aligned addresses.
    memory.u8.set(value, at + (i % 8));
    memory.i32[(pointers >> 2) + i] = at + (i % 8);
  });
  return { pointers, lengths, count: values.length };
}

export function getSlices({ memory }: Side, pointers: number, lengths: number, count: number): (string | null)[] {
  return Array.from({ length: count }, (_, i) => {
    const length = memory.i32[(lengths >> 2) + i]!;
    const at = memory.i32[(pointers >> 2) + i]!;
    return length < 0 ? null : memory.buffer.toString('latin1', at, at + length);
  });
}

export const words = ({ memory }: Side, at: number, count: number) =>
  Array.from(memory.i32.subarray(at >> 2, (at >> 2) + count));

export const bytes = ({ memory }: Side, at: number, count: number) => Array.from(memory.u8.subarray(at, at + count));
