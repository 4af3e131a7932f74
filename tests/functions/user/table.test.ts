/** Table functions of users: what they may give, what is said of the rest, and that nothing of theirs is left open. */
import { describe, expect, it } from 'vitest';
import { run } from './session.ts';

const inline = (body: string, returns = 'TABLE (a INT, b STRING)'): string =>
  `CREATE FUNCTION f(x INT) RETURNS ${returns} LANGUAGE TYPESCRIPT AS $$${body}$$;`;
const rowsOf = async (body: string, returns?: string) =>
  (await run(`${inline(body, returns)} SELECT f.* FROM (VALUES 1, 2) AS t, LATERAL TABLE(f(t)) AS f`)).rows;
const messageOf = async (body: string, returns?: string): Promise<string[]> => {
  const { diagnostics } = await run(`${inline(body, returns)}\nSELECT f.* FROM TABLE(f(7)) AS f`);
  for (const { span } of diagnostics) expect(span).toBeDefined();
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
};

describe('a row is', () => {
  it('an object or an array of the columns', async () => {
    const rows = await rowsOf("yield { a: x, b: 'o' }; yield [x as number, null]; yield { b: 'p' };");
    expect(rows).toEqual([
      [1, 'o'],
      [1, null],
      [null, 'p'],
      [2, 'o'],
      [2, null],
      [null, 'p'],
    ]);
  });

  it('a value where there is one column', async () => {
    expect(await rowsOf('yield x; yield null; yield { a: 3 }; yield [4];', 'TABLE (a INT)')).toEqual([
      [1],
      [null],
      [3],
      [4],
      [2],
      [null],
      [3],
      [4],
    ]);
  });

  it('spread over many batches in order', async () => {
    const { rows } = await run(
      `${inline("for (let i = 0; i < 10_000; i++) yield [i, 'b' + i];")} SELECT t, f.b FROM (VALUES 1, 2) AS t, LATERAL TABLE(f(t)) AS f`,
    );
    expect(rows).toEqual([1, 2].flatMap((t) => Array.from({ length: 10_000 }, (_, i) => [t, `b${i}`])));
  });
});

describe('what cannot be taken is said with its row', () => {
  it.each([
    ["yield { a: 'x' };", "run-time: field a of row 1 of f is 'x', and INT takes whole numbers"],
    ['yield [1, null]; yield 5;', 'run-time: row 2 of f is 5, and ROW<`a` INT, `b` STRING> takes an object'],
    ['yield null;', 'run-time: row 1 of f is null, and ROW<`a` INT, `b` STRING> NOT NULL takes none'],
    ['yield { a: 1, c: 2 };', "run-time: row 1 of f has a field 'c' that its type has not"],
    ['yield [1];', 'run-time: row 1 of f has 1 fields, and its type has 2'],
    ['yield Promise.resolve(1);', 'run-time: f returned a Promise'],
    ['return 5;', 'run-time: f returned a value at its end'],
    ["\n  yield [1, 'a'];\n  throw new Error('ups');", 'run-time: f failed: ups, at '],
  ])('%s', async (body, message) => {
    const found = await messageOf(body);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('with the place in the body', async () => {
    const [thrown] = await messageOf("\n  yield [1, 'a'];\n  throw new Error('ups');");
    expect(thrown).toMatch(/job\.sql:3:9$/);
    const [oneLine] = await messageOf("throw new Error('ups')");
    expect(oneLine).toMatch(new RegExp(`job\\.sql:1:${inline('throw ').indexOf('throw ') + 7}$`));
    const text = `${inline('yield 1; const 5;')}`;
    const { diagnostics } = await run(text);
    expect(diagnostics.map((d) => d.message)).toEqual([
      expect.stringMatching(new RegExp(`job.sql:1:${text.indexOf('5;') + 1}$`)),
    ]);
  });

  it('and a plain function that returns no rows', async () => {
    const { diagnostics } = await run(
      "CREATE FUNCTION f(x INT) RETURNS TABLE (a INT) AS './functions.ts#same' LANGUAGE TYPESCRIPT; SELECT * FROM TABLE(f(1))",
    );
    expect(diagnostics.map((d) => d.message)).toEqual([
      'f returned a number: a table function yields its rows, or returns an array of them',
    ]);
  });
});

it('a generator is closed when a LIMIT has enough', async () => {
  const body =
    "try { while (true) yield 'x'; } finally { globalThis.closedGenerators = (globalThis.closedGenerators ?? 0) + 1; }";
  const { rows, diagnostics } = await run(`${inline(body, 'TABLE (s STRING)')} SELECT s FROM TABLE(f(1)) LIMIT 2`);
  expect(diagnostics).toEqual([]);
  expect(rows).toEqual([['x'], ['x']]);
  expect((globalThis as { closedGenerators?: number }).closedGenerators).toBe(1);
});
