/** The payload of a compressed record batch as plain bytes in the worker's memory. */
import { gunzipSync } from 'node:zlib';
import { compressionsAlgorithms } from '@platformatic/kafka';
import type { Kernels } from '../../../kernels/kernels.ts';
import type { Address, Memory } from '../../../runtime/batch/memory.ts';
import { loadZstd, type Zstd } from '../../formats/parquet/format/zstd.ts';
import { lz4MostBytes, zstdContentSize } from './frames.ts';
import { snappyBlocks } from './snappy-blocks.ts';

const GZIP = 1;
const SNAPPY = 2;
const LZ4 = 3;
const ZSTD = 4;
const NAMES: Readonly<Record<number, string>> = { [GZIP]: 'gzip', [SNAPPY]: 'snappy', [LZ4]: 'lz4', [ZSTD]: 'zstd' };

export const codecName = (codec: number): string => NAMES[codec] ?? `codec ${codec}`;

/** Where decompressed bytes go: memory that stays as it is until the chunk has been handed out. */
export interface Scratch {
  /** @returns undefined when there is no room left now (there will be for the next chunk) */
  room(bytes: number): Address | undefined;
  /** No batch may become larger than this. */
  readonly limitBytes: number;
}

export type Decompressed =
  | { readonly kind: 'bytes'; readonly start: Address; readonly end: Address }
  /** Try again in the next chunk. */
  | { readonly kind: 'no-room' }
  /** Try again when the codec has been loaded. */
  | { readonly kind: 'loading'; readonly ready: Promise<void> }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-large' };

const BROKEN: Decompressed = { kind: 'broken' };
const NO_ROOM: Decompressed = { kind: 'no-room' };
const TOO_LARGE: Decompressed = { kind: 'too-large' };

export interface Decompressor {
  decompress(codec: number, start: Address, end: Address, scratch: Scratch): Decompressed;
}

export function createDecompressor(memory: Memory, kernels: Kernels): Decompressor {
  let zstd: Zstd | undefined;
  const loadOnce = async () => {
    zstd ??= await loadZstd();
  };
  const copy = (bytes: Uint8Array | undefined, scratch: Scratch): Decompressed => {
    if (bytes === undefined) return BROKEN;
    const start = scratch.room(bytes.length);
    if (start === undefined) return NO_ROOM;
    memory.u8.set(bytes, start);
    return { kind: 'bytes', start, end: start + bytes.length };
  };
  return {
    decompress(codec, start, end, scratch) {
      const source = memory.buffer.subarray(start, end);
      switch (codec) {
        case GZIP:
          return gzip(source, scratch, copy);
        case SNAPPY:
          return snappy(memory, kernels, start, end, scratch);
        case LZ4:
          return lz4(source, scratch, copy);
        case ZSTD:
          return zstd ? unzstd(zstd, source, scratch, copy) : { kind: 'loading', ready: loadOnce() };
        default:
          return BROKEN;
      }
    },
  };
}

type Copy = (bytes: Uint8Array | undefined, scratch: Scratch) => Decompressed;

/** Libraries throw what they like at broken bytes. */
function attempt(work: () => Uint8Array): Uint8Array | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function gzip(source: Buffer, scratch: Scratch, copy: Copy): Decompressed {
  try {
    return copy(gunzipSync(source, { maxOutputLength: scratch.limitBytes }), scratch);
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? TOO_LARGE : BROKEN;
  }
}

function lz4(source: Buffer, scratch: Scratch, copy: Copy): Decompressed {
  const most = lz4MostBytes(source);
  if (most === undefined) return BROKEN;
  if (most > scratch.limitBytes) return TOO_LARGE;
  return copy(
    attempt(() => compressionsAlgorithms.lz4.decompressSync(source)),
    scratch,
  );
}

const FIRST_GUESS = 4;
const LEAST_GUESS_BYTES = 1 << 20;

/** Kafka's frames often do not say how large their content is: the guess is doubled until it is enough. */
function unzstd(zstd: Zstd, source: Buffer, scratch: Scratch, copy: Copy): Decompressed {
  const said = zstdContentSize(source);
  if (said === 'broken') return BROKEN;
  if (said !== undefined && said > scratch.limitBytes) return TOO_LARGE;
  const first = said ?? Math.max(LEAST_GUESS_BYTES, source.length * FIRST_GUESS);
  for (let guess = first; ; guess *= 2) {
    const room = Math.min(guess, scratch.limitBytes);
    const bytes = attempt(() => zstd.decompress(source, room));
    if (bytes) return copy(bytes, scratch);
    if (said !== undefined || room === scratch.limitBytes) return said === undefined ? TOO_LARGE : BROKEN;
  }
}

function snappy(memory: Memory, kernels: Kernels, start: Address, end: Address, scratch: Scratch): Decompressed {
  const blocks = snappyBlocks(memory.buffer, start, end);
  if (blocks === undefined) return BROKEN;
  let bytes = 0;
  for (const block of blocks) {
    const length = kernels.snappyLength(block.start, block.length);
    if (length < 0) return BROKEN;
    bytes += length;
  }
  if (bytes > scratch.limitBytes) return TOO_LARGE;
  const target = scratch.room(bytes);
  if (target === undefined) return NO_ROOM;
  let at = target;
  for (const block of blocks) {
    const length = kernels.snappyDecompress(block.start, block.length, at, target + bytes - at);
    if (length < 0) return BROKEN;
    at += length;
  }
  return { kind: 'bytes', start: target, end: at };
}
