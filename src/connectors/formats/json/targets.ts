import * as layout from '../../../kernels/json-plan.ts';
import { columnBuilder } from '../../../runtime/batch/builder.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import type { ByteHeap } from '../../../runtime/batch/heap.ts';
import type { Address, Arena } from '../../../runtime/batch/memory.ts';
import { type FlatColumn, growBlock, withCapacity, writeValue } from '../../../runtime/batch/writer.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { MapValue, Value } from '../../../sql/types/value.ts';
import type { PlacedColumn } from './plan.ts';

/** A column that the kernel has filled for some rows, and whose other rows are set one by one. */
export interface Target {
  set(row: number, value: Value): void;
  /** Makes room for more rows. */
  grow(rows: number, capacity: number): void;
  /** @param rows how many rows the column has */
  finish(rows: number): Column;
}

/** Where a batch is decoded to. */
export interface TargetContext {
  readonly arena: Arena;
  /** For text of values that are set. */
  readonly heap: ByteHeap;
  /** By the plan's field, those made so far: whom a fix-up is for. */
  readonly byField: Map<Address, { readonly type: SqlType; readonly target: Target }>;
  /** Converts the JSON text of a value; a fault is noted at the row, and the value is null. */
  readonly convert: (type: SqlType, path: string, pointer: Address, length: number, row: number) => Value;
}

/** The target of a field whose column is wanted as it is. */
export function targetOf(context: TargetContext, { placed, column, children }: PlacedColumn, type: SqlType): Target {
  const { field, path } = placed;
  const make = (): Target => {
    if (column?.layout === 'row') return rowTarget(context, children, type, column.validity);
    if (column?.layout === 'map') return mapTarget(context, placed.address, column);
    if (field.kind === layout.RAW)
      return textTarget(context, type, column as Column & { layout: 'bytes' }, (pointer, length, row) =>
        context.convert(type, path, pointer, length, row),
      );
    return flatTarget(context, column as FlatColumn);
  };
  const target = make();
  context.byField.set(placed.address, { type, target });
  return target;
}

function flatTarget({ arena, heap }: TargetContext, first: FlatColumn): Target {
  let column = first;
  return {
    set: (row, value) => writeValue(arena.memory, heap, column, row, value),
    grow(rows, capacity) {
      column = withCapacity(arena, column, rows, capacity);
    },
    finish: () => column,
  };
}

/** A column made of JSON text that the kernel handed out: its values are converted one by one into a column of their own. */
export function textTarget(
  { arena }: Pick<TargetContext, 'arena'>,
  type: SqlType,
  text: Column & { layout: 'bytes' },
  convert: (pointer: Address, length: number, row: number) => Value,
): Target {
  const { i32 } = arena.memory;
  const given = new Map<number, Value>();
  let textRows = Number.POSITIVE_INFINITY;
  const valueAt = (row: number): Value => {
    const value = given.get(row);
    if (value !== undefined) return value;
    const length = row < textRows ? i32[(text.lengths >> 2) + row]! : -1;
    return length < 0 ? null : convert(i32[(text.pointers >> 2) + row]!, length, row);
  };
  return {
    set: (row, value) => void given.set(row, value),
    grow(rows) {
      textRows = Math.min(textRows, rows);
    },
    finish(rows) {
      const builder = columnBuilder(arena, type, rows);
      for (let row = 0; row < rows; row++) builder.append(valueAt(row));
      return builder.finish();
    },
  };
}

function rowTarget(
  context: TargetContext,
  children: readonly PlacedColumn[],
  type: SqlType,
  firstValidity: Address,
): Target {
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') throw new Error(`assertion: ${type.kind} is no row`);
  const { arena } = context;
  let validity = firstValidity;
  const fields = children.map((child, i) => targetOf(context, child, type.fields[i]!.type));
  return {
    set(row, value) {
      arena.memory.u8[validity + row] = value === null ? 0 : 1;
      const values = value as readonly Value[] | null;
      for (const [i, field] of fields.entries()) field.set(row, values === null ? null : values[i]!);
    },
    grow(rows, capacity) {
      validity = growBlock(arena, validity, rows, capacity);
      for (const field of fields) field.grow(rows, capacity);
    },
    finish: (rows) => ({ layout: 'row', validity, fields: fields.map((field) => field.finish(rows)) }),
  };
}

/** Rows that are set get their entries behind those of the kernel. */
function mapTarget({ arena, heap }: TargetContext, field: Address, column: Column & { layout: 'map' }): Target {
  const { memory } = arena;
  const { i32 } = memory;
  let { starts, lengths } = column;
  let keys = column.keys as FlatColumn;
  let values = column.values as FlatColumn;
  let used = i32[(field + layout.FIELD_ENTRY_COUNT) >> 2]!;
  let room = column.entryCount;
  const reserve = (entries: number) => {
    if (used + entries <= room) return;
    room = Math.max(room * 2, used + entries);
    keys = withCapacity(arena, keys, used, room);
    values = withCapacity(arena, values, used, room);
  };
  return {
    set(row, value) {
      const map = value as MapValue | null;
      i32[(starts >> 2) + row] = used;
      i32[(lengths >> 2) + row] = map ? map.keys.length : -1;
      if (!map) return;
      reserve(map.keys.length);
      for (const [i, key] of map.keys.entries()) {
        writeValue(memory, heap, keys, used, key);
        writeValue(memory, heap, values, used, map.values[i]!);
        used++;
      }
    },
    grow(rows, capacity) {
      starts = growBlock(arena, starts, rows * 4, capacity * 4);
      lengths = growBlock(arena, lengths, rows * 4, capacity * 4);
    },
    finish: () => ({ layout: 'map', starts, lengths, keys, values, entryCount: used }),
  };
}
