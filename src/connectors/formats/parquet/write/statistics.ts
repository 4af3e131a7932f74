import type { Kernels } from '../../../../kernels/kernels.ts';
import { EXTREMES } from '../../../../kernels/typescript/parquet-extremes.ts';
import type { Address, Memory } from '../../../../runtime/batch/memory.ts';
import type { Statistics } from '../format/metadata.ts';
import type { LeafNode } from './node.ts';
import type { Scratch } from './scratch.ts';

/** Plain values of pages and dictionaries to the smallest and largest of a column chunk. */

export interface Bounds {
  readonly min: Uint8Array;
  readonly max: Uint8Array;
}

/** How a leaf's values are ordered: by a kind of EXTREMES, as unsigned bytes, or not at all (INT96). */
type Order = number | 'bytes' | undefined;

function orderOf(leaf: LeafNode): Order {
  switch (leaf.type) {
    case 'BOOLEAN':
      return EXTREMES.boolean;
    case 'INT32':
      return EXTREMES.int32;
    case 'INT64':
      return EXTREMES.int64;
    case 'FLOAT':
      return EXTREMES.float;
    case 'DOUBLE':
      return EXTREMES.double;
    case 'BYTE_ARRAY':
      return 'bytes';
    case 'FIXED_LEN_BYTE_ARRAY':
      return leaf.logical?.kind === 'DECIMAL' ? EXTREMES.bigEndian : undefined;
    case 'INT96':
      return undefined;
  }
}

/** The bounds of plain values in memory: `count` of `width` bytes each, or byte arrays in `bytes` bytes; undefined when there are none. */
export type BoundsFinder = (at: Address, count: number, bytes: number) => Bounds | undefined;

export function boundsFinder(
  leaf: LeafNode,
  width: number,
  memory: Memory,
  kernels: Kernels,
  scratch: Scratch,
): BoundsFinder {
  const order = orderOf(leaf);
  if (order === undefined) return () => undefined;
  const copy = (at: Address, length: number) => Uint8Array.from(memory.u8.subarray(at, at + length));
  const { i32, buffer } = memory;
  return (at, count, bytes) => {
    const answer = scratch.room('bounds', 8);
    if (order === 'bytes') kernels.parquetBytesExtremes(at, bytes, answer);
    else kernels.parquetExtremes(order, at, count, width, answer);
    const [least, most] = [i32[answer >> 2]!, i32[(answer >> 2) + 1]!];
    if (least < 0) return undefined;
    const value = (place: number) =>
      order === 'bytes' ? copy(at + place + 4, buffer.readInt32LE(at + place)) : copy(at + place * width, width);
    return { min: value(least), max: value(most) };
  };
}

/** The bounds of both. */
export function mergeBounds(leaf: LeafNode, a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  if (!a || !b) return a ?? b;
  const less = comparer(leaf);
  return { min: less(b.min, a.min) ? b.min : a.min, max: less(a.max, b.max) ? b.max : a.max };
}

function comparer(leaf: LeafNode): (a: Uint8Array, b: Uint8Array) => boolean {
  const order = orderOf(leaf);
  if (order === 'bytes') return (a, b) => Buffer.compare(a, b) < 0;
  const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (order) {
    case EXTREMES.boolean:
      return (a, b) => a[0]! < b[0]!;
    case EXTREMES.int32:
      return (a, b) => view(a).getInt32(0, true) < view(b).getInt32(0, true);
    case EXTREMES.int64:
      return (a, b) => view(a).getBigInt64(0, true) < view(b).getBigInt64(0, true);
    case EXTREMES.float:
      return (a, b) => view(a).getFloat32(0, true) < view(b).getFloat32(0, true);
    case EXTREMES.double:
      return (a, b) => view(a).getFloat64(0, true) < view(b).getFloat64(0, true);
    default:
      // Big-endian of one length: the first byte has the sign.
      return (a, b) => {
        const [x, y] = [view(a).getInt8(0), view(b).getInt8(0)];
        return x === y ? Buffer.compare(a, b) < 0 : x < y;
      };
  }
}

/** What the footer says: bounds of byte arrays longer than `limit` bytes become shorter ones that still hold. */
export function statisticsOf(leaf: LeafNode, bounds: Bounds | undefined, nullCount: number, limit: number): Statistics {
  if (!bounds) return { nullCount };
  if (leaf.type === 'BYTE_ARRAY') {
    const text = leaf.logical?.kind === 'STRING';
    const min = truncatedMin(bounds.min, limit, text);
    const max = truncatedMax(bounds.max, limit, text);
    return { nullCount, min, max, minExact: min === bounds.min, maxExact: max === bounds.max };
  }
  const [min, max] = leaf.type === 'FLOAT' || leaf.type === 'DOUBLE' ? signedZeros(bounds) : [bounds.min, bounds.max];
  return { nullCount, min, max, minExact: true, maxExact: true };
}

/** Zeros of both signs are one value to readers: a smallest zero is written as -0, a largest as +0. */
function signedZeros({ min, max }: Bounds): [Uint8Array, Uint8Array] {
  const isZero = (bytes: Uint8Array) =>
    (bytes.at(-1)! & 0x7f) === 0 && bytes.subarray(0, -1).every((byte) => byte === 0);
  const zero = (sign: number) => (_: number, i: number) => (i === min.length - 1 ? sign : 0);
  return [isZero(min) ? min.map(zero(0x80)) : min, isZero(max) ? max.map(zero(0)) : max];
}

const startsCharacter = (byte: number) => (byte & 0xc0) !== 0x80;

/** A prefix is never larger. Text is cut between characters. */
export function truncatedMin(value: Uint8Array, limit: number, text: boolean): Uint8Array {
  if (value.length <= limit) return value;
  let end = limit;
  while (text && end > 0 && !startsCharacter(value[end]!)) end--;
  return value.subarray(0, end);
}

/** A prefix whose last character (or byte) is raised by one is larger; the whole value when none can be raised. */
export function truncatedMax(value: Uint8Array, limit: number, text: boolean): Uint8Array {
  if (value.length <= limit) return value;
  const prefix = truncatedMin(value, limit, text);
  return (text ? raisedText(prefix, limit) : raisedBytes(prefix)) ?? value;
}

function raisedBytes(prefix: Uint8Array): Uint8Array | undefined {
  const last = prefix.findLastIndex((byte) => byte !== 0xff);
  if (last < 0) return undefined;
  const raised = prefix.slice(0, last + 1);
  raised[last]!++;
  return raised;
}

function raisedText(prefix: Uint8Array, limit: number): Uint8Array | undefined {
  const characters = [...Buffer.from(prefix).toString('utf8')];
  for (let last = characters.length - 1; last >= 0; last--) {
    const point = characters[last]!.codePointAt(0)! + 1;
    // Past the last character none is larger; the surrogates are no characters.
    if (point > 0x10ffff) continue;
    const next = String.fromCodePoint(point === 0xd800 ? 0xe000 : point);
    const raised = Buffer.from(characters.slice(0, last).join('') + next);
    if (raised.length <= limit) return raised;
  }
  return undefined;
}
