/** What the Tab key offers, and when a statement is at its end. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../src/cli/inputs.ts';
import { complete } from '../../src/cli/repl/complete.ts';
import { historyLine } from '../../src/cli/repl/history.ts';
import { endsStatement } from '../../src/cli/repl/statement-end.ts';
import type { PlannerSession } from '../../src/planner/session.ts';
import { Diagnostics } from '../../src/sql/diagnostics/diagnostic.ts';
import { Sources } from '../../src/sql/diagnostics/sources.ts';
import { parse } from '../../src/sql/parse/index.ts';

let session: PlannerSession;
beforeAll(() => {
  session = openSession([], new Diagnostics(), new Sources());
  const text = "CREATE TABLE clicks (user_id STRING, url STRING) WITH ('connector' = 'datagen')";
  const { statements } = parse({ name: 'x', text }, { strict: false });
  const diagnostics = new Diagnostics();
  for (const statement of statements) session.execute(statement, diagnostics);
  expect(diagnostics.list).toEqual([]);
});

describe('completion', () => {
  it.each([
    ['sel', 'SELECT', 'sel'],
    ['SELECT * FROM cli', 'clicks', 'cli'],
    ['SELECT user_', 'user_id', 'user_'],
    ['SELECT JSON_VA', 'JSON_VALUE', 'JSON_VA'],
    ["SET 'execution.check", 'execution.checkpointing.interval', 'execution.check'],
    ["CREATE TABLE t (a INT)\nWITH ('conn", 'connector', 'conn'],
    ["WITH ('connector' = 'ka", 'kafka', 'ka'],
    ["WITH ('connector' = 'kafka', 'scan.sta", 'scan.startup.mode', 'scan.sta'],
    ["WITH ('connector' = 'kafka', 'scan.startup.mode' = 'ear", 'earliest-offset', 'ear'],
    ["WITH ('format' = 'js", 'json', 'js'],
    ["WITH ('format' = 'json', 'json.ig", 'json.ignore-parse-errors', 'json.ig'],
  ])('of %j offers %s', (line, candidate, word) => {
    const [candidates, of] = complete(line, session);
    expect(candidates).toContain(candidate);
    expect(of).toBe(word);
    for (const one of candidates) expect(one.toLowerCase().startsWith(word.toLowerCase())).toBe(true);
  });
  it('offers no name of an internal function', () => {
    expect(complete('SELECT ', session)[0].filter((name) => name.startsWith('$'))).toEqual([]);
  });
});

describe('the end of a statement', () => {
  it.each(['SELECT 1;', "SELECT ';';", 'SELECT 1; -- done', 'SELECT 1; /* x */ ', 'SELECT `a;b`;'])(
    'is in %j',
    (text) => expect(endsStatement(text)).toBe(true),
  );
  it.each(['SELECT 1', "SELECT ';", 'SELECT 1 -- ;', 'SELECT 1 /* ; */', 'SELECT `;', '', 'SELECT 1; SELECT 2'])(
    'is not in %j',
    (text) => expect(endsStatement(text)).toBe(false),
  );
});

describe('a line of the history', () => {
  it.each([
    ['SELECT 1;', 'SELECT 1;'],
    ['SELECT 1, -- one\n  2;', 'SELECT 1, /* one */ 2;'],
    ["SELECT '-- no'\n;", "SELECT '-- no' ;"],
    ['/* a\n b */ SELECT 1;', '/* a b */ SELECT 1;'],
    ["SET 'x.password' = 'secret';", "SET 'x.password' = '******';"],
  ])('of %j is %j', (text, line) => expect(historyLine(text)).toBe(line));
});
