import * as layout from '../../../kernels/json-plan.ts';
import type { Kernels } from '../../../kernels/kernels.ts';
import type { Address, Arena, Memory } from '../../../runtime/batch/memory.ts';
import type { Records } from '../../format.ts';
import { type PlacedColumn, type PlacedPlan, placeColumns } from './plan.ts';

/** Values that the kernel leaves to be converted, at most so many a batch; more make their rows odd. */
const FIXUP_LIMIT = 4096;
const FIRST_ENTRIES_A_ROW = 8;
/** Room for more is not kept; a batch whose maps are larger has fewer rows. */
const MAX_ENTRIES_A_ROW = 256;
const MIN_ENTRIES = 256;
const HEAP_SLACK = 64;

/** What the kernel made of a run of records. */
export interface Scan {
  /** Records done, a row each. */
  readonly rows: number;
  readonly columns: readonly PlacedColumn[];
  isOdd(row: number): boolean;
  readonly fixups: readonly Fixup[];
}

export interface Fixup {
  readonly row: number;
  readonly field: Address;
  readonly pointer: Address;
  readonly length: number;
}

/** Runs the kernel over records; remembers how many map entries they have. */
export function scanner(memory: Memory, kernels: Kernels, plan: PlacedPlan) {
  const control = memory.allocate(layout.JSON_BLOCK_BYTES);
  let entriesARow = FIRST_ENTRIES_A_ROW;
  return (records: Records, from: number, to: number, arena: Arena): Scan => {
    const { i32, u8 } = memory;
    const count = to - from;
    const { bytes, longest } = sizes(memory, records, from, to);
    const entries = Math.max(count * entriesARow, Math.ceil(longest / layout.MIN_ENTRY_BYTES) + 2, MIN_ENTRIES);
    const columns = placeColumns(arena, plan.fields, count, entries);
    const heap = arena.allocate(bytes + HEAP_SLACK);
    const odd = arena.allocate(count);
    const fixups = arena.allocate(FIXUP_LIMIT * layout.FIXUP_BYTES);
    const set = (offset: number, word: number) => {
      i32[(control + offset) >> 2] = word;
    };
    set(layout.ROOT, plan.root);
    set(layout.RECORD_POINTERS, records.pointers + from * 4);
    set(layout.RECORD_LENGTHS, records.lengths + from * 4);
    set(layout.RECORD_COUNT, count);
    set(layout.ODD, odd);
    set(layout.HEAP, heap);
    set(layout.HEAP_END, heap + bytes + HEAP_SLACK);
    set(layout.FIXUPS, fixups);
    set(layout.FIXUP_CAPACITY, FIXUP_LIMIT);
    const rows = kernels.jsonRecords(control);
    if (rows < count) entriesARow = Math.min(entriesARow * 2, MAX_ENTRIES_A_ROW);
    const fixupCount = i32[(control + layout.FIXUP_COUNT) >> 2]!;
    return {
      rows,
      columns,
      isOdd: (row) => u8[odd + row] !== 0,
      fixups: Array.from({ length: fixupCount }, (_, i) => {
        const at = (fixups + i * layout.FIXUP_BYTES) >> 2;
        return { row: i32[at]!, field: i32[at + 1]!, pointer: i32[at + 2]!, length: i32[at + 3]! };
      }),
    };
  };
}

function sizes({ i32 }: Memory, records: Records, from: number, to: number): { bytes: number; longest: number } {
  let bytes = 0;
  let longest = 0;
  for (let record = from; record < to; record++) {
    const length = i32[(records.lengths >> 2) + record]!;
    if (length < 0) continue;
    bytes += length;
    if (length > longest) longest = length;
  }
  return { bytes, longest };
}
