import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, test } from 'vitest';
import type { Writer } from '../../../src/connectors/connector.ts';
import { filesystem } from '../../../src/connectors/filesystem/connector.ts';
import { localStorage } from '../../../src/connectors/storage/local.ts';
import type { FinishedFile } from '../../../src/connectors/storage/storage.ts';
import type { OutputColumn } from '../../../src/planner/physical/plan.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import * as T from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import { makeBatch, rowText, sinkNode, type TestJob, testJob } from '../../harness/connector-context.ts';
import { type SinkCase, sinkSuite } from '../../harness/sink-suite.ts';
import { filesBelow, isHiddenFile, temporaryDirectory } from '../../harness/temporary-directory.ts';

const COLUMNS: readonly OutputColumn[] = [
  { name: 'id', type: T.INT },
  { name: 'name', type: T.STRING },
  { name: 'dt', type: T.STRING },
];

const rowOf = (id: number): readonly Value[] => [
  id,
  `name ${id} ${'x'.repeat(id % 7)}`,
  id % 3 === 0 ? null : `d${id % 3}`,
];
const batchOf = (from: number, count: number) => Array.from({ length: count }, (_, i) => rowOf(from + i));
const BATCHES = [batchOf(0, 5), batchOf(5, 1), batchOf(6, 6)];

/** The rows that a reader of the directory sees (Parquet by hyparquet), the partition column out of the path. */
async function visibleRows(directory: string): Promise<readonly string[]> {
  const visible = filesBelow(directory).filter((path) => !path.split('/').some((part) => isHiddenFile(part)));
  const rows = visible.map(async (path) => {
    const dt = /dt=([^/]+)\//.exec(path)?.[1];
    const objects = await objectsIn(join(directory, path));
    return objects.map((row) => {
      const partition = dt === undefined ? row.dt : dt === '__DEFAULT_PARTITION__' ? null : dt;
      return rowText([row.id, row.name, partition ?? null] as Value[]);
    });
  });
  return (await Promise.all(rows)).flat();
}

async function objectsIn(path: string): Promise<readonly Record<string, unknown>[]> {
  const bytes = readFileSync(path);
  if (!path.endsWith('.parquet'))
    return bytes
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return parquetReadObjects({ file, compressors });
}

const unpublished = async (directory: string) => filesBelow(directory).filter((path) => path.includes('.inprogress.'));

const openCase = (
  name: string,
  options: Readonly<Record<string, string>>,
  more: { partitioned?: boolean; overwrite?: boolean; pauseMs?: number } = {},
) => ({
  name,
  async open(): Promise<SinkCase> {
    const directory = temporaryDirectory();
    const table = {
      connector: filesystem,
      options: { path: directory, format: 'json', ...options },
      columns: COLUMNS,
      partitionKeys: more.partitioned ? ['dt'] : [],
    };
    if (more.overwrite) {
      mkdirSync(join(directory, 'dt=d1'));
      mkdirSync(join(directory, 'dt=other'));
      writeFileSync(join(directory, 'dt=d1/old.json'), '{"id":-1,"name":"old"}\n');
      writeFileSync(join(directory, 'dt=other/old.json'), '{"id":-2,"name":"old"}\n');
    }
    return {
      name,
      table,
      node: sinkNode(table, { overwrite: more.overwrite ?? false }),
      batches: BATCHES,
      visible: () => visibleRows(directory),
      leftovers: () => unpublished(directory),
      ...(more.pauseMs === undefined ? {} : { pauseMs: more.pauseMs }),
      ...(more.overwrite ? { expected: [...BATCHES.flat().map(rowText), rowText([-2, 'old', 'other'])] } : {}),
    };
  },
});

sinkSuite([
  openCase('one file over all checkpoints', {}),
  openCase('small files', { 'sink.rolling-policy.file-size': '60 b' }),
  openCase('files closed by time', { 'sink.rolling-policy.rollover-interval': '90 s' }, { pauseMs: 61_000 }),
  openCase('partitions', { 'sink.partition-commit.policy.kind': 'success-file' }, { partitioned: true }),
  openCase('few open files', { 'sink.max-open-files': '1' }, { partitioned: true }),
  openCase('parquet', { format: 'parquet' }),
  openCase('parquet in partitions', { format: 'parquet', 'sink.max-open-files': '2' }, { partitioned: true }),
  openCase('an overwritten table', {}, { partitioned: true, overwrite: true }),
]);

interface Opened {
  readonly directory: string;
  readonly job: TestJob;
  readonly writer: Writer;
  write(rows: readonly (readonly Value[])[]): Promise<void>;
  commit(checkpointId: number, committables: readonly unknown[]): Promise<void>;
  checkpoint(final?: boolean): Promise<void>;
  /** Visible files and success files. */
  files(): readonly string[];
}

async function open(
  options: Readonly<Record<string, string>>,
  more: {
    partitionKeys?: readonly string[];
    staticPartitions?: Readonly<Record<string, string>>;
    overwrite?: boolean;
    columns?: readonly OutputColumn[];
    directory?: string;
    jobId?: string;
  } = {},
): Promise<Opened> {
  const directory = more.directory ?? temporaryDirectory();
  const columns = more.columns ?? COLUMNS;
  const table = {
    connector: filesystem,
    options: { path: directory, format: 'json', ...options },
    columns,
    partitionKeys: more.partitionKeys ?? [],
  };
  const job = testJob();
  const node = sinkNode(table, more);
  const implementation = await filesystem.sink!();
  const context = job.context(table, more.jobId === undefined ? {} : { jobId: more.jobId });
  const committer = await implementation.openCommitter(context, node);
  await committer.recover?.([]);
  const writer = await implementation.openWriter(context, node, []);
  let checkpoints = 0;
  return {
    directory,
    job,
    writer,
    async write(rows) {
      await writer.write(makeBatch(new Arena(job.memory), columns, rows));
    },
    commit: (checkpointId, committables) => committer.commit(checkpointId, committables),
    async checkpoint(final = false) {
      checkpoints += 1;
      const { committables } = await writer.prepareCommit(checkpoints, final);
      await committer.commit(checkpoints, committables);
    },
    files: () => filesBelow(directory).filter((path) => !path.includes('.inprogress.')),
  };
}

const lines = (opened: Opened, path: string) =>
  readFileSync(join(opened.directory, path), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('names', () => {
  test('are part-<uuid>-<subtask>-<number> with the extension of the format', async () => {
    const opened = await open({ 'sink.rolling-policy.file-size': '1 b' });
    await opened.write(batchOf(0, 3));
    const hidden = filesBelow(opened.directory);
    expect(hidden).toHaveLength(3);
    for (const name of hidden) expect(name).toMatch(/^\.part-[0-9a-f-]{36}-0-\d\.json\.inprogress\.[0-9a-f]{16}$/);
    await opened.checkpoint(true);
    expect(opened.files()).toHaveLength(3);
    for (const name of opened.files())
      expect(name).toMatch(/^part-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-0-\d\.json$/);
    expect(opened.job.counts.get('files')).toBe(3);
    const bytes = opened.files().reduce((sum, name) => sum + readFileSync(join(opened.directory, name)).length, 0);
    expect(opened.job.counts.get('bytes')).toBe(bytes);
  });

  test('nothing is written where nothing comes', async () => {
    const opened = await open({});
    await opened.write([]);
    await opened.checkpoint(true);
    expect(filesBelow(opened.directory)).toEqual([]);
  });
});

describe('rolling', () => {
  test('a file is closed with the first row behind its size', async () => {
    const opened = await open({ 'sink.rolling-policy.file-size': '100 b' });
    await opened.write(batchOf(0, 30));
    await opened.checkpoint(true);
    const sizes = opened.files().map((name) => readFileSync(join(opened.directory, name)).length);
    // Flink: a file is closed when it is larger than the limit before a row; the last one is what is left.
    const full = sizes.filter((size) => size > 100);
    expect(full.length).toBeGreaterThanOrEqual(sizes.length - 1);
    expect(Math.max(...sizes)).toBeLessThan(160);
  });

  test('a file stays open over checkpoints until its time is over', async () => {
    const opened = await open({
      'sink.rolling-policy.rollover-interval': '10 s',
      'sink.rolling-policy.check-interval': '1 s',
    });
    const { host } = opened.job;
    await opened.write(batchOf(0, 2));
    await opened.checkpoint();
    expect(opened.files()).toEqual([]);
    host.timeMs += 9_000;
    await opened.writer.onTick!(host.nowMs());
    await opened.write(batchOf(2, 2));
    await opened.checkpoint();
    expect(opened.files()).toEqual([]);
    host.timeMs += 1_500;
    await opened.writer.onTick!(host.nowMs());
    await opened.write(batchOf(4, 1));
    await opened.checkpoint();
    expect(opened.files()).toHaveLength(1);
    expect(lines(opened, opened.files()[0]!).map(({ id }) => id)).toEqual([0, 1, 2, 3]);
    await opened.checkpoint(true);
    expect(opened.files()).toHaveLength(2);
  });

  test('time is looked at only at check intervals', async () => {
    const opened = await open({ 'sink.rolling-policy.rollover-interval': '10 s' });
    await opened.write(batchOf(0, 2));
    opened.job.host.timeMs += 30_000;
    await opened.writer.onTick!(opened.job.host.nowMs());
    await opened.checkpoint();
    expect(opened.files()).toEqual([]);
    opened.job.host.timeMs += 31_000;
    await opened.writer.onTick!(opened.job.host.nowMs());
    await opened.checkpoint();
    expect(opened.files()).toHaveLength(1);
  });

  test('a file without new rows is closed', async () => {
    const opened = await open({ 'sink.rolling-policy.inactivity-interval': '70 s' });
    await opened.write(batchOf(0, 2));
    opened.job.host.timeMs += 61_000;
    await opened.writer.onTick!(opened.job.host.nowMs());
    await opened.write(batchOf(2, 2));
    opened.job.host.timeMs += 61_000;
    await opened.writer.onTick!(opened.job.host.nowMs());
    await opened.checkpoint();
    expect(opened.files()).toEqual([]);
    opened.job.host.timeMs += 61_000;
    await opened.writer.onTick!(opened.job.host.nowMs());
    await opened.checkpoint();
    expect(opened.files()).toHaveLength(1);
  });
});

describe('parquet', () => {
  test('a file is closed at every checkpoint', async () => {
    const opened = await open({ format: 'parquet' });
    for (let i = 1; i <= 3; i++) {
      await opened.write(batchOf(i, 1));
      await opened.checkpoint();
      expect(opened.files()).toHaveLength(i);
    }
  });

  // Flink looks at what a whole-file format has written, and that is nothing before a row group is full.
  test('a file is closed when its row groups are larger than its size, not before', async () => {
    const opened = await open({
      format: 'parquet',
      'sink.rolling-policy.file-size': '16 kb',
      'parquet.block.size': '20000',
    });
    for (let i = 0; i < 40; i++) await opened.write(batchOf(i * 1000, 1000));
    await opened.checkpoint(true);
    expect(opened.files().length).toBeGreaterThan(3);
    expect(await visibleRows(opened.directory)).toHaveLength(40_000);
    const whole = await open({ format: 'parquet', 'sink.rolling-policy.file-size': '16 kb' });
    for (let i = 0; i < 40; i++) await whole.write(batchOf(i * 1000, 1000));
    await whole.checkpoint(true);
    expect(whole.files()).toHaveLength(1);
  });
});

describe('partitions', () => {
  test('of several columns and types; their columns are not in the files', async () => {
    const columns = [
      { name: 'day', type: T.DATE },
      { name: 'id', type: T.INT },
      { name: 'place', type: T.STRING },
    ];
    const opened = await open({ 'partition.default-name': 'none' }, { columns, partitionKeys: ['place', 'day'] });
    await opened.write([
      [0, 1, 'a/b'],
      [null, 2, ''],
      [0, 3, 'a/b'],
      [1, 4, 'a/b'],
    ]);
    await opened.checkpoint(true);
    const found = Object.fromEntries(opened.files().map((path) => [path.replace(/part-.*/, ''), lines(opened, path)]));
    expect(found).toEqual({
      'place=a%2Fb/day=1970-01-01/': [{ id: 1 }, { id: 3 }],
      'place=a%2Fb/day=1970-01-02/': [{ id: 4 }],
      'place=none/day=none/': [{ id: 2 }],
    });
  });

  test('with a static value', async () => {
    const opened = await open({}, { partitionKeys: ['dt'], staticPartitions: { dt: 'today' } });
    // The planner fills the column with the value.
    await opened.write([
      [1, 'n', 'today'],
      [2, 'n', 'today'],
    ]);
    await opened.checkpoint(true);
    expect(opened.files().map((path) => path.replace(/part-.*/, ''))).toEqual(['dt=today/']);
  });

  test('no more files are open than allowed', async () => {
    const opened = await open({ 'sink.max-open-files': '2' }, { partitionKeys: ['dt'] });
    for (const dt of ['a', 'b', 'a', 'c', 'a', 'b']) await opened.write([[1, 'n', dt]]);
    await opened.checkpoint(true);
    const counts = new Map<string, number>();
    for (const path of opened.files()) counts.set(path.slice(0, 4), (counts.get(path.slice(0, 4)) ?? 0) + 1);
    // When c came, b had been written longest ago; when b came again, it was c.
    expect(Object.fromEntries(counts)).toEqual({ 'dt=a': 1, 'dt=b': 2, 'dt=c': 1 });
  });
});

describe('partition commit', () => {
  const SUCCESS = { 'sink.partition-commit.policy.kind': 'success-file' };
  const success = (opened: Opened) => opened.files().filter((path) => isHiddenFile(path));

  test('at once, and again for later files', async () => {
    const opened = await open({ ...SUCCESS, 'sink.rolling-policy.file-size': '1 b' }, { partitionKeys: ['dt'] });
    await opened.write([
      [1, 'n', 'a'],
      [2, 'n', 'a'],
    ]);
    expect(success(opened)).toEqual([]);
    await opened.checkpoint();
    expect(success(opened)).toEqual(['dt=a/_SUCCESS']);
    await opened.write([
      [2, 'n', 'b'],
      [2, 'n', 'b'],
    ]);
    await opened.checkpoint();
    expect(success(opened)).toEqual(['dt=a/_SUCCESS', 'dt=b/_SUCCESS']);
  });

  test('after a delay, under another name', async () => {
    const options = {
      ...SUCCESS,
      'sink.partition-commit.delay': '1 h',
      'sink.partition-commit.success-file.name': '_DONE',
      'sink.rolling-policy.file-size': '1 b',
    };
    const opened = await open(options, { partitionKeys: ['dt'] });
    await opened.write([
      [1, 'n', 'a'],
      [2, 'n', 'a'],
    ]);
    await opened.checkpoint();
    opened.job.host.timeMs += 3_000_000;
    await opened.checkpoint();
    expect(success(opened)).toEqual([]);
    opened.job.host.timeMs += 700_000;
    await opened.checkpoint();
    expect(success(opened)).toEqual(['dt=a/_DONE']);
    await opened.write([[2, 'n', 'b']]);
    await opened.checkpoint(true);
    expect(success(opened)).toEqual(['dt=a/_DONE', 'dt=b/_DONE']);
  });

  test('a table without partitions is committed at its end', async () => {
    const opened = await open(SUCCESS);
    await opened.write(batchOf(0, 1));
    await opened.checkpoint();
    expect(success(opened)).toEqual([]);
    await opened.checkpoint(true);
    expect(success(opened)).toEqual(['_SUCCESS']);
  });
});

describe('INSERT OVERWRITE', () => {
  const withOld = () => {
    const directory = temporaryDirectory();
    for (const name of ['dt=a/x.json', 'dt=b/x.json', 'dt=b/_SUCCESS', 'x.json']) {
      mkdirSync(join(directory, name, '..'), { recursive: true });
      writeFileSync(join(directory, name), '');
    }
    return directory;
  };
  const left = (opened: Opened) => opened.files().map((path) => path.replace(/part-.*/, 'new'));

  test('replaces the whole of a table without partitions, even by nothing', async () => {
    const opened = await open({}, { overwrite: true, directory: withOld() });
    await opened.checkpoint(true);
    expect(left(opened)).toEqual(['dt=b/_SUCCESS']);
  });

  test('replaces a static partition', async () => {
    const opened = await open(
      {},
      { overwrite: true, partitionKeys: ['dt'], staticPartitions: { dt: 'b' }, directory: withOld() },
    );
    await opened.write([[1, 'n', 'b']]);
    await opened.checkpoint();
    expect(left(opened)).toHaveLength(4);
    await opened.checkpoint(true);
    expect(left(opened)).toEqual(['dt=a/x.json', 'dt=b/_SUCCESS', 'dt=b/new', 'x.json']);
  });

  test('replaces a static partition even by nothing, and only partitions that got rows otherwise', async () => {
    const more = { overwrite: true, partitionKeys: ['dt'] };
    const empty = await open({}, { ...more, staticPartitions: { dt: 'b' }, directory: withOld() });
    await empty.checkpoint(true);
    expect(left(empty)).toEqual(['dt=a/x.json', 'dt=b/_SUCCESS', 'x.json']);
    const dynamic = await open({}, { ...more, staticPartitions: { dt: '' }, directory: withOld() });
    await dynamic.write([[1, 'n', 'a']]);
    await dynamic.checkpoint(true);
    expect(left(dynamic)).toEqual(['dt=a/new', 'dt=b/_SUCCESS', 'dt=b/x.json', 'x.json']);
  });

  test('replaces what another job wrote, and not what the same job wrote', async () => {
    const directory = temporaryDirectory();
    const first = await open({}, { directory, jobId: 'job-1' });
    await first.write(batchOf(0, 1));
    await first.checkpoint(true);
    const again = await open({}, { directory, jobId: 'job-1', overwrite: true });
    await again.write(batchOf(1, 1));
    await again.checkpoint(true);
    expect(again.files()).toHaveLength(2);
    const other = await open({}, { directory, jobId: 'job-2', overwrite: true });
    await other.write(batchOf(2, 1));
    await other.checkpoint(true);
    expect(other.files()).toHaveLength(1);
  });
});

test('a commit that was broken off is finished by the next', async () => {
  const opened = await open({ 'sink.rolling-policy.file-size': '1 b' });
  await opened.write(batchOf(0, 3));
  const { committables } = await opened.writer.prepareCommit(1, true);
  const [first] = committables as readonly { file: FinishedFile }[];
  await localStorage.publish([first!.file]);
  await opened.commit(1, committables);
  await opened.commit(1, committables);
  expect(opened.files()).toHaveLength(3);
  // Counted where it happened; what the broken commit did is not known any more.
  expect(opened.job.counts.get('files')).toBe(2);
  rmSync(join(opened.directory, opened.files()[1]!));
  await expect(opened.commit(1, committables)).rejects.toThrow(/cannot publish '.*part-.*-1.json'/);
});

describe('clearing up', () => {
  test('removes unpublished files of this sink and no other', async () => {
    const directory = temporaryDirectory();
    const lost = await open({}, { directory });
    await lost.write(batchOf(0, 3));
    const other = await open({}, { directory, jobId: 'job-2' });
    await other.write(batchOf(0, 3));
    expect(await unpublished(directory)).toHaveLength(2);
    await open({}, { directory });
    expect(await unpublished(directory)).toHaveLength(1);
  });

  test('an aborted writer keeps the file that a checkpoint speaks of', async () => {
    const opened = await open({}, { partitionKeys: ['dt'] });
    await opened.write([[1, 'n', 'a']]);
    await opened.checkpoint();
    await opened.write([
      [2, 'n', 'a'],
      [3, 'n', 'b'],
    ]);
    await opened.writer.abort();
    expect((await unpublished(opened.directory)).map((path) => path.slice(0, 5))).toEqual(['dt=a/']);
  });
});
