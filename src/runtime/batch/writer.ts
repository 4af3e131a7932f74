import type { TimestampValue, Value } from '../../sql/types/value.ts';
import type { Column } from './column.ts';
import type { ByteHeap } from './heap.ts';
import type { Address, Arena, Memory } from './memory.ts';

/** Columns whose cells can be written in place. */
export type FlatColumn = Exclude<Column, { layout: 'array' | 'map' | 'row' | 'object' }>;

/** Overwrites one row of a column; text and bytes go to the heap. */
export function writeValue(memory: Memory, heap: ByteHeap, column: FlatColumn, row: number, value: Value): void {
  if (column.layout === 'bytes') {
    const { i32 } = memory;
    i32[(column.lengths >> 2) + row] = value === null ? -1 : writeBytes(heap, value);
    i32[(column.pointers >> 2) + row] = heap.start;
    return;
  }
  memory.u8[column.validity + row] = value === null ? 0 : 1;
  if (value !== null) writeFixed(memory, column, row, value);
}

const writeBytes = (heap: ByteHeap, value: Value) =>
  typeof value === 'string' ? heap.writeText(value) : heap.writeBytes(value as Uint8Array);

function writeFixed(memory: Memory, column: Exclude<FlatColumn, { layout: 'bytes' }>, row: number, value: Value): void {
  switch (column.layout) {
    case 'i8':
      memory.u8[column.values + row] = value ? 1 : 0;
      break;
    case 'i32':
      memory.i32[(column.values >> 2) + row] = value as number;
      break;
    case 'i64':
      memory.i64[(column.values >> 3) + row] = value as bigint;
      break;
    case 'f32':
      memory.f32[(column.values >> 2) + row] = value as number;
      break;
    case 'f64':
      memory.f64[(column.values >> 3) + row] = value as number;
      break;
    case 'timestamp':
      memory.f64[(column.millis >> 3) + row] = (value as TimestampValue).millis;
      memory.i32[(column.nanos >> 2) + row] = (value as TimestampValue).nanos;
      break;
    case 'decimal':
      memory.i64[(column.values >> 3) + row * 2] = value as bigint;
      memory.i64[(column.values >> 3) + row * 2 + 1] = (value as bigint) >> 64n;
  }
}

/** The same column with room for `capacity` rows, of which the first `rows` are copied. */
export function withCapacity(arena: Arena, column: FlatColumn, rows: number, capacity: number): FlatColumn {
  const grow = (at: Address, width: number) => growBlock(arena, at, width * rows, width * capacity);
  switch (column.layout) {
    case 'i8':
      return { layout: 'i8', validity: grow(column.validity, 1), values: grow(column.values, 1) };
    case 'i32':
    case 'f32':
      return { layout: column.layout, validity: grow(column.validity, 1), values: grow(column.values, 4) };
    case 'i64':
    case 'f64':
      return { layout: column.layout, validity: grow(column.validity, 1), values: grow(column.values, 8) };
    case 'decimal':
      return { layout: 'decimal', validity: grow(column.validity, 1), values: grow(column.values, 16) };
    case 'timestamp':
      return {
        layout: 'timestamp',
        validity: grow(column.validity, 1),
        millis: grow(column.millis, 8),
        nanos: grow(column.nanos, 4),
      };
    case 'bytes':
      return { layout: 'bytes', pointers: grow(column.pointers, 4), lengths: grow(column.lengths, 4) };
  }
}

/** A larger block with the same first bytes. */
export function growBlock(arena: Arena, at: Address, usedBytes: number, bytes: number): Address {
  const larger = arena.allocate(bytes);
  arena.memory.u8.copyWithin(larger, at, at + usedBytes);
  return larger;
}
