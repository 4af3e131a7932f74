import { describe, expect, test } from 'vitest';
import { parquetFormat } from '../../../src/connectors/formats/parquet/index.ts';
import { readOptions } from '../../../src/connectors/options.ts';

const problems = (raw: Record<string, string>) =>
  readOptions(parquetFormat.options, raw, parquetFormat.rules).problems.map(({ at, message }) => [at, message]);

test('the defaults are those of Flink and parquet-java', () => {
  const { options } = readOptions(parquetFormat.options, {});
  const defaults = {
    'utc-timezone': false,
    'write.int64.timestamp': false,
    'timestamp.time.unit': 'micros',
    'batch-size': 2048,
    compression: 'SNAPPY',
    'block.size': 134217728,
    'page.size': 1048576,
    'page.row.count.limit': 20000,
    'dictionary.page.size': 1048576,
    'enable.dictionary': true,
    'page.write-checksum.enabled': true,
  };
  for (const [key, value] of Object.entries(defaults)) expect(options.get(key), key).toBe(value);
});

test('values are checked', () => {
  expect(problems({ compression: 'gzip', 'block.size': '1000', 'writer.version': 'v1' })).toEqual([]);
  expect(problems({ compression: 'LZO' })).toEqual([
    [
      'compression',
      "option 'compression' has no value 'LZO': expected one of UNCOMPRESSED, SNAPPY, GZIP, ZSTD, BROTLI",
    ],
  ]);
  expect(problems({ 'writer.version': 'PARQUET_2_0' })[0]![0]).toBe('writer.version');
  expect(problems({ 'page.size': '0' })).toEqual([['page.size', "option 'page.size' is 0, expected 1 to 268435456"]]);
  expect(problems({ 'batch-size': '-1' })[0]![0]).toBe('batch-size');
  expect(problems({ 'compression.codec.zstd.level': '40' })[0]![1]).toContain('expected 1 to 22');
});

describe('what is not supported is refused by name', () => {
  test.each([
    'bloom.filter.enabled',
    'bloom.filter.enabled#column',
    'enable.dictionary#column',
    'validation',
    'writer.max-padding',
    'memory.pool.ratio',
    'columnindex.truncate.length',
    'summary.metadata.level',
    'encryption.footer.key',
  ])('%s', (key) => {
    expect(problems({ [key]: 'x' })).toEqual([[key, `option '${key}' is not supported`]]);
  });

  test('and unknown options too', () => {
    expect(problems({ 'page.sise': '1' })).toEqual([['page.sise', "unknown option 'page.sise'"]]);
  });
});
