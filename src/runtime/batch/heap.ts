import type { Address, Arena } from './memory.ts';
import { PADDING } from './memory.ts';

const CHUNK_BYTES = 1 << 14;

/** What a UTF-8 encoder may need for one UTF-16 unit. */
const MAX_BYTES_A_UNIT = 3;
const SHORT_LENGTH = 48;

/** Strings and bytes of unknown size, one behind the other in an arena: what variable-size columns point into. */
export class ByteHeap {
  /** Where the last value written starts. */
  start: Address = 0;
  private readonly arena: Arena;
  private position = 0;
  private end = 0;

  constructor(arena: Arena) {
    this.arena = arena;
  }

  /** Writes the text as UTF-8, a lone surrogate as `?` (as Java does). @returns its length in bytes; its address is `start` */
  writeText(text: string): number {
    if (text.length <= SHORT_LENGTH && this.writeAscii(text)) return text.length;
    const wellFormed = text.isWellFormed() ? text : withoutLoneSurrogates(text);
    this.reserve(wellFormed.length * MAX_BYTES_A_UNIT);
    const length = this.arena.memory.buffer.write(wellFormed, this.position, 'utf8');
    this.position += length;
    return length;
  }

  /** Short text is mostly ASCII, and then faster written here than by the encoder. @returns false when it is not */
  private writeAscii(text: string): boolean {
    const { length } = text;
    this.reserve(length);
    const { u8 } = this.arena.memory;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return false;
      u8[this.position + i] = unit;
    }
    this.position += length;
    return true;
  }

  /** Copies the bytes in. @returns their length; their address is `start` */
  writeBytes(bytes: Uint8Array): number {
    this.reserve(bytes.length);
    this.arena.memory.u8.set(bytes, this.position);
    this.position += bytes.length;
    return bytes.length;
  }

  /** Makes sure that so many bytes can be written from `start` on by someone else, who then says how many were used. */
  reserve(bytes: number): Address {
    if (this.position + bytes > this.end) {
      const size = Math.max(bytes, CHUNK_BYTES - PADDING);
      this.position = this.arena.allocate(size);
      this.end = this.position + size;
    }
    this.start = this.position;
    return this.start;
  }

  use(bytes: number): void {
    this.position += bytes;
  }
}

const withoutLoneSurrogates = (text: string) => text.replace(/[\ud800-\udfff]/gu, '?');
