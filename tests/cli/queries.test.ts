/** The jobs of queries/ do what their folders say: their input gives the expected rows, and their tests test the same view. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const QUERIES = fileURLToPath(new URL('../../queries', import.meta.url));
const read = (file: string) => readFileSync(path.join(QUERIES, file), 'utf8');

/** The statement that begins so. */
function statement(sql: string, beginning: string): string {
  const start = sql.indexOf(beginning);
  const end = sql.indexOf(';', start);
  expect(start, beginning).toBeGreaterThanOrEqual(0);
  return sql.slice(start, end < 0 ? undefined : end);
}

describe('00-quickstart', () => {
  it('writes the orders of which more than one was bought', async () => {
    const sink = path.join(temporaryDirectory(), 'out');
    const job = await streamsql([
      'run',
      'queries/00-quickstart/job.sql',
      'rows=2000',
      `sink_path=${sink}`,
      '--summary',
      'json',
    ]);
    expect(job.code, job.stderr).toBe(0);
    const { rowsIn, rowsOut } = JSON.parse(job.stdout);
    expect(rowsIn).toBe(2000);
    expect(rowsOut).toBeGreaterThan(1000);
    const show = await streamsql(['run', 'queries/00-quickstart/show.sql', `sink_path=${sink}`, '--format', 'json']);
    expect(show.code, show.stderr).toBe(0);
    const rows = show.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(10);
    for (const row of rows)
      expect(row).toEqual({
        order_id: expect.any(Number),
        customer: expect.stringMatching(/^user-\d+$/),
        category: expect.stringMatching(/^(books|music|garden)$/),
        total: expect.any(Number),
        ordered_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      });
  });
});

describe('01-logs-to-parquet', () => {
  const job = read('01-logs-to-parquet/job.sql');

  it('makes the expected rows of its input', async () => {
    const cwd = temporaryDirectory();
    const input = path.join(QUERIES, '01-logs-to-parquet/input');
    // The same job over the files of `input` in place of the topic.
    const topic = /\) WITH \(\s*'connector' = 'kafka',[^)]*\)/;
    expect(job).toMatch(topic);
    const files = `) WITH ('connector' = 'filesystem', 'path' = '${input}', 'format' = 'json')`;
    writeFileSync(path.join(cwd, 'job.sql'), job.replace(topic, files));
    const done = await streamsql(['run', 'job.sql', 'sink_path=out'], { cwd });
    expect(done.code, done.stderr).toBe(0);
    const sink = statement(job, 'CREATE TABLE parquet_sink')
      .replace(/'path' = '[^']*'/, "'path' = 'out'")
      .replaceAll(/\$\{\w+:-(\w+)\}/g, '$1');
    const rows = await streamsql(['-e', `${sink}; SELECT * FROM parquet_sink`, '--format', 'json'], { cwd });
    expect(rows.stdout.trim().split('\n').sort().join('\n')).toBe(
      read('01-logs-to-parquet/expected/parquet_sink.jsonl').trim(),
    );
  });

  it('has tests of its own view', () => {
    const test = read('01-logs-to-parquet/logs.test');
    const view = statement(job, 'CREATE VIEW logs_enriched');
    expect(test).toContain(`${view}\n`);
    const columns = /CREATE TABLE kafka_logs \([\s\S]*?\n\)/;
    expect(columns.exec(test)![0]).toBe(columns.exec(job)![0]);
  });
});
