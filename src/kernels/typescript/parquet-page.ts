import { LEAF, leafWords } from './parquet-leaf.ts';
import type { Views } from './views.ts';

/** A Parquet leaf's page to bytes. */
export interface ParquetPageKernels {
  /**
   * The uncompressed body of a data page (v1) of what the leaf has gathered: repetition and definition levels in runs and bit-packed
   * groups, then the ids or the plain values. Needs room for the levels (2 bytes a slot and kind), the ids (5 bytes a value) or the
   * plain bytes, and 64 bytes. @returns its length
   */
  parquetPageBody(leaf: number, maxRepetition: number, out: number): number;
}

/** The groups of a bit-packed run fit a header of one byte. */
const MAX_GROUPS = 63;

const bitsFor = (level: number) => 32 - Math.clz32(level);

export function parquetPageKernels({ u8, i32, data }: Views): ParquetPageKernels {
  const writeLevels = (levels: number, count: number, bits: number, out: number) => {
    const end = writeHybrid(u8, (i) => u8[levels + i]!, count, bits, out + 4);
    data.setUint32(out, end - out - 4, true);
    return end;
  };
  return {
    parquetPageBody(address, maxRepetition, out) {
      const leaf = leafWords(i32, address);
      const start = out;
      const slots = leaf.get(LEAF.slots);
      const values = leaf.get(LEAF.values);
      const at = leaf.get(LEAF.data);
      const maxDefinition = leaf.get(LEAF.maxDefinition);
      if (maxRepetition) out = writeLevels(leaf.get(LEAF.repetitions), slots, bitsFor(maxRepetition), out);
      if (maxDefinition) out = writeLevels(leaf.get(LEAF.definitions), slots, bitsFor(maxDefinition), out);
      if (leaf.get(LEAF.dictionaryEncoded)) {
        const bits = bitsFor(Math.max(leaf.get(LEAF.dictionaryCount) - 1, 1));
        u8[out++] = bits;
        return writeHybrid(u8, (i) => i32[(at >> 2) + i]!, values, bits, out) - start;
      }
      if (leaf.get(LEAF.booleans)) {
        for (let i = 0; i < values; i += 8) u8[out++] = packedBits(u8, at + i, Math.min(8, values - i));
        return out - start;
      }
      const bytes = leaf.get(LEAF.dataBytes);
      u8.copyWithin(out, at, at + bytes);
      return out + bytes - start;
    },
  };
}

function packedBits(u8: Uint8Array, at: number, count: number): number {
  let byte = 0;
  for (let i = 0; i < count; i++) byte |= u8[at + i]! << i;
  return byte;
}

/** Values of `bits` bits in Parquet's hybrid of runs (of at least eight) and bit-packed groups of eight. @returns the end */
function writeHybrid(u8: Uint8Array, value: (i: number) => number, count: number, bits: number, out: number): number {
  let header = 0;
  let groups = 0;
  let at = 0;
  while (at < count) {
    let end = at;
    while (end < count && value(end) === value(at)) end++;
    // A bit-packed run must follow whole groups: what is over stays for it, unless this is the end.
    if (end < count) end = at + ((end - at) & ~7);
    if (end - at >= 8) {
      out = writeRun(u8, out, end - at, value(at), bits);
      header = 0;
      at = end;
      continue;
    }
    if (!header || groups === MAX_GROUPS) {
      header = out++;
      groups = 0;
    }
    groups++;
    u8[header] = (groups << 1) | 1;
    out = packEight(u8, (i) => (at + i < count ? value(at + i) : 0), bits, out);
    at += 8;
  }
  return out;
}

function writeRun(u8: Uint8Array, out: number, length: number, value: number, bits: number): number {
  let header = length << 1;
  for (; header > 127; header >>>= 7) u8[out++] = (header & 127) | 128;
  u8[out++] = header;
  for (let bit = 0; bit < bits; bit += 8) u8[out++] = value >>> bit;
  return out;
}

/** Eight values in `bits` bytes, the first in the lowest bits. */
function packEight(u8: Uint8Array, value: (i: number) => number, bits: number, out: number): number {
  u8.fill(0, out, out + bits);
  for (let i = 0; i < 8; i++)
    for (let bit = 0; bit < bits; bit++)
      if ((value(i) >>> bit) & 1) u8[out + ((i * bits + bit) >> 3)]! |= 1 << ((i * bits + bit) & 7);
  return out + bits;
}
