import type { Kernels } from '../kernels.ts';
import { crc32cKernels } from './crc32c.ts';
import { gatherKernels } from './gather.ts';
import { hashKernels } from './hash.ts';
import { jsonValueKernels } from './json/path.ts';
import { jsonRecordKernels } from './json/records.ts';
import { kafkaKernels } from './kafka.ts';
import { lineKernels } from './lines.ts';
import { parquetKernels } from './parquet-index.ts';
import { sliceKernels } from './slices.ts';
import { snappyKernels } from './snappy.ts';
import { utf8Kernels } from './utf8.ts';
import { viewsOf } from './views.ts';

/** The kernels in TypeScript: what the WebAssembly ones are measured against, and what runs where WebAssembly SIMD is missing. */
export function typescriptKernels(memory: WebAssembly.Memory): Kernels {
  const views = viewsOf(memory);
  return {
    implementation: 'typescript',
    ...crc32cKernels(views),
    ...gatherKernels(views),
    ...hashKernels(views),
    ...jsonValueKernels(views),
    ...jsonRecordKernels(views),
    ...kafkaKernels(views),
    ...lineKernels(views),
    ...parquetKernels(views),
    ...sliceKernels(views),
    ...snappyKernels(views),
    ...utf8Kernels(views),
  };
}
