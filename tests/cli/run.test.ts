/** `streamsql run`: exit codes, the summary, logs and signals, as the built command. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { start, streamsql } from '../harness/streamsql.ts';
import { filesBelow, temporaryDirectory } from '../harness/temporary-directory.ts';
import { atTerminal } from '../harness/terminal.ts';

const BLACKHOLE = "CREATE TABLE b (a INT) WITH ('connector' = 'blackhole');\n";
const PRINT = "CREATE TABLE p (a INT) WITH ('connector' = 'print');\n";
/** Ends only when it is stopped. */
const ENDLESS = "CREATE TABLE g (a INT) WITH ('connector' = 'datagen', 'rows-per-second' = '2000');\n";
const FILES = "CREATE TABLE f (a INT) WITH ('connector' = 'filesystem', 'path' = 'out', 'format' = 'csv');\n";
const BROKEN = `CREATE TABLE t (s STRING) WITH ('connector' = 'values', 'rows' = '{"s":"x"}');\n`;

function job(sql: string): { readonly cwd: string } {
  const cwd = temporaryDirectory();
  writeFileSync(path.join(cwd, 'job.sql'), sql);
  return { cwd };
}
const run = (sql: string, ...args: string[]) => streamsql(['run', 'job.sql', ...args], job(sql));

const wait = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe('what is run', () => {
  it('is each step in its order', async () => {
    const found = await run(
      `${BLACKHOLE}SHOW TABLES;\nSELECT 1 AS a;\nINSERT INTO b VALUES (1), (2);`,
      '--format',
      'csv',
    );
    expect(found.code).toBe(0);
    expect(found.stdout).toMatch(/^table name\nb\na\n1\ninsert-into_default_catalog\.default_database\.b: finished/);
    expect(found.stdout).toContain('rows out     2\n');
  });
  it('may be nothing but definitions', async () => {
    expect(await run(BLACKHOLE)).toEqual({
      code: 0,
      signal: null,
      stdout: '',
      stderr: 'note: there is nothing to run: the files have no INSERT and no SELECT\n',
    });
    expect(await run(BLACKHOLE, '--quiet')).toMatchObject({ code: 0, stderr: '' });
  });
  it('is nothing when anything is wrong', async () => {
    const found = await run(`${PRINT}INSERT INTO p VALUES (1);\nSELECT foo;`);
    expect(found).toMatchObject({ code: 1, stdout: '' });
  });
  it('can stand in several files that share their tables', async () => {
    const { cwd } = job(`${PRINT}`);
    writeFileSync(path.join(cwd, 'insert.sql'), 'INSERT INTO p VALUES (5)');
    const { code, stdout } = await streamsql(['run', 'job.sql', 'insert.sql', '--summary', 'none'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '+I[5]\n' });
  });
  it('has as many subtasks as -p says, whatever the file sets', async () => {
    const sql = `SET 'parallelism.default' = '1';\n${ENDLESS.replace("'2000'", "'2000', 'number-of-rows' = '50'")}${BLACKHOLE}INSERT INTO b SELECT a FROM g;`;
    expect((await run(sql)).stderr).toContain(': 1 subtask\n');
    expect((await run(sql, '-p', '2')).stderr).toContain(': 2 subtasks\n');
  });
});

describe('a failure', () => {
  const failing = `${BROKEN}${BLACKHOLE}INSERT INTO b SELECT CAST(s AS INT) FROM t;`;
  it('ends with 3, the place of the expression and of the row', async () => {
    const { code, stderr, stdout } = await run(failing);
    expect(code).toBe(3);
    expect(stderr).toMatch(/error\[run-time\]: cannot cast 'x' to INT/);
    expect(stderr).toContain('--> job.sql:3:22');
    expect(stderr).not.toMatch(/\.js|Error:/);
    expect(stdout).toContain(': failed after');
  });
  it('is an object in the summary, and a line of a log in JSON', async () => {
    const { code, stderr, stdout } = await run(failing, '--summary', 'json', '--log-format', 'json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'failed',
      failure: { code: 'run-time', file: 'job.sql', line: 3, column: 22 },
    });
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ event: 'diagnostic', code: 'run-time', line: 3 });
    for (const { time } of events) expect(new Date(time).toISOString()).toBe(time);
  });
});

describe('--summary json', () => {
  it('is the only text on standard output, whatever else there is to print', async () => {
    const sql = `${PRINT}SHOW TABLES;\nSELECT 'row' AS r;\nINSERT INTO p VALUES (1), (2);\nSELECT 2;\nINSERT INTO p VALUES (3);`;
    const { code, stdout, stderr } = await run(sql, '--summary', 'json');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ state: 'finished', rowsIn: 3, rowsOut: 3, files: 0, bytes: 0, failure: null });
    expect(summary.jobs.map((one: { rowsOut: number }) => one.rowsOut)).toEqual([2, 1]);
    expect(Object.keys(summary)).toEqual(
      expect.arrayContaining(['millis', 'checkpoints', 'restarts', 'rowsPerSecond', 'jobs']),
    );
    expect(stderr).toContain('+I[3]');
  });
});

describe('logs', () => {
  const sql = `${BLACKHOLE}INSERT INTO b VALUES (1);`;
  it('are plain lines without a terminal', async () => {
    const { stderr } = await run(sql);
    expect(stderr).toMatch(/^job insert-into_\S+: 1 subtask\n/);
    expect(stderr).not.toMatch(/[\r\u001b]/);
  });
  it('are silent with --quiet', async () => {
    expect((await run(sql, '--quiet')).stderr).toBe('');
    expect((await run(sql, '--quiet', '--log-format', 'json')).stderr).toBe('');
  });
  it('are one object a line with --log-format json', async () => {
    const { stderr } = await run(sql, '--log-format', 'json');
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'started', parallelism: 1 });
    expect(await run('SELECT foo', '--log-format', 'json').then((r) => JSON.parse(r.stderr))).toMatchObject({
      event: 'diagnostic',
      code: 'unknown-column',
    });
  });
  it('are one live line on a terminal', async () => {
    const { cwd } = job(`${ENDLESS}${BLACKHOLE}INSERT INTO b SELECT a FROM g;`);
    const { screen, code } = await atTerminal(
      ['run', path.join(cwd, 'job.sql')],
      [['rows/s'], ['rows/s', '\u0003'], ['stopping']],
    );
    expect(code).toBe(0);
    expect(screen).toMatch(/\r\u001b\[2K.*rows in {2}[\d,]+ rows\/s/);
    expect(screen).toContain('stopped, and can go on later');
  });
});

describe('signals', () => {
  const endless = `${ENDLESS}${FILES}INSERT INTO f SELECT a FROM g;`;
  it.each(['SIGINT', 'SIGTERM'] as const)('%s takes a last checkpoint and leaves with 0', async (signal) => {
    const place = job(endless);
    const running = start(['run', 'job.sql', '--summary', 'json'], place);
    await wait(2000);
    running.kill(signal);
    const { code, stdout, stderr } = await running.finished;
    expect(code).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ state: 'stopped', failure: null });
    expect(summary.rowsOut).toBeGreaterThan(0);
    expect(summary.jobs[0].checkpoint).toBeDefined();
    expect(stderr).toContain('stopping: one last checkpoint; a second signal leaves at once\n');
    expect(filesBelow(path.join(place.cwd, 'out')).filter((name) => /(^|\/)[._]/.test(name))).toEqual([]);
    expect(existsSync(path.join(place.cwd, '.streamsql'))).toBe(true);
  });
  it('a second one leaves at once with 130', async () => {
    const running = start(['run', 'job.sql'], job(endless));
    await wait(2000);
    // Both are there before the first is looked at: the last checkpoint cannot have been taken.
    running.kill('SIGINT');
    running.kill('SIGTERM');
    const { code, stdout } = await running.finished;
    expect(code).toBe(130);
    expect(stdout).toContain(': cut off after');
  });
});
