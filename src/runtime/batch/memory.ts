/** A byte offset into the worker's WebAssembly memory. */
export type Address = number;

/** The kernels' static data lives below this address; everything above is handed out here. */
export const FIRST_ADDRESS = 1 << 20;

/** Kernels read and write whole SIMD words: every block is followed by this many bytes that nobody owns. */
export const PADDING = 64;

const PAGE = 65536;
const ALIGNMENT = 16;

export class MemoryLimitError extends Error {
  override readonly name = 'MemoryLimitError';
}

/**
 * The one linear memory of a worker. It is as large as its limit from the start and never grows, so views stay valid
 * (the operating system gives pages only when they are touched).
 */
export class Memory {
  readonly wasm: WebAssembly.Memory;
  readonly limitBytes: number;
  readonly u8: Uint8Array;
  /** The same bytes as a Buffer: the fast way to and from JavaScript strings. */
  readonly buffer: Buffer;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly i64: BigInt64Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  private free: { start: Address; size: number }[];
  private readonly sizes = new Map<Address, number>();

  constructor(limitBytes: number) {
    const pages = Math.ceil(limitBytes / PAGE);
    this.wasm = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.limitBytes = pages * PAGE;
    const raw = this.wasm.buffer;
    this.u8 = new Uint8Array(raw);
    this.buffer = Buffer.from(raw);
    this.i32 = new Int32Array(raw);
    this.u32 = new Uint32Array(raw);
    this.i64 = new BigInt64Array(raw);
    this.f32 = new Float32Array(raw);
    this.f64 = new Float64Array(raw);
    this.free = [{ start: FIRST_ADDRESS, size: this.limitBytes - FIRST_ADDRESS }];
  }

  /** @returns the start of `bytes` bytes, aligned to 16, not cleared. @throws MemoryLimitError */
  allocate(bytes: number): Address {
    const size = (bytes + PADDING + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    const at = this.free.findIndex((block) => block.size >= size);
    if (at < 0)
      throw new MemoryLimitError(`no ${bytes} bytes left of the worker's ${this.limitBytes} bytes of batch memory`);
    const block = this.free[at]!;
    const start = block.start;
    if (block.size === size) this.free.splice(at, 1);
    else this.free[at] = { start: start + size, size: block.size - size };
    this.sizes.set(start, size);
    return start;
  }

  release(start: Address): void {
    let size = this.sizes.get(start);
    if (size === undefined) throw new Error(`assertion: no block starts at ${start}`);
    this.sizes.delete(start);
    let at = this.free.findIndex((block) => block.start > start);
    if (at < 0) at = this.free.length;
    const next = this.free[at];
    if (next && start + size === next.start) {
      size += next.size;
      this.free.splice(at, 1);
    }
    const previous = this.free[at - 1];
    if (previous && previous.start + previous.size === start)
      this.free[at - 1] = { start: previous.start, size: previous.size + size };
    else this.free.splice(at, 0, { start, size });
  }

  /** A larger block with the first `usedBytes` bytes of the old one, which is released. */
  grow(start: Address, usedBytes: number, bytes: number): Address {
    const larger = this.allocate(bytes);
    this.u8.copyWithin(larger, start, start + usedBytes);
    this.release(start);
    return larger;
  }
}

/** Memory that is given back all at once: what a batch and everything made from it live in. */
export class Arena {
  readonly memory: Memory;
  private readonly chunkBytes: number;
  private readonly chunks: { start: Address; size: number }[] = [];
  private current = -1;
  private position = 0;
  private end = 0;

  constructor(memory: Memory, chunkBytes = 1 << 20) {
    this.memory = memory;
    this.chunkBytes = chunkBytes;
  }

  /** @returns the start of `bytes` bytes, aligned to 16 and followed by PADDING free ones, not cleared. */
  allocate(bytes: number): Address {
    const size = (bytes + PADDING + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    while (this.position + size > this.end) this.nextChunk(size);
    const start = this.position;
    this.position += size;
    return start;
  }

  /** `count` 32-bit words of zero. */
  zeroedI32(count: number): Address {
    const start = this.allocate(count * 4);
    this.memory.i32.fill(0, start >> 2, (start >> 2) + count);
    return start;
  }

  /** Copies bytes in. */
  bytes(source: Uint8Array): Address {
    const start = this.allocate(source.length);
    this.memory.u8.set(source, start);
    return start;
  }

  /** Forgets everything allocated; the chunks stay for the next batch. */
  reset(): void {
    this.current = -1;
    this.position = 0;
    this.end = 0;
  }

  /** Gives the chunks back to the memory. */
  dispose(): void {
    for (const chunk of this.chunks) this.memory.release(chunk.start);
    this.chunks.length = 0;
    this.reset();
  }

  private nextChunk(atLeast: number): void {
    this.current += 1;
    let chunk = this.chunks[this.current];
    if (!chunk) {
      const size = Math.max(atLeast, this.chunkBytes);
      chunk = { start: this.memory.allocate(size), size };
      this.chunks.push(chunk);
    }
    this.position = chunk.start;
    this.end = chunk.start + chunk.size;
  }
}
