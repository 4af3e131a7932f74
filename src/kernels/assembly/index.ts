// The kernels' entry: everything that the WebAssembly module exports, family by family. Each has its twin in ../typescript.

export const staticEnd: usize = __heap_base;

export { isAscii, isUtf8 } from './utf8';
export { crc32c } from './crc32c';
export { gather8, gather32, gather64, gather128 } from './gather';
export { snappyCompress, snappyDecompress, snappyLength } from './snappy';
export { parquetPlainOfIds, parquetRehash } from './parquet/dictionary';
export { parquetAppendBytes, parquetAppendFixed } from './parquet/append';
export { parquetCountSlots, parquetListSlots, parquetRowSlots } from './parquet/slots';
export { parquetDecimals, parquetInt64Timestamps, parquetInt96 } from './parquet/convert';
export { parquetPageBody } from './parquet/page';
export { parquetBytesExtremes, parquetExtremes } from './parquet/extremes';
