/** The main job on a real broker: every row once, also after being killed again and again, read back by other people's readers. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runPython } from '../harness/python.ts';
import { createTopic, produceLogs } from '../harness/services/kafka-client.ts';
import { mobileOf } from '../harness/services/log-records.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { start, streamsql } from '../harness/streamsql.ts';

const JOB = fileURLToPath(new URL('../../queries/01-logs-to-parquet/job.sql', import.meta.url));
const PARTITIONS = 4;
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Setup {
  readonly topic: string;
  readonly bootstrap: string;
  /** The job's file in a folder of its own, so that its checkpoints are its own. */
  readonly job: string;
  readonly sink: string;
  readonly args: readonly string[];
}

async function setUp(): Promise<Setup> {
  const bootstrap = await sharedKafka();
  const topic = uniqueName('logs');
  await createTopic(bootstrap, topic, PARTITIONS);
  const folder = mkdtempSync(path.join(tmpdir(), 'streamsql-logs-'));
  folders.push(folder);
  const job = path.join(folder, 'job.sql');
  cpSync(JOB, job);
  const sink = path.join(folder, 'out');
  const args = [
    'run',
    job,
    `topic=${topic}`,
    `sink_path=${sink}`,
    `bootstrap_servers=${bootstrap}`,
    'checkpoint_interval=300ms',
    '--summary',
    'json',
    '-p',
    '2',
  ];
  return { topic, bootstrap, job, sink, args };
}

interface ReadBack {
  readonly rows: number;
  readonly distinct: number;
  /** Index of a record and its `mobile`. */
  readonly mobiles: readonly (readonly [number, string | null])[];
  readonly duckdbRows: number;
}

/** The number of a record stands in its message: `request 17 done in …`. */
const readBack = (folder: string): Promise<ReadBack> =>
  runPython<ReadBack>(
    `
import pyarrow.dataset as ds, duckdb, re, glob, os
files = sorted(f for f in glob.glob(os.path.join(input, '*')) if not os.path.basename(f).startswith(('.', '_')))
table = ds.dataset(files, format='parquet').to_table()
numbers = [int(re.match(r'request (\\d+) ', m).group(1)) for m in table.column('msg').to_pylist()]
rows = duckdb.sql("SELECT count(*) FROM read_parquet([" + ','.join("'" + f + "'" for f in files) + "])").fetchall()[0][0]
output = {'rows': table.num_rows, 'distinct': len(set(numbers)), 'mobiles': list(zip(numbers, table.column('mobile').to_pylist())), 'duckdbRows': rows}
`,
    folder,
  );

function expectEveryRowOnce(found: ReadBack, count: number): void {
  expect({ rows: found.rows, distinct: found.distinct, duckdb: found.duckdbRows }).toEqual({
    rows: count,
    distinct: count,
    duckdb: count,
  });
  const wrong = found.mobiles.filter(([index, mobile]) => mobile !== mobileOf(index));
  expect(wrong.slice(0, 5)).toEqual([]);
}

describe('logs to Parquet', () => {
  it('reads what is there when it is bounded, and leaves', async () => {
    const { topic, bootstrap, sink, args } = await setUp();
    await produceLogs(bootstrap, topic, { count: 20_000, partitions: PARTITIONS });
    const run = await streamsql([...args, 'scan_bounded_mode=latest-offset']);
    expect(run.stderr + run.stdout).not.toContain('error');
    expect(run.code).toBe(0);
    const summary = JSON.parse(run.stdout);
    expect(summary).toMatchObject({ state: 'finished', rowsIn: 20_000, rowsOut: 20_000 });
    expectEveryRowOnce(await readBack(sink), 20_000);
    expect(readdirSync(sink).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('takes a last checkpoint on SIGTERM and goes on from it', async () => {
    const { topic, bootstrap, sink, args } = await setUp();
    await produceLogs(bootstrap, topic, { count: 10_000, partitions: PARTITIONS });
    const first = start(args);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    first.kill('SIGTERM');
    const stopped = await first.finished;
    expect(stopped.code).toBe(0);
    expect(JSON.parse(stopped.stdout)).toMatchObject({ state: 'stopped' });
    await produceLogs(bootstrap, topic, { from: 10_000, count: 10_000, partitions: PARTITIONS });
    const second = await streamsql([...args, 'scan_bounded_mode=latest-offset']);
    expect(second.code).toBe(0);
    expectEveryRowOnce(await readBack(sink), 20_000);
  });

  it('has every row exactly once after ten kills', async () => {
    const { topic, bootstrap, sink, args } = await setUp();
    const count = 120_000;
    const producing = produceLogs(bootstrap, topic, { count, partitions: PARTITIONS });
    for (let kill = 0; kill < 10; kill++) {
      const run = start(args);
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 1500));
      run.kill('SIGKILL');
      await run.finished;
    }
    await producing;
    const last = await streamsql([...args, 'scan_bounded_mode=latest-offset']);
    expect(last.stderr).not.toContain('error[');
    expect(last.code).toBe(0);
    expectEveryRowOnce(await readBack(sink), count);
    expect(readdirSync(sink).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 180_000);
});
