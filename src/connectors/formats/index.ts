import type { Format } from '../format.ts';
import { parquetFormat } from './parquet/index.ts';

/** Every format, in the order documentation shows them. */
export const FORMATS: readonly Format[] = [parquetFormat];
