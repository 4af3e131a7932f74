/** Usual mistakes: where they are told, and what is said beside. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** Of each diagnostic: its severity and code, the marked text, and the hint. */
async function faults(sql: string, cwd = temporaryDirectory()): Promise<readonly string[]> {
  writeFileSync(path.join(cwd, 'job.sql'), sql);
  const { stdout } = await streamsql(['check', '--json', 'job.sql'], { cwd });
  const found: { line: number; column: number; endColumn: number; severity: string; code: string; hint: string }[] =
    JSON.parse(stdout);
  return found.map(({ line, column, endColumn, severity, code, hint }) => {
    const marked = sql.split('\n')[line - 1]!.slice(column - 1, endColumn - 1);
    return `${severity} ${code} ${marked}${hint === null ? '' : `: ${hint}`}`;
  });
}

describe('a type', () => {
  it('that is unknown is told once, with the one that is meant', async () => {
    expect(
      await faults(`SELECT CAST('1' AS INTEGR), CAST(1 AS TEXT);
CREATE TABLE t (a INTT, b TIMESTAMPTZ, c NONSENSE) WITH ('connector' = 'datagen');`),
    ).toEqual([
      'error unknown-type INTEGR: did you mean INTEGER?',
      'error unknown-type TEXT: did you mean STRING?',
      'error unknown-type INTT: did you mean INT?',
      'error unknown-type TIMESTAMPTZ: did you mean TIMESTAMP_LTZ(3)?',
      'error unknown-type NONSENSE',
    ]);
  });
});

describe('a function', () => {
  it('of another system has the way to write it here', async () => {
    expect(await faults("SELECT NVL('a', 'b'), LENGTH('a'), dateDiff(1), uper('a'), zzzz(1);")).toEqual([
      'error unknown-function NVL: in Flink SQL: COALESCE(a, b)',
      'error unknown-function LENGTH: in Flink SQL: CHAR_LENGTH(text)',
      'error unknown-function dateDiff: in Flink SQL: TIMESTAMPDIFF(DAY, from, to)',
      'error unknown-function uper: did you mean UPPER?',
      'error unknown-function zzzz',
    ]);
  });
  it('is named by no hint that is unknown itself', async () => {
    const text = readFileSync(new URL('../../src/planner/bind/foreign-functions.ts', import.meta.url), 'utf8');
    const named = new Set([...text.matchAll(/\b([A-Z][A-Z_]+)\(/g)].map((match) => match[1]!));
    expect(named.size).toBeGreaterThan(20);
    const found = await faults([...named].map((name) => `SELECT ${name}('x', 'y', 'z', 'w');`).join('\n'));
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter((fault) => fault.includes('unknown-function'))).toEqual([]);
  });
});

describe('an option', () => {
  it('that is nearly the connector', async () => {
    expect(await faults("CREATE TABLE t (a INT) WITH ('connecter' = 'datagen');")).toEqual([
      "warning option-unknown 'connecter': did you mean 'connector'?",
    ]);
    expect(await faults("CREATE TABLE t (a INT) WITH ('path' = 'x');")).toEqual([]);
  });
  it('that is missing', async () => {
    expect(await faults("CREATE TABLE t (a INT) WITH ('connector' = 'kafka');")).toEqual([
      "error option-missing t: 'streamsql docs connector kafka' shows its options",
    ]);
  });
  it('is not blamed for a partition key that is no column', async () => {
    const options = "('connector' = 'filesystem', 'path' = 'x', 'format' = 'json')";
    expect(await faults(`CREATE TABLE t (a INT) PARTITIONED BY (b) WITH ${options};`)).toEqual([
      'error unknown-column t',
    ]);
  });
});

describe('columns that do not fit the sink', () => {
  const sink = "CREATE TABLE s (a STRING, b INT) WITH ('connector' = 'print');\n";
  it.each([
    ['INSERT INTO s SELECT 1, TRUE', ['1', 'TRUE']],
    ["INSERT INTO s VALUES ('a', 'b')", ["'b'"]],
    ["INSERT INTO s SELECT x, y FROM (SELECT 'a' AS x, 'b' AS y)", ['y']],
  ])('are marked one by one: %s', async (insert, marked) => {
    expect(await faults(sink + insert)).toEqual(marked.map((text) => `error schema-mismatch ${text}`));
  });
  it('are listed once', async () => {
    const { stderr } = await streamsql(['-e', `${sink}INSERT INTO s SELECT 1, TRUE`]);
    expect(stderr.match(/query -> sink 's'/g)).toHaveLength(1);
  });
});

describe('a function in its statement', () => {
  it('is found by nearly its name', async () => {
    const made = 'CREATE FUNCTION twice(x INT) RETURNS INT AS $$ return 2 * x $$ LANGUAGE JAVASCRIPT;\n';
    expect(await faults(`${made}DROP FUNCTION twise; DROP FUNCTION \`upper\`; DESCRIBE FUNCTION uper;`)).toEqual([
      "error unknown-function twise: did you mean 'twice'?",
      'error unknown-function `upper`: a built-in function stays as it is',
      'error unknown-function uper: did you mean UPPER?',
    ]);
  });
  it.each(['(x) => x + 1', 'x + 1', 'function f(x) { }'])('that gives nothing is refused: %s', async (body) => {
    expect(await faults(`CREATE FUNCTION f(x INT) RETURNS INT AS $$ ${body} $$ LANGUAGE JAVASCRIPT;`)).toEqual([
      `error invalid-statement $$ ${body} $$: $$ return a + 1 $$: what stands between the dollar signs is the body of a function of these parameters`,
    ]);
  });
});

describe('a record that cannot be decoded', () => {
  it.each([
    ['json', '{"a":"x"}\n'],
    ['csv', 'a\n1\n'],
  ])('has the option that leaves it out: %s', async (format, text) => {
    const cwd = temporaryDirectory();
    writeFileSync(path.join(cwd, 'data'), text);
    const table = (more: string) =>
      `CREATE TABLE t (a INT) WITH ('connector' = 'filesystem', 'path' = 'data', 'format' = '${format}'${more}); SELECT * FROM t`;
    const { code, stderr } = await streamsql(['-e', table('')], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain(` = hint: '${format}.ignore-parse-errors' = 'true' goes on without what cannot be read\n`);
    expect(await streamsql(['-e', table(`, '${format}.ignore-parse-errors' = 'true'`)], { cwd })).toMatchObject({
      code: 0,
    });
  });
});
