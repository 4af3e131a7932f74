/** `streamsql check` and what all commands do with files and parameters, as the built command. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** Files of a fresh folder, in which the command runs. */
function folder(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text);
  return directory;
}

const check = (files: Readonly<Record<string, string>>, args: readonly string[], env: Record<string, string> = {}) =>
  streamsql(['check', ...args], { cwd: folder(files), env });

const json = async (files: Readonly<Record<string, string>>, args: readonly string[] = []) => {
  const { stdout, stderr, code } = await check(files, ['--json', ...Object.keys(files), ...args]);
  return { faults: JSON.parse(stdout), stderr, code };
};

describe('check', () => {
  it('finds nothing in a good file', async () => {
    expect(await check({ 'a.sql': 'SELECT 1; SELECT 2' }, ['a.sql'])).toMatchObject({
      code: 0,
      stdout: '2 statements, no faults\n',
      stderr: '',
    });
  });

  it('finds all faults of all files at once', async () => {
    const found = await check({ 'a.sql': 'SELECT a;\nSELEC 1;\nSELECT b;', 'b.sql': 'SELECT * FROM nope' }, [
      'a.sql',
      'b.sql',
    ]);
    expect(found).toMatchObject({ code: 1, stdout: '4 errors\n' });
    for (const place of ['a.sql:1:8', 'a.sql:2:1', 'a.sql:3:8', 'b.sql:1:15'])
      expect(found.stderr).toContain(`--> ${place}\n`);
  });

  it('prints them as JSON, counted from 1', async () => {
    const text = "CREATE TABLE t (a INT) WITH (\n  'connector' = 'datagen',\n  'rows-per-secnd' = '5'\n);\nSELECT 1";
    expect(await json({ 'a.sql': text })).toEqual({
      code: 1,
      stderr: '',
      faults: [
        {
          file: 'a.sql',
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 19,
          severity: 'error',
          code: 'option-unknown',
          message: "unknown option 'rows-per-secnd'",
          notes: [],
          hint: "did you mean 'rows-per-second'?",
        },
      ],
    });
    expect((await json({ 'a.sql': 'SELECT 1' })).faults).toEqual([]);
  });

  it('counts lines with Windows ends and without the mark of UTF-8', async () => {
    const { faults } = await json({ 'a.sql': '\ufeff-- é\r\nSELECT\r\n  foo;\r\n' });
    expect(faults).toMatchObject([{ line: 3, column: 3, endLine: 3, endColumn: 6 }]);
    const { stderr } = await check({ 'a.sql': 'SELECT\r\n  foo;\r\n' }, ['a.sql']);
    expect(stderr).toContain('2 |   foo;\n  |   ^^^\n');
    expect(stderr).not.toContain('\r');
  });

  it('warns with exit code 0, and refuses when it is to be strict', async () => {
    const files = { 'a.sql': "CREATE TABLE t (timestamp STRING) WITH ('connector' = 'blackhole')" };
    expect(await check(files, ['a.sql'])).toMatchObject({ code: 0, stdout: '1 warning\n' });
    expect(await check(files, ['--strict', 'a.sql'])).toMatchObject({ code: 1, stdout: '1 error\n' });
  });

  it('cuts a long line around the caret', async () => {
    const { stderr } = await check({ 'a.sql': `SELECT ${'1 + '.repeat(500)}foo + ${'2 + '.repeat(500)}3` }, ['a.sql']);
    const [, line, carets] = /1 \| (.*)\n {2}\| (.*)\n/.exec(stderr)!;
    expect(line!.length).toBeLessThanOrEqual(165);
    expect(line!.slice(carets!.indexOf('^'), carets!.lastIndexOf('^') + 1)).toBe('foo');
    expect(line).toMatch(/^….*…$/);
  });

  it('says which files it cannot read, and reads the others', async () => {
    const directory = folder({ 'a.sql': 'SELECT foo' });
    mkdirSync(path.join(directory, 'sub'));
    const found = await streamsql(['check', 'none.sql', 'sub', 'a.sql'], { cwd: directory });
    expect(found).toMatchObject({ code: 1, stdout: '3 errors\n' });
    expect(found.stderr).toContain("error[file-unreadable]: cannot read 'none.sql': there is no such file\n");
    expect(found.stderr).toContain("error[file-unreadable]: cannot read 'sub': it is a folder\n");
    expect(found.stderr).toContain("unknown column 'foo'");
  });

  it.each([
    [{ NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ NO_COLOR: '' }, false],
  ])('with %j has colour: %s', async (env, colour) => {
    const { stderr } = await check({ 'a.sql': 'SELECT foo' }, ['a.sql'], env);
    expect(stderr.includes('\u001b[')).toBe(colour);
  });
});

describe('parameters', () => {
  const table = (options: string) => `CREATE TABLE t (a INT) WITH ('connector' = 'datagen', ${options})`;

  it('that have no value are all listed, each marked from $ to }', async () => {
    const text = `${table("'number-of-rows' = '${rows}', 'rows-per-second' = '${ per }'")};\nSELECT \${a.b} + \${rows}`;
    const { faults, code } = await json({ 'a.sql': text.replace('${ per }', '${per-second}') });
    expect(code).toBe(1);
    expect(faults.map((f: Record<string, unknown>) => [f['message'], f['line'], f['column'], f['endColumn']])).toEqual([
      ["parameter 'rows' has no value", 1, 75, 82],
      ["parameter 'per-second' has no value", 1, 106, 119],
      ["parameter 'a.b' has no value", 2, 8, 14],
      ["parameter 'rows' has no value", 2, 17, 24],
    ]);
    expect(faults.at(-1).hint).toBe(
      'give rows=… per-second=… a.b=… on the command line, in an --env-file or in the environment',
    );
  });

  it('come from arguments, files, the environment and defaults, in this order', async () => {
    const directory = folder({
      'a.sql': "SELECT '${A:-d} ${B:-d} ${C:-d} ${D:-d} ${E:-d}' AS r",
      'x.env': "A=file\nB='file'\nE=\n",
    });
    const env = { A: 'env', B: 'env', C: 'env' };
    const found = await streamsql(['run', '--format', 'csv', 'a.sql', 'a=arg', '--env-file', 'x.env'], {
      cwd: directory,
      env,
    });
    expect(found).toMatchObject({ code: 0, stdout: 'r\narg file env d d\n' });
  });

  it('come from Java property files, with the keys of Java and librdkafka', async () => {
    const directory = folder({
      'a.sql': "SELECT '${bootstrap.servers}' AS a, '${sasl.jaas.config}' AS b, '${sasl.username}' AS c",
      'client.properties':
        '# comment \\\n! another\nbootstrap.servers: one:9092,\\\n    two:9092\nsasl.jaas.config=Module required username="u";\nsasl.username alice\n',
    });
    const found = await streamsql(['run', '--format', 'json', 'a.sql', '--env-file', 'client.properties'], {
      cwd: directory,
    });
    expect(found.stderr).toBe('');
    expect(JSON.parse(found.stdout)).toEqual({
      a: 'one:9092,two:9092',
      b: 'Module required username="u";',
      c: 'alice',
    });
  });

  it('keep a literal a literal, whatever is in the value', async () => {
    const directory = folder({ 'a.sql': "SELECT '${v}' AS a, `${c}` FROM (VALUES (1)) AS t (`x``y`)" });
    const found = await streamsql(['run', '--format', 'json', 'a.sql', "v='; DROP TABLE t; --", 'c=x`y'], {
      cwd: directory,
    });
    expect(found).toMatchObject({ code: 0, stdout: `{"a":"'; DROP TABLE t; --","x\`y":1}\n` });
  });

  it('in comments are none', async () => {
    const text = '-- ${a}\n/* ${b} */ SELECT 1 /*+ no */';
    expect(await check({ 'a.sql': text.replace(' /*+ no */', '') }, ['a.sql'])).toMatchObject({ code: 0 });
    expect(await check({ 'a.sql': '-- ${a}\nSELECT 1' }, ['a.sql', 'a=1'])).toMatchObject({ code: 1 });
  });

  it('that no file has are refused', async () => {
    const { stderr, code } = await check({ 'a.sql': 'SELECT ${count}' }, ['a.sql', 'count=1', 'cuont=2']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "error[parameter-unused]: no file uses a parameter 'cuont'\n = hint: did you mean 'count'?\n\n",
    );
  });

  it('are marked as they stand in the file when their value is at fault', async () => {
    const { faults } = await json({ 'a.sql': table("'rows-per-second' = '${rate}'") }, ['rate=a great many']);
    expect(faults).toMatchObject([{ code: 'option-value', line: 1, column: 75, endColumn: 84 }]);
    const inside = await json({ 'b.sql': 'SELECT ${expression} + 1' }, ['expression=1 + foo + bar']);
    expect(inside.faults).toMatchObject([
      { message: "unknown column 'foo'", line: 1, column: 8, endColumn: 21 },
      { message: "unknown column 'bar'", line: 1, column: 8, endColumn: 21 },
    ]);
  });

  it('cannot come from a file that is not there or not of this form', async () => {
    const missing = await check({ 'a.sql': 'SELECT 1' }, ['a.sql', '--env-file', 'x.env']);
    expect(missing).toMatchObject({ code: 1, stderr: "error: cannot read 'x.env': there is no such file\n" });
    const broken = await check({ 'a.sql': 'SELECT 1', 'x.env': 'A=1\n\nwhat is this\n' }, [
      'a.sql',
      '--env-file',
      'x.env',
    ]);
    expect(broken).toMatchObject({ code: 1, stderr: "error: cannot read 'x.env': line 3: expected name=value\n" });
  });
});

describe('the command line', () => {
  it.each([
    [['run'], "missing required argument 'file'"],
    [['run', 'a=b'], 'no SQL file is named'],
    [['run', '--nope', 'a.sql'], "unknown option '--nope'"],
    [['run', '-p', '0', 'a.sql'], 'expected a whole number from 1'],
    [['chekc', 'a.sql'], "unknown command 'chekc'; did you mean 'streamsql check'?"],
    [['a.sql'], "unknown command 'a.sql'; did you mean 'streamsql run a.sql'?"],
    [['--set', 'a=b', 'run', 'a.sql'], "option '--set' stands before the command 'run': write it behind"],
    [['-e', 'SELECT 1', '--format', 'xml'], 'Allowed choices are table, json, csv'],
  ])('%j is wrong', async (args, message) => {
    const found = await streamsql(args);
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toContain(message);
  });

  it('is a program of its own, and no option of it is taken by Node', () => {
    const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
    const found = spawnSync(main, ['check', '--env-file', 'none.env', 'a.sql'], { encoding: 'utf8' });
    expect(found).toMatchObject({ status: 1, stderr: "error: cannot read 'none.env': there is no such file\n" });
  });

  it('has a version and help for every command', async () => {
    expect((await streamsql(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const command of ['run', 'check', 'explain', 'test', 'docs']) {
      const { code, stdout } = await streamsql([command, '--help']);
      expect({ code, usage: stdout.split('\n')[0] }).toEqual({
        code: 0,
        usage: expect.stringContaining(`streamsql ${command}`),
      });
      expect((await streamsql(['help', command])).stdout).toBe(stdout);
    }
  });
});

describe('faults', () => {
  it('are told from the top, whatever found them', async () => {
    const sql = 'SELECT a;\nSELECT 1 +;\nSELECT b;\n';
    const { stdout, stderr } = await streamsql(['check', 'a.sql'], { cwd: folder({ 'a.sql': sql }) });
    expect(stderr.match(/a\.sql:\d+/g)).toEqual(['a.sql:1', 'a.sql:2', 'a.sql:3']);
    expect(stderr).not.toContain('did you mean');
    expect(stdout).toBe('3 errors\n');
  });
  it('are told by the exit code when nobody reads the rest', () => {
    const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
    const cwd = folder({ 'a.sql': `${'SELECT a;\n'.repeat(5000)}` });
    const command = `${process.execPath} -- ${main} check --json a.sql | head -1; echo "\${PIPESTATUS[0]}"`;
    expect(spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' }).stdout).toBe('[\n1\n');
  });
  it('are not what one should merely know', async () => {
    const cwd = folder({ 'a.sql': "SHOW FUNCTIONS LIKE 'UP%';" });
    const { code, stdout, stderr } = await streamsql(['check', 'a.sql'], { cwd });
    expect({ code, stdout, said: stderr.slice(0, 5) }).toEqual({
      code: 0,
      stdout: '1 statement, no faults\n',
      said: 'info[',
    });
  });
});

describe('docs', () => {
  it.each([
    [[], 'kafka'],
    [['connector'], 'filesystem'],
    [['connector', 'kafka'], 'scan.startup.mode'],
    [['format', 'JSON'], 'ignore-parse-errors'],
    [['function', 'json_value'], 'RETURNING'],
    [['config'], 'execution.checkpointing.interval'],
    [['codes'], 'parameter-missing'],
    [['config', 'parallelism.default'], 'subtasks'],
    [['codes', 'syntax'], 'not a statement'],
    [['kafka'], '# Connector kafka'],
    [['upper'], '## UPPER'],
  ])('%j are there', async (args, text) => {
    const { code, stdout } = await streamsql(['docs', ...args]);
    expect(code).toBe(0);
    expect(stdout).toContain(text);
  });
  it('say what there is instead', async () => {
    expect(await streamsql(['docs', 'connector', 'kafak'])).toMatchObject({
      code: 1,
      stderr: "error: unknown connector 'kafak'; did you mean 'kafka'?\n",
    });
    expect(await streamsql(['docs', 'conector'])).toMatchObject({ code: 2 });
    const nothing = 'expected connector, format, function, config, codes, or the name of one';
    expect(await streamsql(['docs', 'uper'])).toMatchObject({
      code: 2,
      stderr: `error: nothing is called 'uper': ${nothing}; did you mean 'function UPPER'?\n`,
    });
    expect((await streamsql(['docs', 'function', 'x'])).stderr).toBe("error: unknown function 'x'\n");
    expect(await streamsql(['docs', 'function', 'upper', 'lower'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('explain', () => {
  it('prints the stages of every query and job', async () => {
    const directory = folder({
      'a.sql': "SELECT 1; CREATE TABLE b (a INT) WITH ('connector' = 'blackhole'); INSERT INTO b VALUES (1)",
    });
    const { code, stdout } = await streamsql(['explain', 'a.sql'], { cwd: directory });
    expect(code).toBe(0);
    expect(stdout.match(/== Optimized Physical Plan ==/g)).toHaveLength(2);
  });
  it('prints faults as check does', async () => {
    const directory = folder({ 'a.sql': 'SELECT foo' });
    expect(await streamsql(['explain', 'a.sql'], { cwd: directory })).toMatchObject({ code: 1, stdout: '' });
  });
});
