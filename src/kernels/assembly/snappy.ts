// Bytes to snappy's raw block format and back: greedy matching by a hash table of four-byte words, in fragments of 64 KiB.

import { copyBytes } from './bytes';

const FRAGMENT: usize = 65536;
const TABLE_ENTRIES: usize = 16384;
const TABLE: usize = memory.data(32768, 16);
/** A fragment's last bytes are never searched, so that a search may load eight bytes at any place it looks at. */
const MARGIN: usize = 15;

/** Compresses `length` bytes; needs 32 + length + length / 6 bytes of room at `target`. @returns the compressed length */
export function snappyCompress(source: usize, length: usize, target: usize): usize {
  let out = writeVarint(target, <u32>length);
  while (length > 0) {
    const size = min(length, FRAGMENT);
    out = compressFragment(out, source, size);
    source += size;
    length -= size;
  }
  return out - target;
}

function writeVarint(out: usize, value: u32): usize {
  while (value > 127) {
    store<u8>(out++, (value & 127) | 128);
    value >>= 7;
  }
  store<u8>(out++, value);
  return out;
}

@inline
function slot(bytes: u32, shift: u32): usize {
  return TABLE + (<usize>((bytes * 0x1e35a7bd) >> shift) << 1);
}

function compressFragment(out: usize, source: usize, length: usize): usize {
  if (length <= MARGIN + 1) return writeLiteral(out, source, length);
  let shift: u32 = 24;
  for (let entries: usize = 256; entries < TABLE_ENTRIES && entries < length; entries <<= 1) shift--;
  memory.fill(TABLE, 0, <usize>1 << (33 - shift));
  const end = source + length;
  const limit = end - MARGIN;
  let literal = source;
  let at = source + 1;
  let next = slot(load<u32>(at), shift);
  let searching = true;
  while (searching) {
    // Look for a match, in larger steps the longer none is found.
    let skip: usize = 32;
    let ahead = at;
    let match: usize = 0;
    let found = false;
    while (!found && searching) {
      at = ahead;
      const step = skip >> 5;
      ahead = at + step;
      skip += step;
      if (ahead > limit) {
        searching = false;
      } else {
        match = source + <usize>load<u16>(next);
        store<u16>(next, <u16>(at - source));
        next = slot(load<u32>(ahead), shift);
        found = load<u32>(at) == load<u32>(match);
      }
    }
    if (found) {
      out = writeLiteral(out, literal, at - literal);
      // Copy matches as long as one follows the other.
      while (found) {
        const start = at;
        at = matchEnd(at + 4, match + 4, end);
        out = writeCopy(out, start - match, at - start);
        literal = at;
        if (at >= limit) {
          found = false;
          searching = false;
        } else {
          const bytes = load<u64>(at - 1);
          store<u16>(slot(<u32>bytes, shift), <u16>(at - 1 - source));
          const here = slot(<u32>(bytes >> 8), shift);
          match = source + <usize>load<u16>(here);
          store<u16>(here, <u16>(at - source));
          if (<u32>(bytes >> 8) != load<u32>(match)) {
            next = slot(<u32>(bytes >> 16), shift);
            at++;
            found = false;
          }
        }
      }
    }
  }
  return literal < end ? writeLiteral(out, literal, end - literal) : out;
}

/** Where the bytes from `at` stop being those from `match`. */
@inline
function matchEnd(at: usize, match: usize, end: usize): usize {
  let difference: u64 = 0;
  while (difference == 0 && at + 8 <= end) {
    difference = load<u64>(at) ^ load<u64>(match);
    if (difference == 0) {
      at += 8;
      match += 8;
    }
  }
  if (difference != 0) return at + <usize>(ctz(difference) >> 3);
  while (at < end && load<u8>(at) == load<u8>(match)) {
    at++;
    match++;
  }
  return at;
}

function writeLiteral(out: usize, source: usize, length: usize): usize {
  const last = <u32>length - 1;
  if (last < 60) {
    store<u8>(out++, last << 2);
  } else if (last < 256) {
    store<u8>(out, 60 << 2);
    store<u8>(out + 1, last);
    out += 2;
  } else {
    store<u8>(out, 61 << 2);
    store<u16>(out + 1, last);
    out += 3;
  }
  copyBytes(out, source, length);
  return out + length;
}

function writeCopy(out: usize, offset: usize, length: usize): usize {
  while (length >= 68) {
    out = writeLongCopy(out, offset, 64);
    length -= 64;
  }
  if (length > 64) {
    out = writeLongCopy(out, offset, 60);
    length -= 60;
  }
  if (length >= 12 || offset >= 2048) return writeLongCopy(out, offset, length);
  store<u8>(out, <u8>(((offset >> 8) << 5) | ((length - 4) << 2) | 1));
  store<u8>(out + 1, <u8>offset);
  return out + 2;
}

@inline
function writeLongCopy(out: usize, offset: usize, length: usize): usize {
  store<u8>(out, <u8>(((length - 1) << 2) | 2));
  store<u16>(out + 1, <u16>offset);
  return out + 3;
}

/** The length that a compressed block says it has, or -1 when that cannot be read. */
export function snappyLength(source: usize, length: usize): i32 {
  let value: u64 = 0;
  let shift: u64 = 0;
  const end = source + min(length, 5);
  while (source < end) {
    const byte = load<u8>(source++);
    value |= <u64>(byte & 127) << shift;
    if (byte < 128) return value > 0x7fffffff ? -1 : <i32>value;
    shift += 7;
  }
  return -1;
}

/** Decompresses into `room` bytes at `target`. @returns the length, or -1 when the block is broken or says another length than it has */
export function snappyDecompress(source: usize, length: usize, target: usize, room: usize): i32 {
  const total = snappyLength(source, length);
  if (total < 0 || <usize>total > room) return -1;
  const end = source + length;
  while (load<u8>(source) > 127) source++;
  source++;
  let out = target;
  const outEnd = target + <usize>total;
  while (source < end) {
    const tag = <u32>load<u8>(source++);
    if ((tag & 3) == 0) {
      let size = <usize>(tag >> 2) + 1;
      if (size > 60) {
        const bytes = size - 60;
        if (source + bytes > end) return -1;
        size = <usize>(load<u32>(source) & (0xffffffff >> <u32>((4 - bytes) << 3))) + 1;
        source += bytes;
        if (size == 0) return -1;
      }
      if (size > end - source || size > outEnd - out) return -1;
      memory.copy(out, source, size);
      source += size;
      out += size;
    } else {
      let size: usize = (tag >> 2) + 1;
      let offset: usize = 0;
      if ((tag & 3) == 1) {
        if (source >= end) return -1;
        size = ((tag >> 2) & 7) + 4;
        offset = ((tag >> 5) << 8) | <usize>load<u8>(source);
        source++;
      } else if ((tag & 3) == 2) {
        if (end - source < 2) return -1;
        offset = <usize>load<u16>(source);
        source += 2;
      } else {
        if (end - source < 4) return -1;
        offset = <usize>load<u32>(source);
        source += 4;
      }
      if (offset == 0 || offset > out - target || size > outEnd - out) return -1;
      copyWithin(out, offset, size);
      out += size;
    }
  }
  return out == outEnd ? total : -1;
}

/** `length` bytes from `offset` bytes before, which may overlap what is written. */
@inline
function copyWithin(out: usize, offset: usize, length: usize): void {
  if (offset >= length) {
    memory.copy(out, out - offset, length);
  } else {
    const end = out + length;
    while (out < end) {
      store<u8>(out, load<u8>(out - offset));
      out++;
    }
  }
}
