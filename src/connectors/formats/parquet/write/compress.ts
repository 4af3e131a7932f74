import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Kernels } from '../../../../kernels/kernels.ts';
import type { Address, Memory } from '../../../../runtime/batch/memory.ts';
import type { Codec } from '../format/schema.ts';
import type { Zstd } from '../format/zstd.ts';
import type { Scratch } from './scratch.ts';

/** The compressed form of `length` bytes at an address; a view that holds until the next call. */
export type Compressor = (at: Address, length: number) => Uint8Array;

/** The codecs that can be written. */
export const WRITABLE_CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'BROTLI'] as const satisfies readonly Codec[];
export type WritableCodec = (typeof WRITABLE_CODECS)[number];

/** Hadoop's default for its brotli codec; the highest of 11 is a hundred times slower. */
const BROTLI_QUALITY = 1;

export interface CompressionSettings {
  readonly codec: WritableCodec;
  readonly zstdLevel: number;
}

export function compressor(
  settings: CompressionSettings,
  memory: Memory,
  kernels: Kernels,
  scratch: Scratch,
  zstd: Zstd,
): Compressor {
  const bytesAt = (at: Address, length: number) => memory.u8.subarray(at, at + length);
  switch (settings.codec) {
    case 'UNCOMPRESSED':
      return bytesAt;
    case 'SNAPPY':
      return (at, length) => {
        const target = scratch.room('compressed', 32 + length + Math.ceil(length / 6));
        return bytesAt(target, kernels.snappyCompress(at, length, target));
      };
    case 'GZIP':
      return (at, length) => gzipSync(bytesAt(at, length));
    case 'ZSTD':
      return (at, length) => zstd.compress(bytesAt(at, length), settings.zstdLevel);
    case 'BROTLI': {
      const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
      return (at, length) => brotliCompressSync(bytesAt(at, length), { params });
    }
  }
}
