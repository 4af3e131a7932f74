import type { Column } from '../../runtime/batch/column.ts';
import type { Address, Arena } from '../../runtime/batch/memory.ts';
import { sameRows } from '../same-rows.ts';
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
  const same = sameRows(arena.memory, keys);
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
