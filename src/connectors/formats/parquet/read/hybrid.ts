import { check } from '../format/error.ts';

/** Parquet's hybrid of runs and bit-packed groups, and the bit-packed levels of old files, to numbers. */

/**
 * Fills `out` from the bytes [at, end). A bit-packed run may say more values than are wanted (its last group is filled up).
 * @throws ParquetError when the bytes end first
 */
export function readHybrid(
  bytes: Uint8Array,
  at: number,
  end: number,
  bits: number,
  out: Uint8Array | Int32Array,
): void {
  check(bits <= 32, `its values have ${bits} bits, more than 32`);
  let filled = 0;
  while (filled < out.length) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      check(at < end && shift < 35, 'its levels or ids end early');
      const byte = bytes[at++]!;
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    if (header % 2 === 1) {
      const values = Math.min(Math.floor(header / 2) * 8, out.length - filled);
      const needed = Math.ceil((values * bits) / 8);
      check(needed <= end - at, 'its levels or ids end early');
      unpack(bytes, at, bits, out, filled, values);
      filled += values;
      at += Math.floor(header / 2) * bits;
    } else {
      const values = Math.min(header / 2, out.length - filled);
      check(values > 0, 'its levels or ids have an empty run');
      const width = (bits + 7) >> 3;
      check(at + width <= end, 'its levels or ids end early');
      let value = 0;
      for (let i = 0; i < width; i++) value |= bytes[at + i]! << (8 * i);
      out.fill(value, filled, filled + values);
      filled += values;
      at += width;
    }
  }
}

/** `count` values of `bits` bits, the first in the lowest bits. */
export function unpack(
  bytes: Uint8Array,
  at: number,
  bits: number,
  out: Uint8Array | Int32Array,
  from: number,
  count: number,
): void {
  if (bits === 0) {
    out.fill(0, from, from + count);
    return;
  }
  // Up to 24 bits of what is left and 8 more fit the 32 of a bitwise operation.
  if (bits > 24) {
    unpackWide(bytes, at, bits, out, from, count);
    return;
  }
  const mask = (1 << bits) - 1;
  let held = 0;
  let heldBits = 0;
  for (let i = from; i < from + count; i++) {
    while (heldBits < bits) {
      held |= bytes[at++]! << heldBits;
      heldBits += 8;
    }
    out[i] = held & mask;
    held >>>= bits;
    heldBits -= bits;
  }
}

function unpackWide(
  bytes: Uint8Array,
  at: number,
  bits: number,
  out: Uint8Array | Int32Array,
  from: number,
  count: number,
): void {
  let held = 0;
  let heldBits = 0;
  const limit = 2 ** bits;
  for (let i = from; i < from + count; i++) {
    while (heldBits < bits) {
      held += bytes[at++]! * 2 ** heldBits;
      heldBits += 8;
    }
    out[i] = held % limit;
    held = Math.floor(held / limit);
    heldBits -= bits;
  }
}

/** Levels of very old files: packed from the highest bit, without runs. @returns the bytes taken */
export function readBitPackedLevels(bytes: Uint8Array, at: number, end: number, bits: number, out: Uint8Array): number {
  const length = Math.ceil((out.length * bits) / 8);
  check(at + length <= end, 'its levels end early');
  for (let i = 0; i < out.length; i++) {
    let value = 0;
    for (let bit = i * bits; bit < (i + 1) * bits; bit++)
      value = (value << 1) | ((bytes[at + (bit >> 3)]! >> (7 - (bit & 7))) & 1);
    out[i] = value;
  }
  return length;
}
