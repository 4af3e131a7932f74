import type { Arena } from '../../runtime/batch/memory.ts';
import type { RandomPlan } from './field.ts';
import { type Fill, validity } from './fill-type.ts';
import type { Randomness } from './random.ts';

const TWO_32 = 4294967296;
const MASK_64 = (1n << 64n) - 1n;

/** Random numbers within the plan's bounds, and booleans. */
export function fillNumbers(plan: RandomPlan, random: Randomness): Fill {
  switch (plan.type.kind) {
    case 'BOOLEAN':
      return fillCells(plan, random, 'i8', (arena, at) => {
        const { u8 } = arena.memory;
        return (row) => {
          u8[at + row] = random.word() & 1;
        };
      });
    case 'BIGINT':
      return fillBigints(plan, random);
    case 'DECIMAL':
      return fillDecimals(plan, random);
    case 'FLOAT':
    case 'DOUBLE':
      return fillFloats(plan, random);
    case 'INTERVAL_DAY_TIME':
      return fillCells(plan, random, 'f64', (arena, at) => {
        const { f64 } = arena.memory;
        const draw = integerDraw(Number(plan.min), Number(plan.max), random);
        return (row) => {
          f64[(at >> 3) + row] = draw();
        };
      });
    default:
      return fillCells(plan, random, 'i32', (arena, at) => {
        const { i32 } = arena.memory;
        const draw = integerDraw(Number(plan.min), Number(plan.max), random);
        return (row) => {
          i32[(at >> 2) + row] = draw();
        };
      });
  }
}

const WIDTHS = { i8: 1, i32: 4, i64: 8, f32: 4, f64: 8 } as const;

/** Allocates, then writes row by row with the row's randomness set. */
function fillCells(
  plan: RandomPlan,
  random: Randomness,
  layout: keyof typeof WIDTHS,
  open: (arena: Arena, at: number) => (row: number) => void,
): Fill {
  return (indexes, count, arena) => {
    const valid = validity(indexes, count, arena, random, plan.nullRate);
    const values = arena.allocate(count * WIDTHS[layout]);
    const write = open(arena, values);
    for (let row = 0; row < count; row++) {
      random.at(indexes[row]!);
      write(row);
    }
    return { layout, validity: valid, values };
  };
}

/** Integers from `min` to `max`, both possible; the range is at most 2^53. */
function integerDraw(min: number, max: number, random: Randomness): () => number {
  const range = max - min + 1;
  if (range <= TWO_32) return () => min + Math.floor(((random.word() >>> 0) * range) / TWO_32);
  return () => Math.min(max, Math.floor(min + random.fraction() * range));
}

function fillFloats(plan: RandomPlan, random: Randomness): Fill {
  const min = Number(plan.min);
  const max = Number(plan.max);
  // The difference of the bounds may be beyond a double; this form of the mean is not.
  const draw = () => {
    const part = random.fraction();
    return part * max + (1 - part) * min;
  };
  if (plan.type.kind === 'FLOAT')
    return fillCells(plan, random, 'f32', (arena, at) => {
      const { f32 } = arena.memory;
      return (row) => {
        f32[(at >> 2) + row] = draw();
      };
    });
  return fillCells(plan, random, 'f64', (arena, at) => {
    const { f64 } = arena.memory;
    return (row) => {
      f64[(at >> 3) + row] = draw();
    };
  });
}

const word64 = (random: Randomness) => (BigInt(random.word() >>> 0) << 32n) | BigInt(random.word() >>> 0);

function fillBigints(plan: RandomPlan, random: Randomness): Fill {
  const min = BigInt(plan.min!);
  const range = BigInt(plan.max!) - min + 1n;
  return fillCells(plan, random, 'i64', (arena, at) => {
    const { i32, i64 } = arena.memory;
    if (range > MASK_64)
      return (row) => {
        i32[(at >> 2) + 2 * row] = random.word();
        i32[(at >> 2) + 2 * row + 1] = random.word();
      };
    if (fitsNumber(min) && fitsNumber(min + range)) {
      const draw = integerDraw(Number(min), Number(min + range - 1n), random);
      return (row) => writeInteger(i32, (at >> 2) + 2 * row, draw());
    }
    return (row) => {
      i64[(at >> 3) + row] = min + ((word64(random) * range) >> 64n);
    };
  });
}

const fitsNumber = (value: bigint) => value >= -(2n ** 52n) && value <= 2n ** 52n;

/** An integral number as two words, low first, without a BigInt. */
export function writeInteger(i32: Int32Array, word: number, value: number): void {
  i32[word] = (value % TWO_32) | 0;
  i32[word + 1] = Math.floor(value / TWO_32);
}

function fillDecimals(plan: RandomPlan, random: Randomness): Fill {
  const min = BigInt(plan.min!);
  const max = BigInt(plan.max!);
  const range = max - min + 1n;
  return (indexes, count, arena) => {
    const { i32, i64 } = arena.memory;
    const valid = validity(indexes, count, arena, random, plan.nullRate);
    const values = arena.allocate(count * 16);
    const small = fitsNumber(min) && fitsNumber(max);
    const draw = small ? integerDraw(Number(min), Number(max), random) : undefined;
    for (let row = 0; row < count; row++) {
      random.at(indexes[row]!);
      if (draw) {
        const value = draw();
        const word = (values >> 2) + 4 * row;
        writeInteger(i32, word, value);
        i32.fill(value < 0 ? -1 : 0, word + 2, word + 4);
      } else {
        const value = min + ((((word64(random) << 64n) | word64(random)) * range) >> 128n);
        i64[(values >> 3) + 2 * row] = value;
        i64[(values >> 3) + 2 * row + 1] = value >> 64n;
      }
    }
    return { layout: 'decimal', validity: valid, values };
  };
}
