import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parsePartitionDirectory,
  partitionDirectory,
  unescapePartition,
} from '../../../src/connectors/filesystem/partition-path.ts';
import { partitionText, partitionValue } from '../../../src/connectors/filesystem/partition-values.ts';
import * as T from '../../../src/sql/types/type.ts';
import { valueArbitrary } from '../../harness/values.ts';

// Flink's PartitionPathUtils: which characters are escaped, and how.
test.each([
  ['dt', '2026-11-21', 'dt=2026-11-21'],
  ['k', 'a/b', 'k=a%2Fb'],
  ['k', '2026-11-21T06:30', 'k=2026-11-21T06%3A30'],
  ['a=b', 'c=d', 'a%3Db=c%3Dd'],
  ['k', '100%', 'k=100%25'],
  ['k', '\u0001\n', 'k=%01%0A'],
  ['k', '"#\'*?\\{[]^', 'k=%22%23%27%2A%3F%5C%7B%5B%5D%5E'],
  ['k', 'a b}ü<>|~$&', 'k=a b}ü<>|~$&'],
])('%s and %j are %s', (key, value, directory) => {
  expect(partitionDirectory(key, value)).toBe(directory);
  expect(parsePartitionDirectory(directory)).toEqual([key, value]);
});

test('a directory without = is no partition', () => {
  expect(parsePartitionDirectory('data')).toBeUndefined();
  expect(parsePartitionDirectory('=x')).toBeUndefined();
  expect(unescapePartition('50%zz%4')).toBe('50%zz%4');
});

test('any value comes back out of its directory', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ minLength: 1 }), (key, value) => {
      const directory = partitionDirectory(key, value);
      expect(directory).not.toMatch(/[/\u0000-\u001f]/);
      expect(parsePartitionDirectory(directory)).toEqual([key, value]);
    }),
  );
});

describe('typed values', () => {
  const types = [
    T.STRING,
    T.BOOLEAN,
    T.TINYINT,
    T.SMALLINT,
    T.INT,
    T.BIGINT,
    T.FLOAT,
    T.DOUBLE,
    T.decimal(12, 3),
    T.DATE,
    T.timestamp(3),
    T.timestamp(9),
  ].map(T.notNull);

  test.each(types)('of type $kind come back as they were', (type) => {
    fc.assert(
      fc.property(valueArbitrary(type), (value) => {
        expect(partitionValue(partitionText(type)(value), type)).toEqual(value);
      }),
    );
  });

  test.each([
    [T.INT, '2147483648'],
    [T.INT, '1.5'],
    [T.INT, ''],
    [T.BIGINT, 'x'],
    [T.DOUBLE, 'one'],
    [T.DATE, '2026-02-30'],
    [T.DATE, '20260201'],
    [T.timestamp(3), '2026-02-01T25:00'],
    [T.decimal(4, 2), '123.4'],
    [T.decimal(4, 2), '1.234'],
    [T.BYTES, 'x'],
  ])('%o has no value %j', (type, text) => {
    expect(partitionValue(text, type)).toBeUndefined();
  });
});
