import type { Kernels } from '../kernels.ts';
import { crc32cKernels } from './crc32c.ts';
import { gatherKernels } from './gather.ts';
import { parquetKernels } from './parquet-index.ts';
import { snappyKernels } from './snappy.ts';
import { utf8Kernels } from './utf8.ts';
import { viewsOf } from './views.ts';

/** The kernels in TypeScript: what the WebAssembly ones are measured against, and what runs where WebAssembly SIMD is missing. */
export function typescriptKernels(memory: WebAssembly.Memory): Kernels {
  const views = viewsOf(memory);
  return {
    implementation: 'typescript',
    ...utf8Kernels(views),
    ...crc32cKernels(views),
    ...gatherKernels(views),
    ...snappyKernels(views),
    ...parquetKernels(views),
  };
}
