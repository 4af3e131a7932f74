import type { Views } from './views.ts';

/** Snappy's raw block format (no framing). */
export interface SnappyKernels {
  /** Compresses `length` bytes; needs 32 + length + length / 6 bytes of room at `target`. @returns the compressed length */
  snappyCompress(source: number, length: number, target: number): number;
  /** The length that a compressed block says it has, or -1 when that cannot be read. */
  snappyLength(source: number, length: number): number;
  /** Decompresses into `room` bytes at `target`. @returns the length, or -1 when the block is broken or says another length than it has */
  snappyDecompress(source: number, length: number, target: number, room: number): number;
}

const FRAGMENT = 65536;
const TABLE_ENTRIES = 16384;
/** A fragment's last bytes are never searched (the WebAssembly kernel loads eight bytes at any place it looks at). */
const MARGIN = 15;

export function snappyKernels({ u8, data }: Views): SnappyKernels {
  const table = new Uint16Array(TABLE_ENTRIES);
  return {
    snappyCompress(source, length, target) {
      let out = writeVarint(u8, target, length);
      while (length > 0) {
        const size = Math.min(length, FRAGMENT);
        out = compressFragment(u8, data, table, out, source, size);
        source += size;
        length -= size;
      }
      return out - target;
    },
    snappyLength: (source, length) => readLength(u8, source, length).value,
    snappyDecompress: (source, length, target, room) => decompress(u8, data, source, length, target, room),
  };
}

function writeVarint(u8: Uint8Array, out: number, value: number): number {
  while (value > 127) {
    u8[out++] = (value & 127) | 128;
    value >>>= 7;
  }
  u8[out++] = value;
  return out;
}

function compressFragment(
  u8: Uint8Array,
  data: DataView,
  table: Uint16Array,
  out: number,
  source: number,
  length: number,
) {
  if (length <= MARGIN + 1) return writeLiteral(u8, data, out, source, length);
  let shift = 24;
  for (let entries = 256; entries < TABLE_ENTRIES && entries < length; entries <<= 1) shift--;
  const word = (at: number) => data.getUint32(at, true);
  const slot = (at: number) => Math.imul(word(at), 0x1e35a7bd) >>> shift;
  table.fill(0, 0, 1 << (32 - shift));
  const end = source + length;
  const limit = end - MARGIN;
  let literal = source;
  let at = source + 1;
  let next = slot(at);
  for (;;) {
    // Look for a match, in larger steps the longer none is found.
    let skip = 32;
    let ahead = at;
    let match = 0;
    do {
      at = ahead;
      const step = skip >> 5;
      ahead = at + step;
      skip += step;
      if (ahead > limit) return literal < end ? writeLiteral(u8, data, out, literal, end - literal) : out;
      match = source + table[next]!;
      table[next] = at - source;
      next = slot(ahead);
    } while (word(at) !== word(match));
    out = writeLiteral(u8, data, out, literal, at - literal);
    // Copy matches as long as one follows the other.
    do {
      const start = at;
      const offset = at - match;
      at += 4;
      while (at < end && u8[at] === u8[at - offset]) at++;
      out = writeCopy(u8, data, out, offset, at - start);
      literal = at;
      if (at >= limit) return literal < end ? writeLiteral(u8, data, out, literal, end - literal) : out;
      table[slot(at - 1)] = at - 1 - source;
      const here = slot(at);
      match = source + table[here]!;
      table[here] = at - source;
    } while (word(at) === word(match));
    next = slot(at + 1);
    at++;
  }
}

function writeLiteral(u8: Uint8Array, data: DataView, out: number, source: number, length: number): number {
  const last = length - 1;
  if (last < 60) u8[out++] = last << 2;
  else if (last < 256) {
    u8[out] = 60 << 2;
    u8[out + 1] = last;
    out += 2;
  } else {
    u8[out] = 61 << 2;
    data.setUint16(out + 1, last, true);
    out += 3;
  }
  u8.copyWithin(out, source, source + length);
  return out + length;
}

function writeCopy(u8: Uint8Array, data: DataView, out: number, offset: number, length: number): number {
  const long = (size: number) => {
    u8[out] = ((size - 1) << 2) | 2;
    data.setUint16(out + 1, offset, true);
    out += 3;
    length -= size;
  };
  while (length >= 68) long(64);
  if (length > 64) long(60);
  if (length >= 12 || offset >= 2048) long(length);
  else {
    u8[out] = ((offset >> 8) << 5) | ((length - 4) << 2) | 1;
    u8[out + 1] = offset;
    out += 2;
  }
  return out;
}

/** The length before a block's data, -1 when there is none, and where the data starts. */
function readLength(u8: Uint8Array, source: number, length: number): { value: number; start: number } {
  let value = 0;
  for (let i = 0; i < Math.min(length, 5); i++) {
    const byte = u8[source + i]!;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value: value > 0x7fffffff ? -1 : value, start: source + i + 1 };
  }
  return { value: -1, start: source };
}

function decompress(
  u8: Uint8Array,
  data: DataView,
  source: number,
  length: number,
  target: number,
  room: number,
): number {
  const { value: total, start } = readLength(u8, source, length);
  if (total < 0 || total > room) return -1;
  const end = source + length;
  const outEnd = target + total;
  let at = start;
  let out = target;
  while (at < end) {
    const tag = u8[at++]!;
    const kind = tag & 3;
    if (kind === 0) {
      let size = (tag >> 2) + 1;
      if (size > 60) {
        const bytes = size - 60;
        if (at + bytes > end) return -1;
        size = 1;
        for (let i = 0; i < bytes; i++) size += u8[at + i]! * 256 ** i;
        at += bytes;
      }
      if (size > end - at || size > outEnd - out) return -1;
      u8.copyWithin(out, at, at + size);
      at += size;
      out += size;
    } else {
      const bytes = kind === 3 ? 4 : kind;
      if (end - at < bytes) return -1;
      const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      const offset =
        kind === 1 ? ((tag >> 5) << 8) | u8[at]! : kind === 2 ? data.getUint16(at, true) : data.getUint32(at, true);
      at += bytes;
      if (offset === 0 || offset > out - target || size > outEnd - out) return -1;
      for (let i = 0; i < size; i++) u8[out + i] = u8[out + i - offset]!;
      out += size;
    }
  }
  return out === outEnd ? total : -1;
}
