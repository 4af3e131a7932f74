import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as t from '../../../src/sql/types/type.ts';
import type { MapValue, Value } from '../../../src/sql/types/value.ts';
import { mavenJars, run } from '../../harness/services/maven.ts';
import { columnsOf } from './columns.ts';
import { type Row, readRows, writeRows } from './support.ts';

/** Flink's own writer and reader of Parquet files, in a program of a few lines. */
const JARS = [
  ...['flink-parquet', 'flink-table-runtime', 'flink-table-api-java', 'flink-connector-files'].map(
    (name) => `org.apache.flink:${name}:2.3.0`,
  ),
  ...['hadoop-client-api', 'hadoop-client-runtime'].map((name) => `org.apache.hadoop:${name}:3.3.6`),
];
const PROGRAM = fileURLToPath(new URL('./fixtures/FlinkParquet.java', import.meta.url));

/** @returns what each command prints */
async function flink(commands: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const jars = await mavenJars('flink-parquet', JARS);
  const output = await run(
    'java',
    ['-Xmx512m', '-Duser.timezone=UTC', '-cp', `${jars}/*`, PROGRAM],
    commands.join('\n'),
  );
  const answers = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of output.trimEnd().split('\n'))
    if (line.startsWith('= ')) answers.set(line.slice(2), (lines = []));
    else lines.push(line);
  return answers;
}

const KEY = t.notNull(t.STRING);
const columns = columnsOf({
  boolean: t.BOOLEAN,
  tinyint: t.TINYINT,
  smallint: t.SMALLINT,
  int: t.INT,
  bigint: t.BIGINT,
  float: t.FLOAT,
  double: t.DOUBLE,
  decimal_9: t.decimal(9, 2),
  decimal_18: t.decimal(18, 6),
  decimal_38: t.decimal(38, 10),
  char: t.char(3),
  string: t.STRING,
  bytes: t.BYTES,
  date: t.DATE,
  time: t.time(3),
  timestamp_3: t.timestamp(3),
  timestamp_9: t.timestamp(9),
  timestamp_ltz: t.timestampLtz(6),
  not_null: t.notNull(t.INT),
  array: t.array(t.INT),
  map: t.map(KEY, t.STRING),
  multiset: t.multiset(KEY),
  row: t.row([
    { name: 'f0', type: t.INT },
    { name: 'f1', type: t.STRING },
  ]),
  array_of_row: t.array(
    t.row([
      { name: 'f0', type: t.STRING },
      { name: 'f1', type: t.array(t.DATE) },
    ]),
  ),
  map_of_map: t.map(KEY, t.map(KEY, t.BIGINT)),
});

const map = (...pairs: [Value, Value][]): MapValue => ({
  keys: pairs.map(([key]) => key),
  values: pairs.map(([, value]) => value),
});

/** The rows of the program. */
const rows: Row[] = Array.from({ length: 50 }, (_, i): Row[] => {
  const millis = 1_700_000_000_000 + i * 86_399_999;
  const big = BigInt(i);
  return [
    [
      i % 2 === 0,
      0 - i,
      i * 100,
      i * 1_000_003,
      big * 3_000_000_000n,
      i / 4,
      i / 8,
      big * 100n + 25n,
      -(big * 1_000_000n + 123_456n),
      BigInt(`1234567890123456789${i}5000000000`),
      `c${i % 10}x`,
      `text é ${i % 7}`,
      Uint8Array.of(i, 0xff),
      19_000 + i,
      1000 * i + 1,
      { millis, nanos: 0 },
      { millis, nanos: i * 1001 },
      { millis, nanos: 7000 },
      i,
      i % 5 === 0 ? [] : [i, null, i + 1],
      map([`k${i}`, 'v'], ['n', null]),
      map(['a', i + 1], ['b', 1]),
      [i, i % 3 === 0 ? null : 'in'],
      [[`e${i}`, [i, i + 1]], null, [null, null]],
      map(['m', map(['x', big], ['y', null])], ['e', map()], ['z', null]),
    ],
    columns.map(({ name }) => (name === 'not_null' ? 0 - i : null)),
  ];
}).flat();

const THEIRS = {
  'as it comes': '',
  'small pages': 'page.size=200 page.row.count.limit=9 page.size.row.check.min=1 page.size.row.check.max=2',
  'row groups': 'block.size=3000 block.size.row.check.min=5 block.size.row.check.max=9',
  'without dictionary': 'enable.dictionary=false',
  'version 2': 'writer.version=PARQUET_2_0',
  'version 2 without dictionary':
    'writer.version=PARQUET_2_0 enable.dictionary=false page.size=300 page.size.row.check.min=5',
  'INT64 nanoseconds': 'write.int64.timestamp=true timestamp.time.unit=nanos',
  GZIP: 'compression=GZIP',
  ZSTD: 'compression=ZSTD',
  LZ4_RAW: 'compression=LZ4_RAW',
};

const OURS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'as it comes': {},
  'small pages': { 'page.row.count.limit': '7' },
  'row groups': { 'block.size': '3000' },
  'without dictionary': { 'enable.dictionary': 'false' },
  'INT64 nanoseconds': { 'write.int64.timestamp': 'true', 'timestamp.time.unit': 'nanos' },
  GZIP: { compression: 'GZIP' },
  ZSTD: { compression: 'ZSTD' },
};

describe('Flink', () => {
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-flink-'));
  const file = (kind: string, name: string) => join(folder, `${kind}-${name.replaceAll(' ', '-')}.parquet`);
  let answers: ReadonlyMap<string, string[]>;

  beforeAll(async () => {
    for (const [name, options] of Object.entries(OURS))
      writeFileSync(
        file('ours', name),
        await writeRows(columns, rows, { options: { 'utc-timezone': 'true', ...options }, batchRows: 11 }),
      );
    answers = await flink([
      'rows',
      ...Object.entries(THEIRS).map(([name, options]) => `write ${file('theirs', name)} ${options}`.trim()),
      ...Object.keys(OURS).map((name) => `read ${file('ours', name)}`),
    ]);
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Object.keys(OURS))('reads what is written: %s', (name) => {
    expect(answers.get(`read ${file('ours', name)}`)).toEqual(answers.get('rows'));
    expect(answers.get('rows')!.length).toBe(rows.length);
  });

  test.each(Object.keys(THEIRS))('writes what is read: %s', async (name) => {
    const options = { 'utc-timezone': 'true', 'batch-size': '13' };
    expect(await readRows(readFileSync(file('theirs', name)), columns, { options })).toEqual(rows);
  });
});
