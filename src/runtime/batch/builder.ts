import type { SqlType } from '../../sql/types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../sql/types/value.ts';
import { type Column, layoutOf } from './column.ts';
import { ByteHeap } from './heap.ts';
import type { Address, Arena } from './memory.ts';

const INITIAL_ROWS = 64;

/** Turns JavaScript values of one SQL type into a column in an arena. */
export interface ColumnBuilder {
  /** Values appended so far. */
  readonly length: number;
  append(value: Value): void;
  /** The column of everything appended. Appending may go on afterwards; the column then stands for the rows it had. */
  finish(): Column;
}

/** @param expectedRows how many rows to make room for at first; more may come */
export function columnBuilder(arena: Arena, type: SqlType, expectedRows = INITIAL_ROWS): ColumnBuilder {
  switch (layoutOf(type)) {
    case 'i8':
    case 'i32':
    case 'i64':
    case 'f32':
    case 'f64':
      return fixedBuilder(arena, type, expectedRows);
    case 'timestamp':
      return timestampBuilder(arena, expectedRows);
    case 'decimal':
      return decimalBuilder(arena, expectedRows);
    case 'bytes':
      return bytesBuilder(arena, expectedRows);
    case 'array':
    case 'map':
      return collectionBuilder(arena, type, expectedRows);
    case 'row':
      return rowBuilder(arena, type, expectedRows);
    case 'object':
      return objectBuilder();
  }
}

/** A block of equally wide cells that moves to a larger place when it is full. */
interface Cells {
  at: Address;
  capacity: number;
}

const cells = (arena: Arena, width: number, rows: number): Cells => ({
  at: arena.allocate(width * rows),
  capacity: rows,
});

/** Makes room for row `row`; rows before it keep their contents. */
function room(arena: Arena, block: Cells, width: number, row: number): void {
  if (row < block.capacity) return;
  const capacity = Math.max(block.capacity * 2, row + 1);
  const at = arena.allocate(capacity * width);
  arena.memory.u8.copyWithin(at, block.at, block.at + row * width);
  block.at = at;
  block.capacity = capacity;
}

/** Writes a non-null value of a fixed-width type into the cell `index` of a block. */
type CellWriter = (at: Address, index: number, value: Value) => void;

const WIDTHS = { i8: 1, i32: 4, i64: 8, f32: 4, f64: 8 } as const;

function cellWriter(arena: Arena, layout: keyof typeof WIDTHS): CellWriter {
  const { u8, i32, i64, f32, f64 } = arena.memory;
  switch (layout) {
    case 'i8':
      return (at, index, value) => {
        u8[at + index] = value ? 1 : 0;
      };
    case 'i32':
      return (at, index, value) => {
        i32[(at >> 2) + index] = value as number;
      };
    case 'i64':
      return (at, index, value) => {
        i64[(at >> 3) + index] = value as bigint;
      };
    case 'f32':
      return (at, index, value) => {
        f32[(at >> 2) + index] = value as number;
      };
    case 'f64':
      return (at, index, value) => {
        f64[(at >> 3) + index] = value as number;
      };
  }
}

function fixedBuilder(arena: Arena, type: SqlType, expectedRows: number): ColumnBuilder {
  const layout = layoutOf(type) as keyof typeof WIDTHS;
  const width = WIDTHS[layout];
  const write = cellWriter(arena, layout);
  const validity = cells(arena, 1, expectedRows);
  const values = cells(arena, width, expectedRows);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(value) {
      room(arena, validity, 1, length);
      room(arena, values, width, length);
      arena.memory.u8[validity.at + length] = value === null ? 0 : 1;
      if (value !== null) write(values.at, length, value);
      length++;
    },
    finish: () => ({ layout, validity: validity.at, values: values.at }),
  };
}

function timestampBuilder(arena: Arena, expectedRows: number): ColumnBuilder {
  const { u8, i32, f64 } = arena.memory;
  const validity = cells(arena, 1, expectedRows);
  const millis = cells(arena, 8, expectedRows);
  const nanos = cells(arena, 4, expectedRows);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(value) {
      room(arena, validity, 1, length);
      room(arena, millis, 8, length);
      room(arena, nanos, 4, length);
      u8[validity.at + length] = value === null ? 0 : 1;
      if (value !== null) {
        const timestamp = value as TimestampValue;
        f64[(millis.at >> 3) + length] = timestamp.millis;
        i32[(nanos.at >> 2) + length] = timestamp.nanos;
      }
      length++;
    },
    finish: () => ({ layout: 'timestamp', validity: validity.at, millis: millis.at, nanos: nanos.at }),
  };
}

function decimalBuilder(arena: Arena, expectedRows: number): ColumnBuilder {
  const { u8, i64 } = arena.memory;
  const validity = cells(arena, 1, expectedRows);
  const values = cells(arena, 16, expectedRows);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(value) {
      room(arena, validity, 1, length);
      room(arena, values, 16, length);
      u8[validity.at + length] = value === null ? 0 : 1;
      if (value !== null) {
        const at = (values.at >> 3) + length * 2;
        i64[at] = value as bigint;
        i64[at + 1] = (value as bigint) >> 64n;
      }
      length++;
    },
    finish: () => ({ layout: 'decimal', validity: validity.at, values: values.at }),
  };
}

function bytesBuilder(arena: Arena, expectedRows: number): ColumnBuilder {
  const { i32 } = arena.memory;
  const heap = new ByteHeap(arena);
  const pointers = cells(arena, 4, expectedRows);
  const lengths = cells(arena, 4, expectedRows);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(value) {
      room(arena, pointers, 4, length);
      room(arena, lengths, 4, length);
      const bytes =
        value === null ? -1 : typeof value === 'string' ? heap.writeText(value) : heap.writeBytes(value as Uint8Array);
      i32[(pointers.at >> 2) + length] = heap.start;
      i32[(lengths.at >> 2) + length] = bytes;
      length++;
    },
    finish: () => ({ layout: 'bytes', pointers: pointers.at, lengths: lengths.at }),
  };
}

const COUNT: SqlType = { kind: 'INT', nullable: false };

function childTypes(type: SqlType): readonly SqlType[] {
  if (type.kind === 'ARRAY') return [type.element];
  if (type.kind === 'MULTISET') return [type.element, COUNT];
  if (type.kind === 'MAP') return [type.key, type.value];
  throw new Error(`assertion: ${type.kind} is no collection`);
}

function collectionBuilder(arena: Arena, type: SqlType, expectedRows: number): ColumnBuilder {
  const { i32 } = arena.memory;
  const starts = cells(arena, 4, expectedRows);
  const lengths = cells(arena, 4, expectedRows);
  const children = childTypes(type).map((child) => columnBuilder(arena, child, expectedRows));
  const [first, second] = children as [ColumnBuilder, ColumnBuilder | undefined];
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(value) {
      room(arena, starts, 4, length);
      room(arena, lengths, 4, length);
      i32[(starts.at >> 2) + length] = first.length;
      let size = -1;
      if (value !== null) {
        const elements = second ? (value as MapValue).keys : (value as readonly Value[]);
        size = elements.length;
        for (const element of elements) first.append(element);
        if (second) for (const element of (value as MapValue).values) second.append(element);
      }
      i32[(lengths.at >> 2) + length] = size;
      length++;
    },
    finish: () =>
      second
        ? {
            layout: 'map',
            starts: starts.at,
            lengths: lengths.at,
            keys: first.finish(),
            values: second.finish(),
            entryCount: first.length,
          }
        : {
            layout: 'array',
            starts: starts.at,
            lengths: lengths.at,
            element: first.finish(),
            elementCount: first.length,
          },
  };
}

function rowBuilder(arena: Arena, type: SqlType, expectedRows: number): ColumnBuilder {
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') throw new Error(`assertion: ${type.kind} is no row`);
  const { u8 } = arena.memory;
  const validity = cells(arena, 1, expectedRows);
  const fields = type.fields.map((field) => columnBuilder(arena, field.type, expectedRows));
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(value) {
      room(arena, validity, 1, length);
      u8[validity.at + length] = value === null ? 0 : 1;
      const values = value as readonly Value[] | null;
      for (let i = 0; i < fields.length; i++) fields[i]!.append(values === null ? null : values[i]!);
      length++;
    },
    finish: () => ({ layout: 'row', validity: validity.at, fields: fields.map((field) => field.finish()) }),
  };
}

function objectBuilder(): ColumnBuilder {
  const values: Value[] = [];
  return {
    get length() {
      return values.length;
    },
    append(value) {
      values.push(value);
    },
    finish: () => ({ layout: 'object', values }),
  };
}
