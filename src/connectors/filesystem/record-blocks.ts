import type { Address, Memory } from '../../runtime/batch/memory.ts';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import type { ByteStream } from './byte-stream.ts';

const BLOCK_BYTES = 1 << 20;

/** Room in front of a block for the part of a record that began in the block before. */
const CARRY_BYTES = 1 << 16;

/** A longer record cannot be read. */
export const MAX_RECORD_BYTES = 1 << 26;

interface Block {
  readonly at: Address;
  readonly capacity: number;
}

/**
 * A window over a stream of bytes in the worker's memory: whole blocks, with what was left of the one before in front. The next
 * block is read in the background. What the window showed stays valid until `more` is called.
 */
export class RecordBlocks {
  /** The bytes not taken yet. */
  start: Address = 0;
  end: Address = 0;
  private readonly memory: Memory;
  private readonly blocks: readonly [Address, Address];
  private current = 0;
  /** Instead of a block, when a record is longer than one. */
  private long: Block | undefined;
  private stream: ByteStream | undefined;
  private reading: Promise<number> | undefined;

  constructor(memory: Memory) {
    this.memory = memory;
    this.blocks = [memory.allocate(CARRY_BYTES + BLOCK_BYTES), memory.allocate(CARRY_BYTES + BLOCK_BYTES)];
  }

  open(stream: ByteStream): void {
    this.stream = stream;
    this.start = this.end = this.blocks[this.current]! + CARRY_BYTES;
    this.readAhead();
  }

  /** Adds the next bytes of the stream behind those not taken. @returns false at the end of the stream */
  async more(path: string): Promise<boolean> {
    const count = await this.reading!;
    if (count === 0) return false;
    const left = this.end - this.start;
    if (left > MAX_RECORD_BYTES)
      throw new EndpointError(`file '${path}' has a record longer than ${MAX_RECORD_BYTES} bytes`, {
        code: 'run-time',
        recoverable: false,
      });
    this.current = 1 - this.current;
    const fresh = this.blocks[this.current]! + CARRY_BYTES;
    if (left <= CARRY_BYTES) {
      this.memory.u8.copyWithin(fresh - left, this.start, this.end);
      this.start = fresh - left;
      this.end = fresh + count;
      this.releaseLong();
    } else this.appendLong(left, fresh, count);
    this.readAhead();
    return true;
  }

  /** Lets the stream go; the blocks stay for the next. */
  async closeStream(): Promise<void> {
    // A read must not write into memory that is somebody else's by then.
    await this.reading?.catch(() => 0);
    this.reading = undefined;
    await this.stream?.close();
    this.stream = undefined;
    this.releaseLong();
    this.start = this.end = 0;
  }

  dispose(): void {
    for (const block of this.blocks) this.memory.release(block);
  }

  private readAhead(): void {
    const target = this.blocks[1 - this.current]! + CARRY_BYTES;
    const reading = this.stream!.readInto(this.memory.u8, target, BLOCK_BYTES);
    // Its failure is for whoever waits for it.
    reading.catch(() => 0);
    this.reading = reading;
  }

  private appendLong(left: number, fresh: Address, count: number): void {
    const { u8 } = this.memory;
    const old = this.long;
    if (!old || this.end + count > old.at + old.capacity) {
      const capacity = Math.max(4 * BLOCK_BYTES, 2 * (left + count));
      const at = this.memory.allocate(capacity);
      u8.copyWithin(at, this.start, this.end);
      if (old) this.memory.release(old.at);
      this.long = { at, capacity };
      this.start = at;
      this.end = at + left;
    }
    u8.copyWithin(this.end, fresh, fresh + count);
    this.end += count;
  }

  private releaseLong(): void {
    if (this.long) this.memory.release(this.long.at);
    this.long = undefined;
  }
}
