import type { FieldPlan } from './field.ts';
import { fillCollection, fillRow } from './fill-collections.ts';
import { fillNumbers } from './fill-numbers.ts';
import { fillSequence } from './fill-sequence.ts';
import { fillText } from './fill-text.ts';
import { type Fill, validity } from './fill-type.ts';
import { fieldSeed, type Randomness, randomness } from './random.ts';

/** @param seed of the table */
export function fillOf(plan: FieldPlan, seed: number): Fill {
  if (plan.kind === 'sequence') return fillSequence(plan);
  if (plan.kind === 'now') return fillNow(plan, randomness(fieldSeed(seed, `now.${plan.maxPastMs}`)));
  const random = randomness(fieldSeed(seed, plan.path));
  switch (plan.type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return fillText(plan, random);
    case 'ARRAY':
    case 'MAP':
    case 'MULTISET':
      return fillCollection(
        plan,
        random,
        plan.children.map((child) => fillOf(child, seed)),
      );
    case 'ROW':
    case 'STRUCTURED':
      return fillRow(
        plan,
        random,
        plan.children.map((child) => fillOf(child, seed)),
      );
    default:
      return fillNumbers(plan, random);
  }
}

const DAY_MS = 86_400_000;

/** DATE and TIME: the clock in the session's zone. Timestamps: the clock, up to `maxPastMs` back. */
function fillNow(plan: Extract<FieldPlan, { kind: 'now' }>, random: Randomness): Fill {
  return (indexes, count, arena, { epochMs, zoneOffsetMs }) => {
    const { i32, f64 } = arena.memory;
    const valid = validity(indexes, count, arena, random, plan.nullRate);
    if (plan.type.kind === 'DATE' || plan.type.kind === 'TIME') {
      const local = epochMs + zoneOffsetMs;
      const days = Math.floor(local / DAY_MS);
      const values = arena.allocate(count * 4);
      i32.fill(plan.type.kind === 'DATE' ? days : local - days * DAY_MS, values >> 2, (values >> 2) + count);
      return { layout: 'i32', validity: valid, values };
    }
    const millis = arena.allocate(count * 8);
    const nanos = arena.zeroedI32(count);
    f64.fill(epochMs, millis >> 3, (millis >> 3) + count);
    if (plan.maxPastMs > 0)
      for (let row = 0; row < count; row++) {
        random.at(indexes[row]!);
        f64[(millis >> 3) + row] = epochMs - Math.floor(random.fraction() * (plan.maxPastMs + 1));
      }
    return { layout: 'timestamp', validity: valid, millis, nanos };
  };
}
