/** The BITMAP functions: sets of 32-bit integers, made, combined, counted and written. */
import { array, BIGINT, BITMAP, BYTES, INT, STRING } from '../../../types/type.ts';
import type { BitmapValue, Value } from '../../../types/value.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';
import { roaringBytes, roaringValues } from './roaring.ts';

const ascending = (values: Iterable<number>): BitmapValue => ({ bitmap: [...values].sort((a, b) => a - b) });

const BITMAP_PARAMETER = [{ name: 'bitmap', doc: 'a bitmap', accepts: 'BITMAP' }] as const;

export const bitmapBuild = scalarFunction({
  name: 'BITMAP_BUILD',
  category: 'bitmap',
  summary: 'Makes a bitmap of the integers of an array, taken as unsigned; NULLs are left out.',
  parameters: [{ name: 'values', doc: 'an array of INT', accepts: array(INT) }],
  nulls: 'propagate',
  deterministic: true,
  returns: BITMAP,
  compile: () => ({
    evaluate: (values: readonly (number | null)[]) =>
      ascending(new Set(values.filter((value) => value !== null).map((value) => value >>> 0))),
  }),
  examples: [{ sql: 'BITMAP_BUILD(ARRAY[3, 1, -1])', result: '{1,3,4294967295}' }],
});

const combination = (
  name: string,
  summary: string,
  combine: (a: ReadonlySet<number>, b: ReadonlySet<number>) => Iterable<number>,
  result: string,
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'bitmap',
    summary,
    parameters: [
      { name: 'bitmap1', doc: 'a bitmap', accepts: 'BITMAP' },
      { name: 'bitmap2', doc: 'another', accepts: 'BITMAP' },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: BITMAP,
    compile: () => ({
      evaluate: (a: BitmapValue, b: BitmapValue) => ascending(combine(new Set(a.bitmap), new Set(b.bitmap))),
    }),
    examples: [{ sql: `${name}(BITMAP_BUILD(ARRAY[1, 2]), BITMAP_BUILD(ARRAY[2, 3]))`, result }],
  });

const without = (a: ReadonlySet<number>, b: ReadonlySet<number>): readonly number[] =>
  [...a].filter((value) => !b.has(value));

export const bitmapAnd = combination(
  'BITMAP_AND',
  'Gives the integers that both bitmaps have.',
  (a, b) => [...a].filter((value) => b.has(value)),
  '{2}',
);
export const bitmapAndnot = combination(
  'BITMAP_ANDNOT',
  'Gives the integers that the first bitmap has and the second has not.',
  without,
  '{1}',
);
export const bitmapOr = combination(
  'BITMAP_OR',
  'Gives the integers that one of two bitmaps has.',
  (a, b) => new Set([...a, ...b]),
  '{1,2,3}',
);
export const bitmapXor = combination(
  'BITMAP_XOR',
  'Gives the integers that just one of two bitmaps has.',
  (a, b) => [...without(a, b), ...without(b, a)],
  '{1,3}',
);

export const bitmapCardinality = scalarFunction({
  name: 'BITMAP_CARDINALITY',
  category: 'bitmap',
  summary: 'Gives the number of integers in a bitmap.',
  parameters: BITMAP_PARAMETER,
  nulls: 'propagate',
  deterministic: true,
  returns: BIGINT,
  compile: () => ({ evaluate: ({ bitmap }: BitmapValue) => BigInt(bitmap.length) }),
  examples: [{ sql: 'BITMAP_CARDINALITY(BITMAP_BUILD(ARRAY[1, 2, 2]))', result: '2' }],
});

export const bitmapToArray = scalarFunction({
  name: 'BITMAP_TO_ARRAY',
  category: 'bitmap',
  summary: 'Gives the integers of a bitmap as an array of INT, in their unsigned order.',
  parameters: BITMAP_PARAMETER,
  nulls: 'propagate',
  deterministic: true,
  returns: array(INT),
  compile: () => ({ evaluate: ({ bitmap }: BitmapValue): Value => bitmap.map((value) => value | 0) }),
  examples: [{ sql: 'BITMAP_TO_ARRAY(BITMAP_BUILD(ARRAY[-1, 1]))', result: '[1, -1]' }],
});

export const bitmapToString = scalarFunction({
  name: 'BITMAP_TO_STRING',
  category: 'bitmap',
  summary: 'Writes the integers of a bitmap as text.',
  parameters: BITMAP_PARAMETER,
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({ evaluate: ({ bitmap }: BitmapValue) => `{${bitmap.join(',')}}` }),
  examples: [{ sql: 'BITMAP_TO_STRING(BITMAP_BUILD(ARRAY[2, 1]))', result: '{1,2}' }],
});

export const bitmapToBytes = scalarFunction({
  name: 'BITMAP_TO_BYTES',
  category: 'bitmap',
  summary: 'Writes a bitmap in the portable format of RoaringBitmap.',
  parameters: BITMAP_PARAMETER,
  nulls: 'propagate',
  deterministic: true,
  returns: BYTES,
  compile: () => ({ evaluate: ({ bitmap }: BitmapValue) => roaringBytes(bitmap) }),
  examples: [{ sql: 'BITMAP_TO_BYTES(BITMAP_BUILD(ARRAY[-1]))', result: "x'3a30000001000000ffff000010000000ffff'" }],
});

export const bitmapFromBytes = scalarFunction({
  name: 'BITMAP_FROM_BYTES',
  category: 'bitmap',
  summary: 'Reads a bitmap in the portable format of RoaringBitmap; fails for other bytes.',
  parameters: [{ name: 'bytes', doc: 'what BITMAP_TO_BYTES gave', accepts: BYTES }],
  nulls: 'propagate',
  deterministic: true,
  returns: BITMAP,
  compile: () => ({ evaluate: (bytes: Uint8Array) => ({ bitmap: roaringValues(bytes) }) }),
  examples: [{ sql: "BITMAP_FROM_BYTES(x'3a30000001000000ffff000010000000ffff')", result: '{4294967295}' }],
});
