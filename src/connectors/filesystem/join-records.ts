import type { Address, Arena } from '../../runtime/batch/memory.ts';
import type { Records } from '../format.ts';

/** Records [from, to) one behind the other, the delimiter behind each, in the arena. */
export function joinRecords(
  arena: Arena,
  records: Records,
  from: number,
  to: number,
  delimiter: Uint8Array,
): { readonly at: Address; readonly length: number } {
  const { u8, i32 } = arena.memory;
  const pointers = records.pointers >> 2;
  const lengths = records.lengths >> 2;
  let total = 0;
  for (let i = from; i < to; i++) total += i32[lengths + i]! + delimiter.length;
  const at = arena.allocate(total);
  let end = at;
  for (let i = from; i < to; i++) {
    const start = i32[pointers + i]!;
    const length = i32[lengths + i]!;
    u8.copyWithin(end, start, start + length);
    end += length;
    for (let d = 0; d < delimiter.length; d++) u8[end++] = delimiter[d]!;
  }
  return { at, length: total };
}
