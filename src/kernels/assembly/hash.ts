// Hashes of columns, folded into a word a row: the same in every implementation, so that state keyed by them can move.

import { doubleWord, hashBytes, mixHash, word } from './bytes';

/** What a NULL hashes to. */
const NULL_HASH: u32 = 0x1b873593;

@inline
function fold(hashes: usize, row: i32, hash: u32): void {
  const at = word(hashes, row);
  store<u32>(at, mixHash(load<u32>(at) * 31 + hash));
}

@inline
function hash64Bits(value: u64): u32 {
  return mixHash(<u32>value ^ mixHash(<u32>(value >> 32)));
}

export function hashSlices(pointers: usize, lengths: usize, count: i32, hashes: usize): void {
  for (let i = 0; i < count; i++) {
    const length = load<i32>(word(lengths, i));
    fold(hashes, i, length < 0 ? NULL_HASH : hashBytes(<usize>load<u32>(word(pointers, i)), <usize>length));
  }
}

export function hash8(validity: usize, values: usize, count: i32, hashes: usize): void {
  for (let i = 0; i < count; i++)
    fold(hashes, i, load<u8>(validity + <usize>i) ? mixHash(<u32>load<u8>(values + <usize>i)) : NULL_HASH);
}

export function hash32(validity: usize, values: usize, count: i32, hashes: usize): void {
  for (let i = 0; i < count; i++)
    fold(hashes, i, load<u8>(validity + <usize>i) ? mixHash(load<u32>(word(values, i))) : NULL_HASH);
}

export function hash64(validity: usize, values: usize, count: i32, hashes: usize): void {
  for (let i = 0; i < count; i++)
    fold(hashes, i, load<u8>(validity + <usize>i) ? hash64Bits(load<u64>(doubleWord(values, i))) : NULL_HASH);
}

export function hash128(validity: usize, values: usize, count: i32, hashes: usize): void {
  for (let i = 0; i < count; i++) {
    const at = values + ((<usize>i) << 4);
    const hash = hash64Bits(load<u64>(at)) ^ rotl(hash64Bits(load<u64>(at, 8)), 16);
    fold(hashes, i, load<u8>(validity + <usize>i) ? hash : NULL_HASH);
  }
}
