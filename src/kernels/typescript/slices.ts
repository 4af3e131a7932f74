import type { Views } from './views.ts';

/** Columns of slices (strings and bytes): `pointers` and `lengths` of a word a row, -1 for NULL. */
export interface SliceKernels {
  /** The slice of the first column where it is not NULL, else that of the second. */
  coalesceSlices(
    firstPointers: number,
    firstLengths: number,
    secondPointers: number,
    secondLengths: number,
    count: number,
    pointers: number,
    lengths: number,
  ): void;
  /** Whether the bytes are the same: `validity` 0 where one is NULL, `values` 1 or 0, a byte a row each. */
  equalSlices(
    firstPointers: number,
    firstLengths: number,
    secondPointers: number,
    secondLengths: number,
    count: number,
    validity: number,
    values: number,
  ): void;
  equalSliceLiteral(
    pointers: number,
    lengths: number,
    literal: number,
    literalLength: number,
    count: number,
    validity: number,
    values: number,
  ): void;
  /** The order of the bytes, unsigned, a prefix first (BinaryStringData.compareTo): `values` -1, 0 or 1 as i32, 0 where one is NULL. */
  compareSlices(
    firstPointers: number,
    firstLengths: number,
    secondPointers: number,
    secondLengths: number,
    count: number,
    validity: number,
    values: number,
  ): void;
  compareSliceLiteral(
    pointers: number,
    lengths: number,
    literal: number,
    literalLength: number,
    count: number,
    validity: number,
    values: number,
  ): void;
  /** `rows`: the row of the entry columns whose key is the literal, -1 where there is none or the map is NULL. */
  findMapEntries(
    starts: number,
    lengths: number,
    keyPointers: number,
    keyLengths: number,
    count: number,
    literal: number,
    literalLength: number,
    rows: number,
  ): void;
}

export function sliceKernels({ u8, i32 }: Views): SliceKernels {
  const compare = (a: number, aLength: number, b: number, bLength: number): number => {
    const shared = Math.min(aLength, bLength);
    for (let i = 0; i < shared; i++) if (u8[a + i] !== u8[b + i]) return u8[a + i]! < u8[b + i]! ? -1 : 1;
    return Math.sign(aLength - bLength);
  };
  const equal = (a: number, aLength: number, b: number, bLength: number) =>
    aLength === bLength && compare(a, aLength, b, bLength) === 0;
  return {
    coalesceSlices(firstPointers, firstLengths, secondPointers, secondLengths, count, pointers, lengths) {
      for (let i = 0; i < count; i++) {
        const taken = i32[(firstLengths >> 2) + i]! >= 0;
        i32[(pointers >> 2) + i] = i32[((taken ? firstPointers : secondPointers) >> 2) + i]!;
        i32[(lengths >> 2) + i] = i32[((taken ? firstLengths : secondLengths) >> 2) + i]!;
      }
    },
    equalSlices(firstPointers, firstLengths, secondPointers, secondLengths, count, validity, values) {
      for (let i = 0; i < count; i++) {
        const a = i32[(firstLengths >> 2) + i]!;
        const b = i32[(secondLengths >> 2) + i]!;
        const valid = a >= 0 && b >= 0;
        u8[validity + i] = valid ? 1 : 0;
        u8[values + i] = valid && equal(i32[(firstPointers >> 2) + i]!, a, i32[(secondPointers >> 2) + i]!, b) ? 1 : 0;
      }
    },
    equalSliceLiteral(pointers, lengths, literal, literalLength, count, validity, values) {
      for (let i = 0; i < count; i++) {
        const length = i32[(lengths >> 2) + i]!;
        u8[validity + i] = length >= 0 ? 1 : 0;
        u8[values + i] = length >= 0 && equal(i32[(pointers >> 2) + i]!, length, literal, literalLength) ? 1 : 0;
      }
    },
    compareSlices(firstPointers, firstLengths, secondPointers, secondLengths, count, validity, values) {
      for (let i = 0; i < count; i++) {
        const a = i32[(firstLengths >> 2) + i]!;
        const b = i32[(secondLengths >> 2) + i]!;
        const valid = a >= 0 && b >= 0;
        u8[validity + i] = valid ? 1 : 0;
        i32[(values >> 2) + i] = valid
          ? compare(i32[(firstPointers >> 2) + i]!, a, i32[(secondPointers >> 2) + i]!, b)
          : 0;
      }
    },
    compareSliceLiteral(pointers, lengths, literal, literalLength, count, validity, values) {
      for (let i = 0; i < count; i++) {
        const length = i32[(lengths >> 2) + i]!;
        u8[validity + i] = length >= 0 ? 1 : 0;
        i32[(values >> 2) + i] = length >= 0 ? compare(i32[(pointers >> 2) + i]!, length, literal, literalLength) : 0;
      }
    },
    findMapEntries(starts, lengths, keyPointers, keyLengths, count, literal, literalLength, rows) {
      for (let i = 0; i < count; i++) {
        const start = i32[(starts >> 2) + i]!;
        const end = start + i32[(lengths >> 2) + i]!;
        let found = -1;
        for (let entry = start; found < 0 && entry < end; entry++)
          if (equal(i32[(keyPointers >> 2) + entry]!, i32[(keyLengths >> 2) + entry]!, literal, literalLength))
            found = entry;
        i32[(rows >> 2) + i] = found;
      }
    },
  };
}
