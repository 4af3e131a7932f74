import type { Crc32cKernels } from './typescript/crc32c.ts';
import type { GatherKernels } from './typescript/gather.ts';
import type { HashKernels } from './typescript/hash.ts';
import type { JsonValueKernels } from './typescript/json/path.ts';
import type { JsonRecordKernels } from './typescript/json/records.ts';
import type { KafkaKernels } from './typescript/kafka.ts';
import type { LineKernels } from './typescript/lines.ts';
import type { ParquetKernels } from './typescript/parquet-index.ts';
import type { SliceKernels } from './typescript/slices.ts';
import type { SnappyKernels } from './typescript/snappy.ts';
import type { Utf8Kernels } from './typescript/utf8.ts';

/**
 * What the kernels do: plain functions over addresses in the worker's memory, family by family (documented beside the twins).
 * They never allocate: callers hand them room, and they say how far they came. They may read up to PADDING bytes behind a block,
 * and write there only what nobody reads.
 */
export interface Kernels
  extends Crc32cKernels,
    GatherKernels,
    HashKernels,
    JsonRecordKernels,
    JsonValueKernels,
    KafkaKernels,
    LineKernels,
    ParquetKernels,
    SliceKernels,
    SnappyKernels,
    Utf8Kernels {
  readonly implementation: 'wasm' | 'typescript';
}
