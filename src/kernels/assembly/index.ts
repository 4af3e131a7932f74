// The kernels' entry: everything that the WebAssembly module exports, family by family. Each has its twin in ../typescript.

export const staticEnd: usize = __heap_base;

export { crc32c } from './crc32c';
export {
  gather128,
  gather32,
  gather64,
  gather8,
  gatherLengths,
  gatherValidity,
  selectTrue,
} from './gather';
export { hash128, hash32, hash64, hash8, hashSlices } from './hash';
export { jsonValues } from './json/path';
export { jsonRecords } from './json/records';
export { kafkaBatches, kafkaHeaders, kafkaRecords } from './kafka';
export { splitLines } from './lines';
export { parquetAppendBytes, parquetAppendFixed } from './parquet/append';
export { parquetDecimals, parquetInt64Timestamps, parquetInt96 } from './parquet/convert';
export { parquetPlainOfIds, parquetRehash } from './parquet/dictionary';
export { parquetBytesExtremes, parquetExtremes } from './parquet/extremes';
export { parquetPageBody } from './parquet/page';
export { parquetCountSlots, parquetListSlots, parquetRowSlots } from './parquet/slots';
export {
  coalesceSlices,
  compareSliceLiteral,
  compareSlices,
  equalSliceLiteral,
  equalSlices,
  findMapEntries,
} from './slices';
export { snappyCompress, snappyDecompress, snappyLength } from './snappy';
export { isAscii, isUtf8 } from './utf8';
