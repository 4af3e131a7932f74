// Bytes at addresses: the small helpers that every family uses; they read, and where said write, past the end into padding.

/** Keeps the first `count` (1 to 8) bytes of a little-endian word. */
@inline
export function firstBytes(count: usize): u64 {
  return (<u64>-1) >> (<u64>(64 - (count << 3)));
}

/** The address of 32-bit word `index`. */
@inline
export function word(base: usize, index: i32): usize {
  return base + ((<usize>index) << 2);
}

/** The address of 64-bit word `index`. */
@inline
export function doubleWord(base: usize, index: i32): usize {
  return base + ((<usize>index) << 3);
}

/** Whether two runs of `length` bytes are the same. Reads up to 7 bytes past the end. */
@inline
export function equalBytes(a: usize, b: usize, length: usize): bool {
  while (length > 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  if (length == 0) return true;
  return ((load<u64>(a) ^ load<u64>(b)) & firstBytes(length)) == 0;
}

/** Unsigned order of bytes, a prefix first: -1, 0 or 1. Reads up to 7 bytes past the end. */
export function compareBytes(a: usize, aLength: usize, b: usize, bLength: usize): i32 {
  let left = min(aLength, bLength);
  while (left > 8) {
    const x = bswap(load<u64>(a));
    const y = bswap(load<u64>(b));
    if (x != y) return x < y ? -1 : 1;
    a += 8;
    b += 8;
    left -= 8;
  }
  if (left) {
    const mask = firstBytes(left);
    const x = bswap(load<u64>(a) & mask);
    const y = bswap(load<u64>(b) & mask);
    if (x != y) return x < y ? -1 : 1;
  }
  return aLength < bLength ? -1 : aLength > bLength ? 1 : 0;
}

/** Copies; may write up to 15 bytes past the end of the target and read as far past that of the source. */
@inline
export function copyBytes(target: usize, source: usize, length: usize): void {
  if (length > 256) {
    memory.copy(target, source, length);
  } else {
    const end = source + length;
    while (source < end) {
      v128.store(target, v128.load(source));
      target += 16;
      source += 16;
    }
  }
}

/**
 * A 32-bit hash of bytes, the same in every implementation: two lanes of 32 bits, a word of each at a time, mixed at the end.
 * Reads up to 7 bytes past the end.
 */
export function hashBytes(at: usize, length: usize): u32 {
  let a: u32 = 0x9e3779b9 ^ <u32>length;
  let b: u32 = 0x85ebca6b;
  while (length >= 8) {
    a = rotl(a ^ load<u32>(at), 13) * 0xcc9e2d51;
    b = rotl(b ^ load<u32>(at, 4), 15) * 0x1b873593;
    at += 8;
    length -= 8;
  }
  if (length) {
    const rest = load<u64>(at) & firstBytes(length);
    a = rotl(a ^ <u32>rest, 13) * 0xcc9e2d51;
    b = rotl(b ^ <u32>(rest >> 32), 15) * 0x1b873593;
  }
  return mixHash(a ^ rotl(b, 16));
}

/** Spreads the bits of a 32-bit word over all of it. */
@inline
export function mixHash(hash: u32): u32 {
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  return hash ^ (hash >> 16);
}
