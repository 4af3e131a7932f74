/** Ctrl-C ends what keeps the process's only thread busy, too: a user's function that never comes back. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { start } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { atTerminal } from '../harness/terminal.ts';

const ENDLESS = `CREATE FUNCTION f(x INT) RETURNS INT AS $$ console.error('in it'); while (true); return x $$ LANGUAGE JAVASCRIPT;`;
const TABLE = `CREATE TABLE t (x INT) WITH ('connector' = 'values', 'rows' = '{"x":1}');`;

describe.each([
  ['of a query', 'SELECT f(x) FROM t'],
  ['of a constant, while planning', 'SELECT f(1)'],
])('a call that never ends, %s', (_, query) => {
  it.each(['SIGINT', 'SIGTERM'] as const)('is ended by %s', async (signal) => {
    const running = start(['-e', `${ENDLESS} ${TABLE} ${query}; SELECT 'next'`]);
    await running.appears('in it');
    running.kill(signal);
    const finished = await running.finished;
    expect(finished.stderr).toBe('in it\n');
    expect(finished.stdout).not.toContain('next');
    if (signal === 'SIGTERM') expect(finished.signal).toBe('SIGTERM');
    else expect(finished.code).toBe(query.includes('FROM') ? 0 : 130);
  });
});

it('the shell stays', async () => {
  const env = { STREAMSQL_HISTORY: path.join(temporaryDirectory(), 'history'), NO_COLOR: '1' };
  const { screen, code, missing } = await atTerminal(
    [],
    [
      ['streamsql> ', `${ENDLESS}\r`],
      ['ok'],
      ['streamsql> ', `${TABLE}\r`],
      ['ok'],
      ['streamsql> ', 'SELECT f(x) FROM t;\r'],
      ['in it', '\u0003'],
      ['streamsql> ', 'SELECT f(1);\r'],
      ['in it', '\u0003'],
      ['streamsql> ', "SELECT 'still here';\r"],
      ['| still here |'],
      ['streamsql> ', 'QUIT;\r'],
    ],
    { env },
  );
  expect(missing, screen).toBeNull();
  expect(code).toBe(0);
});
