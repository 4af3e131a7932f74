import { check } from '../format/error.ts';
import type { ValueShape, Values } from './values.ts';

/** The delta encodings: integers as differences, byte arrays as lengths or as prefixes of what stood before. */

interface Input {
  readonly bytes: Uint8Array;
  at: number;
}

function varint(input: Input): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    check(input.at < input.bytes.length, 'its values end early');
    const byte = input.bytes[input.at++]!;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
  check(false, 'it has a number of more than 64 bits');
}

const zigzag = (input: Input): bigint => {
  const value = varint(input);
  return (value >> 1n) ^ -(value & 1n);
};

/** A block header may not claim more than a page can hold. */
const MAX_BLOCK = 1 << 20;

/** DELTA_BINARY_PACKED, `count` values of it. */
function deltaIntegers(input: Input, count: number): BigInt64Array {
  const blockSize = Number(varint(input));
  const miniblocks = Number(varint(input));
  const total = Number(varint(input));
  check(
    blockSize > 0 && blockSize <= MAX_BLOCK && miniblocks > 0 && miniblocks <= blockSize && total >= count,
    'its values are not what their encoding says',
  );
  const perMiniblock = Math.floor(blockSize / miniblocks);
  check(perMiniblock % 8 === 0 && perMiniblock > 0, 'its values are not what their encoding says');
  const out = new BigInt64Array(count);
  let value = zigzag(input);
  let filled = 0;
  if (count > 0) out[filled++] = value;
  // What is said to be there but not wanted is read over, so that the place behind is found.
  let seen = 1;
  while (seen < total) {
    const least = zigzag(input);
    const widths = input.bytes.subarray(input.at, input.at + miniblocks);
    check(widths.length === miniblocks, 'its values end early');
    input.at += miniblocks;
    for (let i = 0; i < miniblocks && seen < total; i++) {
      const width = widths[i]!;
      const length = (perMiniblock * width) / 8;
      check(width <= 64 && input.at + length <= input.bytes.length, 'its values end early');
      for (let k = 0; k < perMiniblock && seen < total; k++, seen++) {
        value = BigInt.asIntN(64, value + least + bitsAt(input.bytes, input.at, k * width, width));
        if (filled < count) out[filled++] = value;
      }
      input.at += length;
    }
  }
  return out;
}

/** `width` bits that start at bit `from`, the lowest first. */
function bitsAt(bytes: Uint8Array, at: number, from: number, width: number): bigint {
  let low = 0;
  let high = 0n;
  let done = 0;
  for (let place = at + (from >> 3), skip = from & 7; done < width; place++, skip = 0) {
    const part = bytes[place]! >> skip;
    const taken = Math.min(8 - skip, width - done);
    const value = part & ((1 << taken) - 1);
    if (done + taken <= 31) low |= value << done;
    else high |= BigInt(value) << BigInt(done);
    done += taken;
  }
  return high === 0n ? BigInt(low) : BigInt(low) | high;
}

export function deltaBinaryPacked(shape: ValueShape, bytes: Uint8Array, count: number): Values {
  const values = deltaIntegers({ bytes, at: 0 }, count);
  if (shape.type === 'INT64') return { kind: 'int64', data: values };
  return { kind: 'int32', data: Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value))) };
}

function lengths(input: Input, count: number): Int32Array {
  return Int32Array.from(deltaIntegers(input, count), (value) => {
    check(value >= 0n && value <= 0x7fffffffn, 'it has a value of a negative length');
    return Number(value);
  });
}

export function deltaLengthByteArray(bytes: Uint8Array, count: number): Values {
  const input: Input = { bytes, at: 0 };
  const sizes = lengths(input, count);
  const starts = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    starts[i] = input.at;
    input.at += sizes[i]!;
    check(input.at <= bytes.length, 'its values end early');
  }
  return { kind: 'bytes', data: bytes, starts, lengths: sizes };
}

/** Prefixes shared with the value before make the sizes grow: no more than this of a page. */
const MAX_EXPANDED_BYTES = 1 << 30;

export function deltaByteArray(shape: ValueShape, bytes: Uint8Array, count: number): Values {
  const input: Input = { bytes, at: 0 };
  const prefixes = lengths(input, count);
  const suffixes = lengths(input, count);
  let total = 0;
  for (let i = 0; i < count; i++) total += prefixes[i]! + suffixes[i]!;
  check(total <= MAX_EXPANDED_BYTES, 'its values are too large');
  const data = new Uint8Array(total);
  const starts = new Int32Array(count);
  const sizes = new Int32Array(count);
  let out = 0;
  for (let i = 0; i < count; i++) {
    const [prefix, suffix] = [prefixes[i]!, suffixes[i]!];
    check(prefix <= (i > 0 ? sizes[i - 1]! : 0), 'its values are not what their encoding says');
    check(input.at + suffix <= bytes.length, 'its values end early');
    if (prefix > 0) data.copyWithin(out, starts[i - 1]!, starts[i - 1]! + prefix);
    data.set(bytes.subarray(input.at, input.at + suffix), out + prefix);
    input.at += suffix;
    starts[i] = out;
    sizes[i] = prefix + suffix;
    out += prefix + suffix;
  }
  if (shape.type !== 'FIXED_LEN_BYTE_ARRAY') return { kind: 'bytes', data, starts, lengths: sizes };
  check(
    sizes.every((size) => size === shape.typeLength),
    'it has a value of the wrong length',
  );
  return { kind: 'fixed', data, width: shape.typeLength };
}
