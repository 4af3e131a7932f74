import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { filesystem } from '../../../src/connectors/filesystem/connector.ts';
import { loadZstd } from '../../../src/connectors/formats/parquet/format/zstd.ts';
import type { OutputColumn, ProducedColumn } from '../../../src/planner/physical/plan.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import * as T from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import {
  makeBatch,
  physical,
  readRows,
  rowText,
  sinkNode,
  type TestTable,
  testJob,
} from '../../harness/connector-context.ts';
import { type SourceCase, sourceSuite } from '../../harness/source-suite.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

const COLUMNS: readonly OutputColumn[] = [
  { name: 'id', type: T.INT },
  { name: 'name', type: T.STRING },
];

const record = (id: number) => ({ id, name: `name ${id}` });
const json = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify(record(from + i))}\n`).join('');
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => rowText(Object.values(record(from + i))));

function directoryOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = temporaryDirectory();
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), contents);
  }
  return directory;
}

const tableOf = (
  path: string,
  options: Readonly<Record<string, string>> = {},
  more: Partial<TestTable> = {},
): TestTable => ({
  connector: filesystem,
  options: { path, format: 'json', ...options },
  columns: COLUMNS,
  ...more,
});

/** Writes rows as files, one of them a checkpoint. */
async function write(table: TestTable, batches: readonly (readonly (readonly Value[])[])[]): Promise<void> {
  const job = testJob();
  const node = sinkNode(table);
  const implementation = await filesystem.sink!();
  const writer = await implementation.openWriter(job.context(table), node, []);
  const committer = await implementation.openCommitter(job.context(table), node);
  for (const [index, batch] of batches.entries()) {
    await writer.write(makeBatch(new Arena(job.memory), table.columns, batch));
    await committer.commit(index, (await writer.prepareCommit(index, index === batches.length - 1)).committables);
  }
  await writer.close();
}

/** Reads a table to its end in one subtask. */
async function read(table: TestTable, produced: readonly ProducedColumn[] = physical(table.columns)) {
  const job = testJob();
  const implementation = await filesystem.source!();
  const enumerator = await implementation.openEnumerator(job.context(table));
  const reader = await implementation.openReader(job.context(table), produced);
  try {
    reader.assign(await enumerator.discover(new Map()));
    const arena = new Arena(job.memory);
    const found: string[] = [];
    const origins: (string | undefined)[] = [];
    for (let batch = await reader.poll(arena, 10); batch !== 'end'; batch = await reader.poll(arena, 10)) {
      if (batch) {
        found.push(...readRows(job.memory, produced, batch).map(rowText));
        for (let row = 0; row < batch.rowCount; row++) origins.push(batch.origin?.describe(row));
      }
      arena.reset();
    }
    return { rows: found, origins, job };
  } finally {
    await reader.close();
  }
}

sourceSuite(async (): Promise<readonly SourceCase[]> => {
  const files = {
    'a.json': json(0, 3),
    'b/c.json': json(3, 4000),
    'empty.json': '',
    'z.json.gz': gzipSync(json(4003, 5000)),
    'tail.json': json(9003, 2).trimEnd(),
  };
  const partitions = { 'dt=x/h=1/a.json': json(0, 2), 'dt=__DEFAULT_PARTITION__/h=2/b.json': json(2, 3) };
  const columns = [...COLUMNS, { name: 'dt', type: T.STRING }, { name: 'h', type: T.INT }];
  const parquet = tableOf(directoryOf({}), { format: 'parquet', 'parquet.batch-size': '100' });
  const valuesOf = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => Object.values(record(from + i)));
  await write(parquet, [valuesOf(0, 450), valuesOf(450, 1), valuesOf(451, 200)]);
  const csv = Array.from({ length: 3000 }, (_, id) => `${id},"name${id % 3 === 0 ? '\n' : ' '}${id}"\n`).join('');
  const csvRows = Array.from({ length: 3000 }, (_, id) => rowText([id, `name${id % 3 === 0 ? '\n' : ' '}${id}`]));
  return [
    { name: 'CSV over lines', table: tableOf(directoryOf({ 'a.csv': csv }), { format: 'csv' }), rows: csvRows },
    { name: 'parquet', table: parquet, rows: rows(0, 651) },
    { name: 'files of JSON lines', table: tableOf(directoryOf(files)), rows: rows(0, 9005) },
    { name: 'one file', table: tableOf(join(directoryOf(files), 'a.json')), rows: rows(0, 3) },
    { name: 'no files', table: tableOf(directoryOf({})), rows: [] },
    {
      name: 'partitions',
      table: tableOf(directoryOf(partitions), {}, { columns, partitionKeys: ['dt', 'h'] }),
      rows: [0, 1, 2, 3, 4].map((id) => rowText([id, `name ${id}`, id < 2 ? 'x' : null, id < 2 ? 1 : 2])),
    },
  ];
});

describe('listing', () => {
  test('goes into directories and passes over hidden names', async () => {
    const path = directoryOf({
      'a/b/1.json': json(1, 1),
      '2.json': json(2, 1),
      _SUCCESS: 'x',
      '.part.inprogress.x': 'x',
      '_temporary/3.json': 'x',
      '.x/4.json': 'x',
    });
    expect((await read(tableOf(path))).rows).toEqual([...rows(2, 1), ...rows(1, 1)]);
  });

  test('a pattern has to match the whole path', async () => {
    const path = directoryOf({ 'a/1.json': json(1, 1), 'b/2.json': json(2, 1), 'b/3.txt': json(3, 1) });
    const found = (pattern: string) => read(tableOf(path, { 'source.path.regex-pattern': pattern }));
    expect((await found(`${path}/b/.*\\.json`)).rows).toEqual(rows(2, 1));
    expect((await found('.*/[ab]/[12].*')).rows).toEqual(rows(1, 2));
    expect((await found('b/2')).rows).toEqual([]);
  });

  test('a missing directory is an error, unless it may come or is one of partitions', async () => {
    const path = join(directoryOf({}), 'nowhere');
    await expect(read(tableOf(path))).rejects.toThrow(`path '${path}' of table c.d.t does not exist`);
    for (const table of [
      tableOf(path, { 'source.monitor-interval': '1 s' }),
      tableOf(path, {}, { partitionKeys: ['id'] }),
    ]) {
      const { rows: found, job } = await read(table);
      expect(found).toEqual([]);
      expect(job.warnings).toHaveLength(1);
    }
  });

  test('watching finds new files once, also over a restart', async () => {
    const path = directoryOf({ '1.json': json(1, 1) });
    const table = tableOf(path, { 'source.monitor-interval': '7 s' });
    const implementation = await filesystem.source!();
    const open = async () => implementation.openEnumerator(testJob().context(table));
    const names = (splits: readonly { id: string }[]) => splits.map(({ id }) => id.slice(path.length + 1));
    const first = await open();
    expect(first.discoverIntervalMs).toBe(7000);
    expect(names(await first.discover(new Map()))).toEqual(['1.json']);
    expect(names(await first.discover(new Map()))).toEqual([]);
    writeFileSync(join(path, '2.json'), json(2, 1));
    expect(names(await first.discover(new Map()))).toEqual(['2.json']);
    const snapshot = structuredClone(first.snapshot!());
    writeFileSync(join(path, '3.json'), json(3, 1));
    rmSync(join(path, '1.json'));
    const second = await open();
    second.restore!(snapshot);
    const positions = new Map([[join(path, '1.json'), { offset: 9, line: 1, ended: true }]]);
    const splits = await second.discover(positions);
    expect(names(splits)).toEqual(['1.json', '2.json', '3.json']);
    expect(splits.map(({ position }) => (position as { ended: boolean }).ended)).toEqual([true, false, false]);
    expect(names(await second.discover(new Map()))).toEqual([]);
  });

  test('a bounded listing stays as it was over a restart', async () => {
    const path = directoryOf({ '1.json': json(1, 1) });
    const implementation = await filesystem.source!();
    const first = await implementation.openEnumerator(testJob().context(tableOf(path)));
    await first.discover(new Map());
    const second = await implementation.openEnumerator(testJob().context(tableOf(path)));
    second.restore!(structuredClone(first.snapshot!()));
    writeFileSync(join(path, '2.json'), json(2, 1));
    expect(await second.discover(new Map())).toHaveLength(1);
    expect(first.discoverIntervalMs).toBeUndefined();
  });
});

describe('partition columns', () => {
  const columns = [
    { name: 'id', type: T.INT },
    { name: 'day', type: T.DATE },
    { name: 'at', type: T.STRING },
  ];
  const table = (files: Readonly<Record<string, string>>) =>
    tableOf(directoryOf(files), {}, { columns, partitionKeys: ['day', 'at'] });

  test('come typed and unescaped out of the path, wherever they stand in the table', async () => {
    const found = await read(table({ 'day=2026-11-21/at=a%2Fb/x.json': '{"id":1,"day":"no"}\n', 'above.json': '{}' }));
    expect(found.rows).toEqual([rowText([1, 20778, 'a/b'])]);
  });

  test('only the columns that are wanted', async () => {
    const one = table({ 'day=1970-01-02/at=x/x.json': '{"id":1}\n{"id":2}\n' });
    expect((await read(one, physical([columns[1]!]))).rows).toEqual(['[1]', '[1]']);
    expect((await read(one, [])).rows).toEqual(['[]', '[]']);
  });

  test('a directory that has no value of the type names the file', async () => {
    await expect(read(table({ 'day=monday/at=x/x.json': '{"id":1}\n' }))).rejects.toThrow(
      /day=monday\/at=x\/x.json': directory 'day=monday' is no value of type DATE/,
    );
    await expect(read(table({ 'day=1970-01-02/x=y/x.json': '{"id":1}\n' }))).rejects.toThrow(/no directory 'at=…'/);
  });
});

test('metadata columns', async () => {
  const path = directoryOf({ 'a/b.json': json(1, 2) });
  const file = join(path, 'a/b.json');
  utimesSync(file, 1_700_000_000, 1_700_000_000.25);
  const produced = [
    ['file.path', T.notNull(T.STRING)],
    ['file.name', T.notNull(T.STRING)],
    ['file.size', T.notNull(T.BIGINT)],
    ['file.modification-time', T.notNull(T.timestampLtz(3))],
  ] as const;
  const columns = produced.map(([key, type]): ProducedColumn => ({ name: key, type, from: { kind: 'metadata', key } }));
  const expected = rowText([
    file,
    'b.json',
    BigInt(readFileSync(file).length),
    { millis: 1_700_000_000_250, nanos: 0 },
  ]);
  expect((await read(tableOf(path), [...columns])).rows).toEqual([expected, expected]);
});

describe('records', () => {
  test('lines end with LF or CR LF, the last one may have no end', async () => {
    const path = directoryOf({ 'a.json': '{"id":1}\r\n{"id":2}\n{"id":3}\r' });
    expect((await read(tableOf(path), physical([COLUMNS[0]!]))).rows).toEqual(['[1]', '[2]', '[3]']);
  });

  test('records of any length, over the edges of blocks', async () => {
    const lengths = [1, 70_000, 1 << 20, 5, 3 << 20, (1 << 20) - 30, 2_500_000, 0, 65_000, 65_536, 1];
    const lines = lengths.map((length, id) => `${JSON.stringify({ id, name: 'x'.repeat(length) })}\n`).join('');
    const path = directoryOf({ 'a.json': lines });
    const found = (await read(tableOf(path))).rows;
    expect(found.map((row) => (JSON.parse(row)[1] as string).length)).toEqual(lengths);
  });

  test('many small records', async () => {
    const path = directoryOf({ 'a.json': json(0, 120_000) });
    const found = (await read(tableOf(path))).rows;
    expect(found).toEqual(rows(0, 120_000));
  });

  test('a row says where it comes from', async () => {
    const path = directoryOf({ 'a/x.json': json(0, 10_000) });
    const { origins } = await read(tableOf(path));
    expect(origins[0]).toBe('file a/x.json, line 1');
    expect(origins[9_999]).toBe('file a/x.json, line 10000');
  });

  test('a row of a whole-file format too', async () => {
    const table = tableOf(directoryOf({}), { format: 'parquet' });
    await write(table, [Array.from({ length: 5 }, (_, i) => Object.values(record(i)))]);
    const { origins } = await read(table);
    expect(origins[4]).toMatch(/^file part-.*\.parquet, row 5$/);
  });

  test('a record that cannot be decoded names file and line', async () => {
    const path = directoryOf({ 'a.json': `${json(0, 9_000)}{"id":\n${json(9_000, 1)}` });
    await expect(read(tableOf(path))).rejects.toThrow(/^file a.json, line 9001: /);
    const { rows: found, origins, job } = await read(tableOf(path, { 'json.ignore-parse-errors': 'true' }));
    expect(found).toEqual(rows(0, 9_001));
    expect(origins.at(-1)).toBe('file a.json, line 9002');
    expect(job.counts.get('skipped')).toBe(1);
  });
});

describe('CSV', () => {
  const csv = (text: string, options: Readonly<Record<string, string>> = {}) =>
    read(tableOf(directoryOf({ 'a.csv': text }), { format: 'csv', ...options }));

  test('a record goes over several lines between quotes', async () => {
    const { rows: found, origins } = await csv('1,"a\nb"\n2,c\r\n3,"d ""e""\n\n"\n4,f');
    expect(found).toEqual(
      [
        [1, 'a\nb'],
        [2, 'c'],
        [3, 'd "e"\n\n'],
        [4, 'f'],
      ].map(rowText),
    );
    expect(origins).toEqual([1, 3, 4, 7].map((line) => `file a.csv, line ${line}`));
  });

  test('not where quotes mean nothing', async () => {
    const { rows: found } = await csv('1,"a\n2,b"\n', { 'csv.disable-quote-character': 'true' });
    expect(found).toEqual(
      [
        [1, '"a'],
        [2, 'b"'],
      ].map(rowText),
    );
  });

  test('a record that cannot be decoded names its line', async () => {
    await expect(csv('1,"a\nb"\nx,c\n')).rejects.toThrow(/^file a.csv, line 3: /);
  });

  test('what was written comes back', async () => {
    const table = tableOf(directoryOf({}), { format: 'csv' });
    const written = [
      [1, 'plain'],
      [2, 'a,"b"\nc\r\nd'],
      [3, ''],
      [4, ' x '],
    ] as const;
    await write(table, [written]);
    expect((await read(table)).rows).toEqual(written.map(rowText));
  });
});

test('raw lines', async () => {
  const columns = [{ name: 'line', type: T.STRING }];
  const table = tableOf(directoryOf({ 'a.txt': 'one\n\ntwo "x' }), { format: 'raw' }, { columns });
  expect((await read(table)).rows).toEqual(['["one"]', '[""]', '["two \\"x"]']);
  const back = tableOf(directoryOf({}), { format: 'raw' }, { columns });
  await write(back, [[['one'], ['']]]);
  expect((await read(back)).rows).toEqual(['["one"]', '[""]']);
  await expect(write(back, [[[null]]])).rejects.toThrow('NULL');
});

describe('compression', () => {
  test.each(['gz', 'gzip', 'deflate', 'zst'])('.%s', async (extension) => {
    const text = json(0, 20_000);
    const zstd = await loadZstd();
    const compressed = {
      gz: gzipSync(text),
      gzip: gzipSync(text),
      deflate: deflateSync(text),
      zst: zstd.compress(Buffer.from(text), 3),
    };
    const path = directoryOf({ [`a.json.${extension}`]: compressed[extension as 'gz'] });
    expect((await read(tableOf(path))).rows).toEqual(rows(0, 20_000));
  });

  test('several members of one gzip file', async () => {
    const path = directoryOf({ 'a.gz': Buffer.concat([gzipSync(json(0, 2)), gzipSync(json(2, 2))]) });
    expect((await read(tableOf(path))).rows).toEqual(rows(0, 4));
  });

  test('a broken file is named', async () => {
    const path = directoryOf({ 'a.gz': gzipSync(json(0, 5_000)).subarray(0, 2_000) });
    await expect(read(tableOf(path))).rejects.toThrow(/cannot decompress file '.*\/a.gz': it is broken or incomplete/);
  });

  test.each(['bz2', 'xz'])('.%s is refused by name', async (extension) => {
    const path = directoryOf({ [`a.json.${extension}`]: 'x' });
    await expect(read(tableOf(path))).rejects.toThrow(/compressed with (bzip2|xz), which is not supported/);
  });
});
