import type { Column } from '../../runtime/batch/column.ts';
import type { Address, Arena, Memory } from '../../runtime/batch/memory.ts';
import type { RandomPlan } from './field.ts';
import { type Fill, isNullAt, validity } from './fill-type.ts';
import type { Randomness } from './random.ts';

/** ROW: each field on its own, for the same rows. */
export function fillRow(plan: RandomPlan, random: Randomness, fields: readonly Fill[]): Fill {
  return (indexes, count, arena, now) => ({
    layout: 'row',
    validity: validity(indexes, count, arena, random, plan.nullRate),
    fields: fields.map((fill) => fill(indexes, count, arena, now)),
  });
}

/** ARRAY, MAP, MULTISET: `length` elements a row; a map keeps the first of equal keys. */
export function fillCollection(plan: RandomPlan, random: Randomness, children: readonly Fill[]): Fill {
  const [fillFirst, fillSecond] = children as [Fill, Fill | undefined];
  return (indexes, count, arena, now) => {
    const { i32 } = arena.memory;
    const starts = arena.allocate(count * 4);
    const lengths = arena.allocate(count * 4);
    const elements = count * plan.length;
    const elementIndexes = new Float64Array(elements);
    for (let row = 0; row < count; row++) {
      i32[(starts >> 2) + row] = row * plan.length;
      i32[(lengths >> 2) + row] = isNullAt(random, indexes[row]!, plan.nullRate) ? -1 : plan.length;
      for (let i = 0; i < plan.length; i++) elementIndexes[row * plan.length + i] = indexes[row]! * plan.length + i;
    }
    const first = fillFirst(elementIndexes, elements, arena, now);
    if (!fillSecond) return { layout: 'array', starts, lengths, element: first, elementCount: elements };
    const values = fillSecond(elementIndexes, elements, arena, now);
    shortenToDistinct(arena, first, starts, lengths, count);
    return { layout: 'map', starts, lengths, keys: first, values, entryCount: elements };
  };
}

/** Cuts each row's entries in front of the first key that was there before. */
function shortenToDistinct(arena: Arena, keys: Column, starts: Address, lengths: Address, count: number): void {
  const { i32 } = arena.memory;
  const same = sameKey(arena.memory, keys);
  for (let row = 0; row < count; row++) {
    const start = i32[(starts >> 2) + row]!;
    const length = i32[(lengths >> 2) + row]!;
    for (let i = 1; i < length; i++) {
      let earlier = 0;
      while (earlier < i && !same(start + earlier, start + i)) earlier++;
      if (earlier === i) continue;
      i32[(lengths >> 2) + row] = i;
      break;
    }
  }
}

/** Whether two rows of a column hold the same value. */
function sameKey(memory: Memory, column: Column): (a: number, b: number) => boolean {
  const { u8, i32, i64, buffer } = memory;
  const cells = (at: Address, width: 1 | 4 | 8) => {
    if (width === 1) return (a: number, b: number) => u8[at + a] === u8[at + b];
    if (width === 4) return (a: number, b: number) => i32[(at >> 2) + a] === i32[(at >> 2) + b];
    return (a: number, b: number) => i64[(at >> 3) + a] === i64[(at >> 3) + b];
  };
  const valid = (at: Address, value: (a: number, b: number) => boolean) => (a: number, b: number) =>
    u8[at + a] === u8[at + b] && (u8[at + a] === 0 || value(a, b));
  switch (column.layout) {
    case 'i8':
      return valid(column.validity, cells(column.values, 1));
    case 'i32':
    case 'f32':
      return valid(column.validity, cells(column.values, 4));
    case 'i64':
    case 'f64':
      return valid(column.validity, cells(column.values, 8));
    case 'timestamp': {
      const millis = cells(column.millis, 8);
      const nanos = cells(column.nanos, 4);
      return valid(column.validity, (a, b) => millis(a, b) && nanos(a, b));
    }
    case 'decimal': {
      const words = cells(column.values, 8);
      return valid(column.validity, (a, b) => words(2 * a, 2 * b) && words(2 * a + 1, 2 * b + 1));
    }
    case 'bytes':
      return (a, b) => {
        const length = i32[(column.lengths >> 2) + a]!;
        if (length !== i32[(column.lengths >> 2) + b]!) return false;
        if (length <= 0) return true;
        const [x, y] = [i32[(column.pointers >> 2) + a]!, i32[(column.pointers >> 2) + b]!];
        return buffer.compare(buffer, y, y + length, x, x + length) === 0;
      };
    case 'row': {
      const fields = column.fields.map((field) => sameKey(memory, field));
      return valid(column.validity, (a, b) => fields.every((field) => field(a, b)));
    }
    case 'array':
    case 'map': {
      const parts = (column.layout === 'array' ? [column.element] : [column.keys, column.values]).map((part) =>
        sameKey(memory, part),
      );
      return (a, b) => {
        const length = i32[(column.lengths >> 2) + a]!;
        if (length !== i32[(column.lengths >> 2) + b]!) return false;
        const [x, y] = [i32[(column.starts >> 2) + a]!, i32[(column.starts >> 2) + b]!];
        for (let i = 0; i < length; i++) if (!parts.every((part) => part(x + i, y + i))) return false;
        return true;
      };
    }
    case 'object':
      throw new Error('assertion: objects are no keys');
  }
}
