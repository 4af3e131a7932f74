/** Values of single cells: bytes in memory -> JavaScript values and back, for generated code. */
import type { Address, Arena, Memory } from '../batch/memory.ts';

/** A DECIMAL's unscaled value at a 16-byte cell; `index` counts 64-bit words. */
export function readDecimal(i64: BigInt64Array, index: number): bigint {
  const low = i64[index]!;
  const high = i64[index + 1]!;
  return high === low >> 63n ? low : (high << 64n) | BigInt.asUintN(64, low);
}

export function writeDecimal(i64: BigInt64Array, index: number, value: bigint): void {
  i64[index] = value;
  i64[index + 1] = value >> 64n;
}

export function equalBytes(u8: Uint8Array, a: Address, aLength: number, b: Address, bLength: number): boolean {
  if (aLength !== bLength) return false;
  for (let i = 0; i < aLength; i++) if (u8[a + i] !== u8[b + i]) return false;
  return true;
}

/** The entry of a MAP's row whose key has these bytes, as a row of the entry columns, or -1. */
export function findEntry(
  u8: Uint8Array,
  i32: Int32Array,
  start: number,
  length: number,
  pointers: number,
  lengths: number,
  key: Address,
  keyLength: number,
): number {
  for (let entry = start; entry < start + length; entry++) {
    if (i32[lengths + entry] === keyLength && equalBytes(u8, i32[pointers + entry]!, keyLength, key, keyLength))
      return entry;
  }
  return -1;
}

const CHUNK_BYTES = 1 << 16;

/** Puts the strings that expressions make into the arena; the length of the last one written is in `length`. */
export class TextWriter {
  private readonly memory: Memory;
  private arena: Arena | undefined;
  private position = 0;
  private end = 0;
  length = 0;
  /** Where the part of a text begins whose length a function has just given. */
  pointer = 0;

  constructor(memory: Memory) {
    this.memory = memory;
  }

  begin(arena: Arena): void {
    this.arena = arena;
    this.position = 0;
    this.end = 0;
  }

  /** @returns the address of the text as UTF-8 */
  text(value: string): Address {
    const most = value.length * 3;
    if (most > this.end - this.position) this.next(most);
    const at = this.position;
    this.length = this.memory.buffer.write(value, at, 'utf8');
    this.position += this.length;
    return at;
  }

  bytes(value: Uint8Array): Address {
    if (value.length > this.end - this.position) this.next(value.length);
    const at = this.position;
    this.memory.u8.set(value, at);
    this.length = value.length;
    this.position += value.length;
    return at;
  }

  /** An address with room for so many bytes; `keep` says how many have become a text. */
  room(bytes: number): Address {
    if (bytes > this.end - this.position) this.next(bytes);
    return this.position;
  }

  keep(bytes: number): void {
    this.position += bytes;
    this.length = bytes;
  }

  private next(atLeast: number): void {
    const size = Math.max(CHUNK_BYTES, atLeast);
    this.position = this.arena!.allocate(size);
    this.end = this.position + size;
  }
}
