import type { FormatContext, FormatImplementation } from '../../format.ts';
import { loadZstd } from './format/zstd.ts';
import { int64UnitOf, writeSettingsOf } from './options.ts';
import { openParquetReader } from './read/file.ts';
import { openParquetWriter } from './write/file.ts';
import { flinkColumns } from './write/flink-schema.ts';
import { processIsInUtc } from './zone.ts';

/** Whether timestamps are shifted between the process's time zone and UTC. */
const shiftsZone = ({ formatOptions }: FormatContext): boolean =>
  !formatOptions.boolean('utc-timezone') && !processIsInUtc();

export async function loadImplementation(): Promise<FormatImplementation> {
  const zstd = await loadZstd();
  return {
    openFileReader(context, produced, file) {
      const { memory, kernels, formatOptions } = context;
      const batchRows = formatOptions.number('batch-size');
      return openParquetReader({ memory, kernels, zstd, batchRows, zone: shiftsZone(context) }, produced, file);
    },
    openFileWriter(context, columns) {
      const { memory, kernels, formatOptions } = context;
      const int64 = int64UnitOf(formatOptions);
      const schema = flinkColumns(columns, { zone: shiftsZone(context), ...(int64 && { int64 }) });
      const settings = writeSettingsOf(formatOptions);
      return {
        extension: '.parquet',
        create: (sink) => openParquetWriter({ memory, kernels, zstd }, schema, settings, sink),
      };
    },
  };
}
