/** `streamsql -e` and SQL on standard input, as the built command. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { start, streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const execute = (sql: string, ...args: string[]) => streamsql(['-e', sql, ...args]);
const NOTHING = 'SELECT a FROM (VALUES (1)) AS t (a) WHERE a > 1';

describe('streamsql -e', () => {
  it('prints a table', async () => {
    expect(await execute("SELECT 1 AS n, 'a|b' AS s, CAST(NULL AS INT) AS e")).toEqual({
      code: 0,
      signal: null,
      stdout:
        '+---+-----+--------+\n| n | s   |      e |\n+---+-----+--------+\n| 1 | a|b | <NULL> |\n+---+-----+--------+\n1 row in set\n',
      stderr: '',
    });
  });
  it('may be given again, and takes parameters', async () => {
    const found = await streamsql([
      '--format',
      'json',
      '-e',
      'SELECT ${x} AS a',
      '-e',
      "SELECT '${y:-z}' AS b;",
      'x=5',
    ]);
    expect(found).toMatchObject({ code: 0, stdout: '{"a":5}\n{"b":"z"}\n', stderr: '' });
    expect(await streamsql(['-e', 'SELECT 1', 'y=5'])).toMatchObject({
      code: 1,
      stderr: "error[parameter-unused]: no file uses a parameter 'y'\n\n",
    });
  });
  it('prints JSON, a line a row', async () => {
    const { stdout } = await execute("SELECT 1 AS n, 'x\"' AS s; SELECT CAST(NULL AS INT) AS e", '--format', 'json');
    expect(stdout).toBe('{"n":1,"s":"x\\""}\n{"e":null}\n');
  });
  it('prints CSV with a header', async () => {
    const { stdout } = await execute("SELECT 1 AS n, 'x,y' AS s, '' AS e, CAST(NULL AS INT) AS z", '--format', 'csv');
    expect(stdout).toBe('n,s,e,z\n1,"x,y","",\n');
  });
  it.each([
    ['table', '+---+\n| a |\n+---+\n0 rows in set\n'],
    ['json', ''],
    ['csv', 'a\n'],
  ])('prints an empty result as %s', async (format, expected) => {
    expect(await execute(NOTHING, '--format', format)).toMatchObject({ code: 0, stdout: expected });
  });
  it('prints SHOW and EXPLAIN in the format that is asked for', async () => {
    const { stdout } = await execute('SHOW CURRENT CATALOG; EXPLAIN SELECT 1', '--format', 'json');
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.values(first)).toEqual(['default_catalog']);
    expect(second.result).toContain('== Optimized Physical Plan ==');
  });
  it('cuts nothing when it is no terminal', async () => {
    const { stdout } = await execute("SELECT REPEAT('x', 500) AS a");
    expect(stdout).toContain('x'.repeat(500));
  });
  it('leaves what would command a terminal out of tables', async () => {
    const { stdout } = await execute("SELECT U&'a\\001b[31mb\\000ac' AS s");
    expect(stdout).toContain('a\ufffd[31mb⏎c');
  });
  it('runs a job, and tells of it on standard error when the format is for programs', async () => {
    const sql = "CREATE TABLE b (a INT) WITH ('connector' = 'blackhole'); INSERT INTO b VALUES (1); SELECT 2 AS two";
    const table = await execute(sql);
    expect(table.stdout).toContain('rows out     1');
    const json = await execute(sql, '--format', 'json');
    expect(json).toMatchObject({ code: 0, stdout: '{"two":2}\n' });
    expect(json.stderr).toContain('rows out     1');
  });
  it('ends at the first fault, after what stood before it', async () => {
    const found = await execute('SELECT 1 AS a; SELECT foo; SELECT 3 AS c', '--format', 'json');
    expect(found).toMatchObject({ code: 1, stdout: '{"a":1}\n' });
    expect(found.stderr).toContain("error[unknown-column]: unknown column 'foo'\n --> <command line>:1:23\n");
  });
  it('fails with 3 when a row fails, and prints the rows before it', async () => {
    const rows = [{ s: '1' }, { s: 'x' }].map((row) => JSON.stringify(row)).join('\n');
    const table = `CREATE TABLE t (s STRING) WITH ('connector' = 'values', 'batch-size' = '1', 'rows' = '${rows}')`;
    const found = await execute(`${table};\nSELECT CAST(s AS INT) AS n FROM t`, '--format', 'json');
    expect(found).toMatchObject({ code: 3, stdout: '{"n":1}\n' });
    expect(found.stderr).toMatch(/^error\[run-time\]: cannot cast 'x' to INT/);
    expect(found.stderr).toContain('--> <command line>:3:8');
    expect(found.stderr).not.toMatch(/\.js|Error:/);
  });
  it('takes parameters from the environment', async () => {
    const { stdout } = await streamsql(['-e', "SELECT '${who}' AS a", '--format', 'csv'], { env: { who: "O'Neil" } });
    expect(stdout).toBe("a\nO'Neil\n");
  });
  it('takes parameters from files', async () => {
    const file = path.join(temporaryDirectory(), 'x.env');
    writeFileSync(file, 'who=me');
    expect((await execute("SELECT '${who}' AS a", '--format', 'csv', '--env-file', file)).stdout).toBe('a\nme\n');
    expect(await execute('SELECT ${nobody}')).toMatchObject({ code: 1, stdout: '' });
  });
  it('knows --set', async () => {
    expect((await execute('SET', '--set', 'pipeline.name=x', '--format', 'csv')).stdout).toBe(
      'key,value\npipeline.name,x\n',
    );
    expect(await execute('SELECT 1', '--set', 'pipeline.nmae=x')).toMatchObject({ code: 1, stdout: '' });
    expect(await execute('SELECT 1', '--set', 'x')).toMatchObject({
      code: 2,
      stderr: "error: --set takes key=value, found 'x'\n",
    });
  });
  it('stops an unbounded query with SIGINT', async () => {
    const running = start([
      '-e',
      "CREATE TABLE g (a INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20'); SELECT a FROM g",
      '--format',
      'json',
    ]);
    await running.appears('}\n');
    running.kill('SIGINT');
    const { code, stdout, stderr } = await running.finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^(\{"a":-?\d+\}\n)+$/);
  });
  it.each(['table', 'json', 'csv'])('leaves without a word when the reader of %s has left', (format) => {
    const sql = "CREATE TABLE g (a INT) WITH (''connector'' = ''datagen''); SELECT a FROM g".replaceAll("''", "'\\''");
    const command = `'${process.execPath}' '${MAIN}' -e '${sql}' --format ${format} | head -3; echo "code \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', timeout: 30_000 });
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('code 0');
    expect(stdout.trimEnd().split('\n')).toHaveLength(4);
  });
});

describe('SQL on standard input', () => {
  it('is run', async () => {
    const found = await streamsql(['--format', 'json'], { input: '\ufeffSELECT 1 AS a;\r\nSELECT 2 AS b' });
    expect(found).toEqual({ code: 0, signal: null, stdout: '{"a":1}\n{"b":2}\n', stderr: '' });
  });
  it('ends at QUIT, and takes no notice of what is for terminals', async () => {
    const found = await streamsql(['--format', 'json'], { input: 'HELP; CLEAR; SELECT 1 AS a; QUIT; SELECT 2 AS b' });
    expect(found).toMatchObject({ code: 0, stdout: '{"a":1}\n', stderr: '' });
  });
  it('may be nothing', async () => {
    expect(await streamsql([], { input: '' })).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  });
  it('names its faults', async () => {
    const found = await streamsql([], { input: 'SELECT\n  foo' });
    expect(found).toMatchObject({ code: 1, stdout: '' });
    expect(found.stderr).toContain('--> <stdin>:2:3');
  });
});
