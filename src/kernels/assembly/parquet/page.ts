// A leaf's page to the body of a data page: levels and ids in runs and bit-packed groups, then the values.

import { Leaf } from './leaf';

/** The groups of a bit-packed run fit a header of one byte. */
const MAX_GROUPS: i32 = 63;

/** Bits that hold every level up to `level`. */
@inline
function bitsFor(level: i32): i32 {
  return 32 - clz(level);
}

/**
 * The uncompressed body of the leaf's page. Needs room for the levels (2 bytes a slot and kind), the ids (5 bytes a value) or the plain
 * bytes, and 64 bytes. @returns its length
 */
export function parquetPageBody(address: usize, maxRepetition: i32, out: usize): i32 {
  const leaf = changetype<Leaf>(address);
  const start = out;
  if (maxRepetition) out = writeLevels(leaf.repetitions, leaf.slots, bitsFor(maxRepetition), out);
  if (leaf.maxDefinition) out = writeLevels(leaf.definitions, leaf.slots, bitsFor(leaf.maxDefinition), out);
  if (leaf.dictionaryEncoded) {
    const bits = bitsFor(max(leaf.dictionaryCount - 1, 1));
    store<u8>(out++, bits);
    out = writeHybrid<u32>(leaf.data, leaf.values, bits, out);
  } else if (leaf.booleans) {
    out = writeBits(leaf.data, leaf.values, out);
  } else {
    memory.copy(out, leaf.data, leaf.dataBytes);
    out += leaf.dataBytes;
  }
  return <i32>(out - start);
}

function writeLevels(levels: usize, count: i32, bits: i32, out: usize): usize {
  const end = writeHybrid<u8>(levels, count, bits, out + 4);
  store<u32>(out, <u32>(end - out - 4));
  return end;
}

/** One bit a value, the first in the lowest bit: plain booleans. Clears up to 7 bytes behind the values. */
function writeBits(values: usize, count: i32, out: usize): usize {
  store<u64>(values + count, 0);
  for (let i = 0; i < count; i += 8)
    store<u8>(out++, <u8>((load<u64>(values + i) * 0x0102040810204080) >> 56));
  return out;
}

/** Whether eight values from `at` are all `value`. */
@inline
function sameEight<T>(at: usize, value: u32): bool {
  if (sizeof<T>() == 1) return load<u64>(at) == <u64>value * 0x0101010101010101;
  const all = i32x4.splat(<i32>value);
  return v128.any_true(v128.or(v128.xor(v128.load(at), all), v128.xor(v128.load(at, 16), all))) == false;
}

/** Values of `bits` bits in Parquet's hybrid of runs and bit-packed groups of eight. Clears up to 7 values behind the last. */
function writeHybrid<T>(values: usize, count: i32, bits: i32, out: usize): usize {
  const groups = (count + 7) >> 3;
  for (let i = count; i < groups << 3; i++) store<T>(values + <usize>i * sizeof<T>(), 0);
  let at = 0;
  let header: usize = 0;
  let packed = 0;
  while (at < count) {
    const first = <u32>load<T>(values + <usize>at * sizeof<T>());
    if (at + 8 <= count && sameEight<T>(values + <usize>at * sizeof<T>(), first)) {
      const from = at;
      at += 8;
      while (at + 8 <= count && sameEight<T>(values + <usize>at * sizeof<T>(), first)) at += 8;
      while (at < count && <u32>load<T>(values + <usize>at * sizeof<T>()) == first) at++;
      // A bit-packed run must follow whole groups: what is over stays for it, unless this is the end.
      if (at < count) at = from + ((at - from) & ~7);
      header = 0;
      out = writeRun(out, at - from, first, bits);
    } else {
      if (!header || packed == MAX_GROUPS) {
        header = out++;
        packed = 0;
      }
      packed++;
      store<u8>(header, <u8>((packed << 1) | 1));
      out = packEight<T>(values + <usize>at * sizeof<T>(), bits, out);
      at += 8;
    }
  }
  return out;
}

function writeRun(out: usize, length: i32, value: u32, bits: i32): usize {
  let header = <u32>length << 1;
  while (header > 127) {
    store<u8>(out++, (header & 127) | 128);
    header >>= 7;
  }
  store<u8>(out++, header);
  for (let byte = 0; byte < (bits + 7) >> 3; byte++) {
    store<u8>(out++, value);
    value >>= 8;
  }
  return out;
}

/** Eight values in `bits` bytes, the first in the lowest bits. */
@inline
function packEight<T>(values: usize, bits: i32, out: usize): usize {
  if (sizeof<T>() == 1 && bits == 1) {
    store<u8>(out, <u8>((load<u64>(values) * 0x0102040810204080) >> 56));
    return out + 1;
  }
  let word: u64 = 0;
  let filled = 0;
  for (let i = 0; i < 8; i++) {
    word |= <u64>load<T>(values + <usize>i * sizeof<T>()) << <u64>filled;
    filled += bits;
    if (filled >= 32) {
      store<u32>(out, <u32>word);
      out += 4;
      word >>= 32;
      filled -= 32;
    }
  }
  while (filled > 0) {
    store<u8>(out++, <u8>word);
    word >>= 8;
    filled -= 8;
  }
  return out;
}
