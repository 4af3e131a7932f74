import type { Kernels } from '../../kernels/kernels.ts';
import { type Batch, selectedOrigin } from './batch.ts';
import type { Column } from './column.ts';
import type { Address, Arena } from './memory.ts';

type Gathering = Pick<Kernels, 'gather8' | 'gather32' | 'gather64' | 'gather128' | 'gatherValidity' | 'gatherLengths'>;

/**
 * A column of the rows `rows[0]` to `rows[count - 1]` (i32 indexes in memory) of another, NULL where an index is negative; views are
 * copied, never bytes.
 */
export function gather(kernels: Gathering, arena: Arena, column: Column, rows: Address, count: number): Column {
  const cells = (width: 1 | 4 | 8 | 16, from: Address): Address => {
    const to = arena.allocate(width * count);
    if (width === 1) kernels.gather8(from, rows, count, to);
    else if (width === 4) kernels.gather32(from, rows, count, to);
    else if (width === 8) kernels.gather64(from, rows, count, to);
    else kernels.gather128(from, rows, count, to);
    return to;
  };
  const validity = (from: Address): Address => {
    const to = arena.allocate(count);
    kernels.gatherValidity(from, rows, count, to);
    return to;
  };
  const lengths = (from: Address): Address => {
    const to = arena.allocate(4 * count);
    kernels.gatherLengths(from, rows, count, to);
    return to;
  };
  switch (column.layout) {
    case 'i8':
      return { layout: 'i8', validity: validity(column.validity), values: cells(1, column.values) };
    case 'i32':
    case 'f32':
      return { layout: column.layout, validity: validity(column.validity), values: cells(4, column.values) };
    case 'i64':
    case 'f64':
      return { layout: column.layout, validity: validity(column.validity), values: cells(8, column.values) };
    case 'decimal':
      return { layout: 'decimal', validity: validity(column.validity), values: cells(16, column.values) };
    case 'timestamp':
      return {
        layout: 'timestamp',
        validity: validity(column.validity),
        millis: cells(8, column.millis),
        nanos: cells(4, column.nanos),
      };
    case 'bytes':
      return { layout: 'bytes', pointers: cells(4, column.pointers), lengths: lengths(column.lengths) };
    case 'array':
    case 'map':
      return { ...column, starts: cells(4, column.starts), lengths: lengths(column.lengths) };
    case 'row':
      return {
        layout: 'row',
        validity: validity(column.validity),
        fields: column.fields.map((field) => gather(kernels, arena, field, rows, count)),
      };
    case 'object': {
      const indexes = arena.memory.i32.subarray(rows >> 2, (rows >> 2) + count);
      return { layout: 'object', values: Array.from(indexes, (row) => column.values[row] ?? null) };
    }
  }
}

/** As `gather`, with the indexes in JavaScript. */
export function gatherRows(kernels: Gathering, arena: Arena, column: Column, rows: Int32Array): Column {
  const at = arena.allocate(rows.length * 4);
  arena.memory.i32.set(rows, at >> 2);
  return gather(kernels, arena, column, at, rows.length);
}

/** Some rows of a batch, once or more often, in the order of `rows`; of all its columns, or of those `carried`. */
export function gatherBatch(
  kernels: Gathering,
  arena: Arena,
  batch: Batch,
  rows: Int32Array,
  carried: readonly number[] = batch.columns.map((_, i) => i),
): Batch {
  const at = arena.allocate(rows.length * 4);
  arena.memory.i32.set(rows, at >> 2);
  const origin = selectedOrigin(batch.origin, rows);
  let rowKinds: Address = 0;
  if (batch.rowKinds !== 0) {
    rowKinds = arena.allocate(rows.length);
    kernels.gather8(batch.rowKinds, at, rows.length, rowKinds);
  }
  return {
    rowCount: rows.length,
    columns: carried.map((i) => gather(kernels, arena, batch.columns[i]!, at, rows.length)),
    rowKinds,
    ...(origin ? { origin } : {}),
  };
}
