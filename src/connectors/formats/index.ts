import type { Format } from '../format.ts';
import { csvFormat } from './csv/index.ts';
import { jsonFormat } from './json/index.ts';
import { parquetFormat } from './parquet/index.ts';
import { rawFormat } from './raw/index.ts';

/** Every format, in the order documentation shows them. */
export const FORMATS: readonly Format[] = [jsonFormat, csvFormat, rawFormat, parquetFormat];
