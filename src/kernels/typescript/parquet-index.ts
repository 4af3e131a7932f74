import { type ParquetAppendKernels, parquetAppendKernels } from './parquet-append.ts';
import { type ParquetConvertKernels, parquetConvertKernels } from './parquet-convert.ts';
import { type ParquetDictionaryKernels, parquetDictionaryKernels } from './parquet-dictionary.ts';
import { type ParquetExtremesKernels, parquetExtremesKernels } from './parquet-extremes.ts';
import { type ParquetPageKernels, parquetPageKernels } from './parquet-page.ts';
import { type ParquetSlotsKernels, parquetSlotsKernels } from './parquet-slots.ts';
import type { Views } from './views.ts';

/** Columns to the pages of a Parquet file. */
export interface ParquetKernels
  extends ParquetAppendKernels,
    ParquetSlotsKernels,
    ParquetConvertKernels,
    ParquetDictionaryKernels,
    ParquetPageKernels,
    ParquetExtremesKernels {}

export const parquetKernels = (views: Views): ParquetKernels => ({
  ...parquetAppendKernels(views),
  ...parquetSlotsKernels(views),
  ...parquetConvertKernels(views),
  ...parquetDictionaryKernels(views),
  ...parquetPageKernels(views),
  ...parquetExtremesKernels(views),
});
