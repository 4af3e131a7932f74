import type { SqlType } from '../../sql/types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../sql/types/value.ts';
import { type Column, layoutOf } from './column.ts';
import { ByteHeap } from './heap.ts';
import type { Address, Arena } from './memory.ts';
import { RowCells } from './row-cells.ts';

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
  const write = cellWriter(arena, layout);
  const rows = new RowCells(arena, [1, WIDTHS[layout]], expectedRows);
  return {
    get length() {
      return rows.length;
    },
    append(value) {
      const row = rows.next();
      arena.memory.u8[rows.at(0) + row] = value === null ? 0 : 1;
      if (value !== null) write(rows.at(1), row, value);
    },
    finish: () => ({ layout, validity: rows.at(0), values: rows.at(1) }),
  };
}

function timestampBuilder(arena: Arena, expectedRows: number): ColumnBuilder {
  const { u8, i32, f64 } = arena.memory;
  const rows = new RowCells(arena, [1, 8, 4], expectedRows);
  return {
    get length() {
      return rows.length;
    },
    append(value) {
      const row = rows.next();
      u8[rows.at(0) + row] = value === null ? 0 : 1;
      if (value === null) return;
      const { millis, nanos } = value as TimestampValue;
      f64[(rows.at(1) >> 3) + row] = millis;
      i32[(rows.at(2) >> 2) + row] = nanos;
    },
    finish: () => ({ layout: 'timestamp', validity: rows.at(0), millis: rows.at(1), nanos: rows.at(2) }),
  };
}

function decimalBuilder(arena: Arena, expectedRows: number): ColumnBuilder {
  const { u8, i64 } = arena.memory;
  const rows = new RowCells(arena, [1, 16], expectedRows);
  return {
    get length() {
      return rows.length;
    },
    append(value) {
      const row = rows.next();
      u8[rows.at(0) + row] = value === null ? 0 : 1;
      if (value === null) return;
      const at = (rows.at(1) >> 3) + row * 2;
      i64[at] = value as bigint;
      i64[at + 1] = (value as bigint) >> 64n;
    },
    finish: () => ({ layout: 'decimal', validity: rows.at(0), values: rows.at(1) }),
  };
}

function bytesBuilder(arena: Arena, expectedRows: number): ColumnBuilder {
  const { i32 } = arena.memory;
  const heap = new ByteHeap(arena);
  const rows = new RowCells(arena, [4, 4], expectedRows);
  return {
    get length() {
      return rows.length;
    },
    append(value) {
      const row = rows.next();
      const bytes =
        value === null ? -1 : typeof value === 'string' ? heap.writeText(value) : heap.writeBytes(value as Uint8Array);
      i32[(rows.at(0) >> 2) + row] = heap.start;
      i32[(rows.at(1) >> 2) + row] = bytes;
    },
    finish: () => ({ layout: 'bytes', pointers: rows.at(0), lengths: rows.at(1) }),
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
  const rows = new RowCells(arena, [4, 4], expectedRows);
  const children = childTypes(type).map((child) => columnBuilder(arena, child, expectedRows));
  const [first, second] = children as [ColumnBuilder, ColumnBuilder | undefined];
  /** @returns how many elements, -1 for NULL */
  const appendElements = (value: Value): number => {
    if (value === null) return -1;
    const elements = second ? (value as MapValue).keys : (value as readonly Value[]);
    for (const element of elements) first.append(element);
    if (second) for (const element of (value as MapValue).values) second.append(element);
    return elements.length;
  };
  return {
    get length() {
      return rows.length;
    },
    append(value) {
      const row = rows.next();
      i32[(rows.at(0) >> 2) + row] = first.length;
      i32[(rows.at(1) >> 2) + row] = appendElements(value);
    },
    finish() {
      const views = { starts: rows.at(0), lengths: rows.at(1) };
      return second
        ? { layout: 'map', ...views, keys: first.finish(), values: second.finish(), entryCount: first.length }
        : { layout: 'array', ...views, element: first.finish(), elementCount: first.length };
    },
  };
}

function rowBuilder(arena: Arena, type: SqlType, expectedRows: number): ColumnBuilder {
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') throw new Error(`assertion: ${type.kind} is no row`);
  const { u8 } = arena.memory;
  const rows = new RowCells(arena, [1], expectedRows);
  const fields = type.fields.map((field) => columnBuilder(arena, field.type, expectedRows));
  return {
    get length() {
      return rows.length;
    },
    append(value) {
      const row = rows.next();
      u8[rows.at(0) + row] = value === null ? 0 : 1;
      const values = value as readonly Value[] | null;
      for (let i = 0; i < fields.length; i++) fields[i]!.append(values === null ? null : values[i]!);
    },
    finish: () => ({ layout: 'row', validity: rows.at(0), fields: fields.map((field) => field.finish()) }),
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
