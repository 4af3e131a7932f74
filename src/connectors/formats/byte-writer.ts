import type { Address, Arena } from '../../runtime/batch/memory.ts';
import type { Records } from '../format.ts';

const CHUNK_BYTES = 1 << 16;
const MAX_BYTES_A_UNIT = 3;

/** Records written byte by byte, one behind the other, in an arena. */
export class ByteWriter {
  readonly u8: Uint8Array;
  /** Where the next byte goes; whoever writes `u8` itself has said `ensure` before. */
  at: Address = 0;
  private readonly arena: Arena;
  private readonly pointers: Address;
  private readonly lengths: Address;
  private start: Address = 0;
  private end: Address = 0;
  private count = 0;

  /** @param records at most so many will be written */
  constructor(arena: Arena, records: number) {
    this.arena = arena;
    this.u8 = arena.memory.u8;
    this.pointers = arena.allocate(records * 4);
    this.lengths = arena.allocate(records * 4);
  }

  /** Makes room; what the record at hand has so far moves along. */
  ensure(bytes: number): void {
    if (this.at + bytes <= this.end) return;
    const used = this.at - this.start;
    const size = Math.max(CHUNK_BYTES, (used + bytes) * 2);
    const start = this.arena.allocate(size);
    this.u8.copyWithin(start, this.start, this.at);
    this.start = start;
    this.at = start + used;
    this.end = start + size;
  }

  byte(value: number): void {
    this.ensure(1);
    this.u8[this.at++] = value;
  }

  /** Text of ASCII characters only. */
  ascii(text: string): void {
    this.ensure(text.length);
    for (let i = 0; i < text.length; i++) this.u8[this.at++] = text.charCodeAt(i);
  }

  text(text: string): void {
    this.ensure(text.length * MAX_BYTES_A_UNIT);
    this.at += this.arena.memory.buffer.write(text, this.at, 'utf8');
  }

  bytes(bytes: Uint8Array): void {
    this.ensure(bytes.length);
    this.u8.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** Ends the record at hand. */
  endRecord(): void {
    const { i32 } = this.arena.memory;
    i32[(this.pointers >> 2) + this.count] = this.start;
    i32[(this.lengths >> 2) + this.count] = this.at - this.start;
    this.count++;
    this.start = this.at;
  }

  records(): Records {
    return { count: this.count, pointers: this.pointers, lengths: this.lengths };
  }
}
