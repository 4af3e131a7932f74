/** The shell at a pseudo terminal, as a person uses it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import type { Step } from '../harness/terminal.ts';
import { atTerminal } from '../harness/terminal.ts';

const PROMPT = 'streamsql> ';
const ENTER = '\r';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const UP = '\u001b[A';

const shell = (steps: readonly Step[], history = path.join(temporaryDirectory(), 'history')) =>
  atTerminal([], steps, { env: { STREAMSQL_HISTORY: history, NO_COLOR: '1', WHO: 'someone' } });

describe('the shell', () => {
  it('takes statements over several lines and goes on after a fault', async () => {
    const { screen, code, missing } = await shell([
      [PROMPT, `SELECT 1 AS a,${ENTER}`],
      ['        -> ', `2 AS b;${ENTER}`],
      ['| 1 | 2 |'],
      [PROMPT, `SELECT foo;${ENTER}`],
      ["unknown column 'foo'"],
      [PROMPT, `SELEC 1;${ENTER}`],
      ['did you mean SELECT?'],
      [PROMPT, `SELECT 'still here';${ENTER}`],
      ['| still here |'],
      [PROMPT, CTRL_D],
    ]);
    expect(missing, screen).toBeNull();
    expect(code).toBe(0);
  });

  it('stops a query with Ctrl-C and stays', async () => {
    const { screen, code, missing } = await shell([
      [PROMPT, `CREATE TABLE g (a INT) WITH ('connector' = 'datagen', 'rows-per-second' = '50');${ENTER}`],
      ['ok'],
      [PROMPT, `SELECT 'row' AS r, a FROM g;${ENTER}`],
      ['| row | '],
      ['| row | ', CTRL_C],
      ['rows in set'],
      [PROMPT, `SHOW TABLES;${ENTER}`],
      ['| g '],
      [PROMPT, 'what was begun ', CTRL_C],
      [PROMPT, `SELECT 'again';${ENTER}`],
      ['| again  |'],
      [PROMPT, `QUIT;${ENTER}`],
    ]);
    expect(missing, screen).toBeNull();
    expect(code).toBe(0);
  });

  it('explains, sets and inserts', async () => {
    const { screen, code, missing } = await shell([
      [PROMPT, `SET 'pipeline.name' = 'seven';${ENTER}`],
      ['ok'],
      [PROMPT, `SET;${ENTER}`],
      ['| pipeline.name | seven |'],
      [PROMPT, `CREATE TABLE p (a INT) WITH ('connector' = 'print');${ENTER}`],
      ['ok'],
      [PROMPT, `DESCRIBE p;${ENTER}`],
      ['1 row in set'],
      [PROMPT, `SELECT '${'${WHO}'}' AS who;${ENTER}`],
      ['| someone |'],
      [PROMPT, `EXPLAIN SELECT 1 AS one;${ENTER}`],
      ['Optimized Physical Plan'],
      [PROMPT, `INSERT INTO p VALUES (7);${ENTER}`],
      ['+I[7]'],
      ['seven: finished'],
      [PROMPT, `HELP;${ENTER}`],
      ['Ctrl-D leaves'],
      [PROMPT, CTRL_D],
    ]);
    expect(missing, screen).toBeNull();
    expect(code).toBe(0);
  });

  it('completes words', async () => {
    const { screen, missing } = await shell([
      [PROMPT, 'SELECT json_val', '\t', `('{"a":5}', '$.a') AS five;${ENTER}`],
      ['| five |'],
      [PROMPT, CTRL_D],
    ]);
    expect(missing, screen).toBeNull();
  });

  it('goes back to whole statements, also of an earlier session, without their secrets', async () => {
    const history = path.join(temporaryDirectory(), 'state', 'history');
    const first = await shell(
      [
        [PROMPT, `SELECT 'one' AS a, -- the first${ENTER}`],
        ['-> ', `'two' AS b;${ENTER}`],
        ['1 row in set'],
        [
          PROMPT,
          `CREATE TABLE k (a INT) WITH ('properties.sasl.password' = 'hunter2', 'connector' = 'blackhole');${ENTER}`,
        ],
        ['error'],
        [PROMPT, CTRL_D],
      ],
      history,
    );
    expect(first.missing, first.screen).toBeNull();
    expect(readFileSync(history, 'utf8')).toBe(
      "SELECT 'one' AS a, /* the first */ 'two' AS b;\nCREATE TABLE k (a INT) WITH ('properties.sasl.password' = '******', 'connector' = 'blackhole');\n",
    );
    const second = await shell([[PROMPT, UP, UP, ENTER], ['| one | two |'], [PROMPT, CTRL_D]], history);
    expect(second.missing, second.screen).toBeNull();
  });

  it('gives back the statement before, whole, and not its lines', async () => {
    const { screen, missing } = await shell([
      [PROMPT, `SELECT 'one' AS a,${ENTER}`],
      ['-> ', `'two' AS b;${ENTER}`],
      ['| one | two |'],
      [PROMPT, UP, ENTER],
      ['| one | two |'],
      [PROMPT, `SELECT 'three';${ENTER}`],
      ['| three'],
      [PROMPT, 'SELECT ', CTRL_C],
      [PROMPT, UP, ENTER],
      ['| three'],
      [PROMPT, CTRL_D],
    ]);
    expect(missing, screen).toBeNull();
  });
});

describe('tables on a terminal', () => {
  it('are cut to its width', async () => {
    const { screen } = await atTerminal(['-e', "SELECT REPEAT('x', 200) AS a, REPEAT('y', 10) AS b"], [], {
      columns: 60,
    });
    const lines = screen.split('\r\n').filter((line) => line.startsWith('|') || line.startsWith('+'));
    expect(Math.max(...lines.map((line) => line.length))).toBe(60);
    expect(screen).toContain('xxx… | yyyyyyyyyy |');
  });
});
