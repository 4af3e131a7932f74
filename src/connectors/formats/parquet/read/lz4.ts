import { check } from '../format/error.ts';

/** LZ4 blocks to bytes: raw (LZ4_RAW), and as Hadoop frames them (the older LZ4). */

/** @throws ParquetError when the block is broken or not of `length` bytes */
export function lz4Raw(bytes: Uint8Array, length: number): Uint8Array {
  const out = Buffer.allocUnsafe(length);
  check(lz4Block(bytes, out) === length, 'a page is not of the size it says');
  return out;
}

/** Pairs of big-endian sizes (of what comes out, of the block) before each block; older writers left the sizes out. */
export function lz4Hadoop(bytes: Uint8Array, length: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const out = Buffer.allocUnsafe(length);
  let at = 0;
  let filled = 0;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at);
    const block = view.getUint32(at + 4);
    if (size > length - filled || block > bytes.length - at - 8) return lz4Raw(bytes, length);
    if (lz4Block(bytes.subarray(at + 8, at + 8 + block), out.subarray(filled, filled + size)) !== size)
      return lz4Raw(bytes, length);
    at += 8 + block;
    filled += size;
  }
  return filled === length && at === bytes.length ? out : lz4Raw(bytes, length);
}

/** @returns how many bytes came out, -1 when the block is broken or they are more than there is room for */
function lz4Block(bytes: Uint8Array, out: Uint8Array): number {
  let at = 0;
  let filled = 0;
  const sizeOf = (nibble: number): number => {
    let size = nibble;
    if (nibble < 15) return size;
    for (;;) {
      if (at >= bytes.length) return -1;
      const byte = bytes[at++]!;
      size += byte;
      if (byte < 255) return size;
    }
  };
  while (at < bytes.length) {
    const token = bytes[at++]!;
    const literals = sizeOf(token >> 4);
    if (literals < 0 || literals > bytes.length - at || literals > out.length - filled) return -1;
    out.set(bytes.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at === bytes.length) return filled;
    if (at + 2 > bytes.length) return -1;
    const offset = bytes[at]! | (bytes[at + 1]! << 8);
    at += 2;
    const extra = sizeOf(token & 15);
    const size = extra + 4;
    if (extra < 0 || offset === 0 || offset > filled || size > out.length - filled) return -1;
    for (let i = 0; i < size; i++) out[filled + i] = out[filled + i - offset]!;
    filled += size;
  }
  return filled;
}
