import { printType } from '../../../sql/types/print.ts';
import type { Format } from '../../format.ts';
import { PARQUET_OPTIONS, PARQUET_RULES } from './options.ts';
import { unwritableType } from './write/flink-schema.ts';

/** Apache Parquet: files of columns, read and written. */
export const parquetFormat: Format = {
  kind: 'format',
  name: 'parquet',
  unit: 'file',
  summary: 'Files of columns: compressed, with statistics, read column by column',
  example: `CREATE TABLE logs (
  ts TIMESTAMP(3),
  level STRING,
  attributes MAP<STRING, STRING>
) WITH (
  'connector' = 'filesystem',
  'path' = '/data/logs',
  'format' = 'parquet',
  'parquet.compression' = 'ZSTD'
)`,
  options: PARQUET_OPTIONS,
  rules: PARQUET_RULES,
  nestedProjection: true,
  checkSchema(columns) {
    for (const { name, type } of columns) {
      const unwritable = unwritableType(type);
      if (unwritable) return `column '${name}' holds ${printType(unwritable)}, which Parquet files cannot hold`;
    }
    return undefined;
  },
  implementation: async () => (await import('./implementation.ts')).loadImplementation(),
};
