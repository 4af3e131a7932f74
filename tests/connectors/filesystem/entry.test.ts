import { describe, expect, test } from 'vitest';
import { filesystem } from '../../../src/connectors/filesystem/connector.ts';
import { readOptions } from '../../../src/connectors/options.ts';
import * as T from '../../../src/sql/types/type.ts';
import { entrySuite } from '../../harness/connector-suite.ts';

entrySuite(filesystem);

const minimal = { path: '/data', format: 'json' };
const problems = (raw: Record<string, string>) =>
  readOptions(filesystem.options, { ...minimal, ...raw }, filesystem.rules).problems;

describe('rules', () => {
  test.each([
    [{ path: 's3://bucket/x' }, 'path', 'S3 is not supported yet'],
    [{ path: 'hdfs://x/y' }, 'path', 'HDFS'],
    [{ 'source.monitor-interval': '0 s' }, 'source.monitor-interval', undefined],
    [{ 'sink.rolling-policy.file-size': '0' }, 'sink.rolling-policy.file-size', undefined],
    [{ 'sink.rolling-policy.rollover-interval': '0 s' }, 'sink.rolling-policy.rollover-interval', undefined],
    [{ 'sink.max-open-files': '0' }, 'sink.max-open-files', undefined],
    [{ 'source.path.regex-pattern': '(' }, 'source.path.regex-pattern', undefined],
    [{ 'source.path.regex-pattern': 'a++' }, 'source.path.regex-pattern', undefined],
    [{ 'source.path.regex-pattern': '\\Qa\\E' }, 'source.path.regex-pattern', undefined],
    [{ 'sink.partition-commit.policy.kind': 'metastore,success-file' }, 'sink.partition-commit.policy.kind', 'Hive'],
    [{ 'sink.partition-commit.policy.kind': 'custom' }, 'sink.partition-commit.policy.kind', 'Java'],
    [{ 'sink.partition-commit.policy.kind': 'sucess-file' }, 'sink.partition-commit.policy.kind', 'success-file'],
    [{ 'sink.partition-commit.success-file.name': 'a/b' }, 'sink.partition-commit.success-file.name', undefined],
    [{ 'sink.partition-commit.trigger': 'partition-time' }, 'sink.partition-commit.trigger', 'process-time'],
    [{ 'auto-compaction': 'true' }, 'auto-compaction', 'checkpointing'],
    [{ 'sink.shuffle-by-partition.enable': 'true' }, 'sink.shuffle-by-partition.enable', 'parallelism'],
  ])('%o is refused at %s', (raw, at, hint) => {
    const found = problems(raw as Record<string, string>);
    expect(found).toMatchObject([{ at }]);
    if (hint !== undefined) expect(found[0]!.hint).toContain(hint);
  });

  test('what is left false or at its default is accepted', () => {
    expect(
      problems({
        'auto-compaction': 'false',
        'sink.shuffle-by-partition.enable': 'false',
        'sink.partition-commit.trigger': 'process-time',
        'sink.partition-commit.policy.kind': 'success-file',
        'sink.partition-commit.success-file.name': 'done',
        'source.path.regex-pattern': '/data/.*\\.json',
      }),
    ).toEqual([]);
  });
});

test('reading ends unless the directory is watched', () => {
  const bounded = (raw: Record<string, string>) =>
    filesystem.bounded!(readOptions(filesystem.options, { ...minimal, ...raw }).options);
  expect(bounded({})).toBe(true);
  expect(bounded({ 'source.monitor-interval': '1 s' })).toBe(false);
});

describe('partition columns', () => {
  const check = (types: Readonly<Record<string, T.SqlType>>, partitionKeys: readonly string[]) =>
    filesystem.checkTable!(readOptions(filesystem.options, minimal).options, {
      physicalColumns: Object.entries(types).map(([name, type]) => ({ name, type })),
      partitionKeys,
    }).map((one) => one.message);

  test('have types that a directory can name', () => {
    expect(check({ a: T.INT, dt: T.DATE, h: T.INT }, ['dt', 'h'])).toEqual([]);
    expect(check({ a: T.INT, m: T.map(T.STRING, T.INT) }, ['m'])).toEqual([
      "partition column 'm' of type MAP<STRING, INT> cannot be the name of a directory",
    ]);
  });

  test('are not all columns', () => {
    expect(check({ a: T.INT }, ['a'])).toHaveLength(1);
  });
});
