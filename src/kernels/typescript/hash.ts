import type { Views } from './views.ts';

/**
 * Hashes of columns. Each folds the hash of a row's value into `hashes` (a word a row, which the caller sets to 0 first), column by
 * column; the same numbers in every implementation, so that state keyed by them can move. A NULL has a hash of its own.
 */
export interface HashKernels {
  hashSlices(pointers: number, lengths: number, count: number, hashes: number): void;
  hash8(validity: number, values: number, count: number, hashes: number): void;
  hash32(validity: number, values: number, count: number, hashes: number): void;
  hash64(validity: number, values: number, count: number, hashes: number): void;
  hash128(validity: number, values: number, count: number, hashes: number): void;
}

const NULL_HASH = 0x1b873593;

export function hashKernels({ u8, i32 }: Views): HashKernels {
  const fold = (hashes: number, row: number, hash: number) => {
    const at = (hashes >> 2) + row;
    i32[at] = mixHash((Math.imul(i32[at]!, 31) + hash) | 0);
  };
  const hash64At = (at: number) => mixHash(i32[at >> 2]! ^ mixHash(i32[(at >> 2) + 1]!));
  const each = (validity: number, count: number, hashes: number, hashOf: (row: number) => number) => {
    for (let i = 0; i < count; i++) fold(hashes, i, u8[validity + i] ? hashOf(i) : NULL_HASH);
  };
  return {
    hashSlices(pointers, lengths, count, hashes) {
      for (let i = 0; i < count; i++) {
        const length = i32[(lengths >> 2) + i]!;
        fold(hashes, i, length < 0 ? NULL_HASH : hashBytes(u8, i32[(pointers >> 2) + i]!, length));
      }
    },
    hash8: (validity, values, count, hashes) => each(validity, count, hashes, (row) => mixHash(u8[values + row]!)),
    hash32: (validity, values, count, hashes) =>
      each(validity, count, hashes, (row) => mixHash(i32[(values >> 2) + row]!)),
    hash64: (validity, values, count, hashes) => each(validity, count, hashes, (row) => hash64At(values + row * 8)),
    hash128: (validity, values, count, hashes) =>
      each(validity, count, hashes, (row) => {
        const at = values + row * 16;
        return hash64At(at) ^ rotate(hash64At(at + 8), 16);
      }),
  };
}

const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));

/** Spreads the bits of a word over all of it. */
function mixHash(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Two lanes of 32 bits, a little-endian word of each at a time, the last words filled up with zeros; mixed at the end. */
export function hashBytes(u8: Uint8Array, at: number, length: number): number {
  const end = at + length;
  const wordAt = (from: number) => {
    let word = 0;
    for (let i = 0; i < 4 && from + i < end; i++) word |= u8[from + i]! << (8 * i);
    return word;
  };
  let a = 0x9e3779b9 ^ length;
  let b = 0x85ebca6b;
  for (; at < end; at += 8) {
    a = Math.imul(rotate(a ^ wordAt(at), 13), 0xcc9e2d51);
    b = Math.imul(rotate(b ^ wordAt(at + 4), 15), 0x1b873593);
  }
  return mixHash(a ^ rotate(b, 16));
}
