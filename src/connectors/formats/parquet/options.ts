import {
  type OptionProblem,
  type OptionSpec,
  type OptionSpecs,
  type Options,
  oneOf,
  type Rule,
} from '../../options.ts';
import type { TimeUnit } from './format/schema.ts';
import { WRITABLE_CODECS, type WritableCodec } from './write/compress.ts';
import { DEFAULT_SETTINGS, type WriteSettings } from './write/settings.ts';

/** The options of the format, without `parquet.`: Flink's own, and those of Hadoop's ParquetOutputFormat that Flink passes on. */

const refused = (reason: string): OptionSpec => ({ type: 'string', doc: 'Not supported.', refused: reason });

const NO_BLOOM = refused('no Bloom filters are written; readers do without');
const NO_MEMORY_SHARE = refused(
  'open files share a fixed bound of memory; a smaller parquet.block.size makes each hold less',
);
const NO_SUMMARY = refused('no summary files are written: each file has its own footer');

export const PARQUET_OPTIONS: OptionSpecs = {
  'utc-timezone': {
    type: 'boolean',
    default: false,
    doc: 'true: timestamps are written and read as they are. false: as Hive up to 2 does, a local date-time is written as the instant at which the time zone of the process shows it, and read back the same way.',
  },
  'write.int64.timestamp': {
    type: 'boolean',
    default: false,
    doc: 'Writes timestamps as INT64 with a logical type instead of INT96.',
  },
  'timestamp.time.unit': {
    ...oneOf('millis', 'micros', 'nanos'),
    default: 'micros',
    doc: 'Unit of timestamps written as INT64. What a unit cannot hold is cut off; nanos reach from 1677 to 2262.',
  },
  'batch-size': { type: 'integer', default: 2048, doc: 'Rows read at a time.' },
  compression: {
    ...oneOf(...WRITABLE_CODECS),
    default: DEFAULT_SETTINGS.codec,
    doc: 'How pages are compressed. Every codec of the format but LZO can be read.',
  },
  'compression.codec.zstd.level': {
    type: 'integer',
    default: DEFAULT_SETTINGS.zstdLevel,
    doc: 'Level of ZSTD, 1 (fast) to 22 (small).',
  },
  'block.size': {
    type: 'long',
    default: DEFAULT_SETTINGS.rowGroupBytes,
    doc: 'Bytes of a row group. A file holds them in memory until it is full; as long as this option is not given, row groups are written earlier when the open files of a worker hold more than 64 MB together.',
  },
  'page.size': {
    type: 'integer',
    default: DEFAULT_SETTINGS.pageBytes,
    doc: 'Bytes of a data page before compression.',
  },
  'page.row.count.limit': { type: 'integer', default: DEFAULT_SETTINGS.pageRows, doc: 'Rows of a data page.' },
  'dictionary.page.size': {
    type: 'integer',
    default: DEFAULT_SETTINGS.dictionaryBytes,
    doc: 'Bytes of a dictionary; a column that needs more is written plain.',
  },
  'enable.dictionary': {
    type: 'boolean',
    default: DEFAULT_SETTINGS.dictionary,
    doc: 'Writes values that repeat once, in a dictionary, where that makes a column smaller.',
  },
  'column.statistics.enabled': {
    type: 'boolean',
    default: DEFAULT_SETTINGS.statistics,
    doc: 'Writes the least and greatest value and the number of NULLs of each column of a row group.',
  },
  'statistics.truncate.length': {
    type: 'integer',
    default: DEFAULT_SETTINGS.statisticsBytes,
    doc: 'Bytes of the least and greatest value of strings; longer ones are cut to bounds that still hold. (Unlimited in parquet-java, which leaves out what is over 4 KiB.)',
  },
  'page.write-checksum.enabled': {
    type: 'boolean',
    default: DEFAULT_SETTINGS.checksums,
    doc: 'Writes a CRC-32 of each page.',
  },
  'writer.version': {
    ...oneOf('PARQUET_1_0', 'v1'),
    default: 'PARQUET_1_0',
    doc: 'Version of the pages. Version 2 is read, but not written: some readers cannot take it.',
  },
  validation: refused('the schema is always checked'),
  'enable.dictionary#*': refused(
    'the encoding is chosen for each column by itself; parquet.enable.dictionary is for all',
  ),
  'column.statistics.enabled#*': refused('parquet.column.statistics.enabled is for all columns'),
  'writer.max-padding': refused('row groups are not aligned to blocks of a file system'),
  'page.size.row.check.min': refused('the size of a page is looked at after every row'),
  'page.size.row.check.max': refused('the size of a page is looked at after every row'),
  'block.size.row.check.min': refused('the size of a row group is looked at after every batch'),
  'block.size.row.check.max': refused('the size of a row group is looked at after every batch'),
  'page.size.check.estimate': refused('the size of a page is looked at after every row'),
  'page.value.count.threshold': refused('parquet.page.size and parquet.page.row.count.limit bound a page'),
  'columnindex.truncate.length': refused(
    'no column index is written; parquet.statistics.truncate.length bounds the statistics',
  ),
  'size.statistics.enabled': refused('no size statistics are written'),
  'memory.pool.ratio': NO_MEMORY_SHARE,
  'memory.min.chunk.size': NO_MEMORY_SHARE,
  'bloom.filter.*': NO_BLOOM,
  'summary.metadata.level': NO_SUMMARY,
  'enable.summary-metadata': NO_SUMMARY,
  'compression.codec.zstd.workers': refused('pages are compressed in the thread that writes the file'),
  'compression.codec.zstd.bufferPool.enabled': refused('it concerns the Java library only'),
  'write.support.class': refused('Java classes cannot be loaded'),
  'crypto.factory.class': refused('files are not encrypted'),
  'encryption.*': refused('files are not encrypted'),
};

const LEAST: Readonly<Record<string, number>> = {
  'batch-size': 1,
  'block.size': 1,
  'page.size': 1,
  'page.row.count.limit': 1,
  'dictionary.page.size': 1,
  'statistics.truncate.length': 1,
  'compression.codec.zstd.level': 1,
};
const MOST: Readonly<Record<string, number>> = { 'compression.codec.zstd.level': 22, 'batch-size': 1_000_000 };

/** A page's sizes are 32-bit numbers, and it has to fit the worker's memory. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;

export const PARQUET_RULES: readonly Rule[] = [
  {
    doc: 'numbers are within their bounds',
    check(options): OptionProblem | undefined {
      for (const [key, least] of Object.entries(LEAST)) {
        const most = MOST[key] ?? (key.endsWith('page.size') ? MAX_PAGE_BYTES : Number.MAX_SAFE_INTEGER);
        const value = options.number(key);
        if (value < least || value > most)
          return { at: key, message: `option '${key}' is ${value}, expected ${least} to ${most}` };
      }
      return undefined;
    },
  },
];

export const writeSettingsOf = (options: Options): WriteSettings => ({
  ...DEFAULT_SETTINGS,
  codec: options.string('compression') as WritableCodec,
  zstdLevel: options.number('compression.codec.zstd.level'),
  rowGroupBytes: options.number('block.size'),
  heldBytes: options.has('block.size')
    ? Math.max(DEFAULT_SETTINGS.heldBytes, options.number('block.size'))
    : DEFAULT_SETTINGS.heldBytes,
  pageBytes: options.number('page.size'),
  pageRows: options.number('page.row.count.limit'),
  dictionaryBytes: options.number('dictionary.page.size'),
  dictionary: options.boolean('enable.dictionary'),
  statistics: options.boolean('column.statistics.enabled'),
  statisticsBytes: options.number('statistics.truncate.length'),
  checksums: options.boolean('page.write-checksum.enabled'),
});

/** The unit of timestamps written as INT64; undefined: they are written as INT96. */
export const int64UnitOf = (options: Options): TimeUnit | undefined =>
  options.boolean('write.int64.timestamp')
    ? (options.string('timestamp.time.unit').toUpperCase() as TimeUnit)
    : undefined;
