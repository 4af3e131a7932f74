import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Kernels } from '../../../../kernels/kernels.ts';
import type { Memory } from '../../../../runtime/batch/memory.ts';
import { check, ParquetError } from '../format/error.ts';
import type { Codec } from '../format/schema.ts';
import type { Zstd } from '../format/zstd.ts';
import { lz4Hadoop, lz4Raw } from './lz4.ts';

/** The bytes of a page's body as they were before compression, `length` of them. @throws ParquetError */
export type Decompressor = (bytes: Uint8Array, length: number) => Uint8Array;

export function decompressor(codec: Codec, memory: Memory, kernels: Kernels, zstd: Zstd): Decompressor {
  const decompress = decompressorOf(codec, memory, kernels, zstd);
  return (bytes, length) => {
    let out: Uint8Array;
    try {
      out = decompress(bytes, length);
    } catch (error) {
      if (error instanceof ParquetError) throw error;
      throw new ParquetError(`a page cannot be decompressed as ${codec}`, { cause: error });
    }
    check(out.length === length, 'a page is not of the size it says');
    return out;
  };
}

function decompressorOf(codec: Codec, memory: Memory, kernels: Kernels, zstd: Zstd): Decompressor {
  switch (codec) {
    case 'UNCOMPRESSED':
      return (bytes) => bytes;
    case 'SNAPPY':
      return (bytes, length) => snappy(bytes, length, memory, kernels);
    // One byte more than expected is allowed, to tell too much from enough; zero is no limit that zlib takes.
    case 'GZIP':
      return (bytes, length) => gunzipSync(bytes, { maxOutputLength: length + 1 });
    case 'BROTLI':
      return (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: length + 1 });
    case 'ZSTD':
      return (bytes, length) => {
        const size = zstdContentSize(bytes);
        check(size === undefined || size === length, 'a page is not of the size it says');
        return zstd.decompress(bytes, length);
      };
    case 'LZ4_RAW':
      return lz4Raw;
    case 'LZ4':
      return lz4Hadoop;
    case 'LZO':
      throw new ParquetError('it is compressed with LZO, which is not supported');
  }
}

function snappy(bytes: Uint8Array, length: number, memory: Memory, kernels: Kernels): Uint8Array {
  const source = memory.allocate(bytes.length);
  try {
    memory.u8.set(bytes, source);
    check(kernels.snappyLength(source, bytes.length) === length, 'a page is not of the size it says');
    const target = memory.allocate(length);
    try {
      check(
        kernels.snappyDecompress(source, bytes.length, target, length) === length,
        'a page cannot be decompressed as SNAPPY',
      );
      return memory.u8.slice(target, target + length);
    } finally {
      memory.release(target);
    }
  } finally {
    memory.release(source);
  }
}

const ZSTD_MAGIC = 0xfd2fb528;

/** What the head of a Zstandard frame says comes out of it, undefined when it does not say. */
export function zstdContentSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 6 || view.getUint32(0, true) !== ZSTD_MAGIC) throw new ParquetError('a page is no ZSTD frame');
  const descriptor = bytes[4]!;
  const singleSegment = (descriptor >> 5) & 1;
  const flag = descriptor >> 6;
  if (flag === 0 && !singleSegment) return undefined;
  const at = 5 + (singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!;
  const size = [1, 2, 4, 8][flag]!;
  check(at + size <= bytes.length, 'a page is no ZSTD frame');
  if (size === 1) return bytes[at]!;
  if (size === 2) return view.getUint16(at, true) + 256;
  return size === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
