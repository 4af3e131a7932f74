/** Code of user functions: found, compiled, imported, and faults in it told with their places. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { originalColumn } from '../../../src/cli/functions/align.ts';
import { run } from './session.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'streamsql-functions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
const inFolder = (text: string) => run(text, folder);
const messages = async (text: string): Promise<string[]> => (await inFolder(text)).diagnostics.map((d) => d.message);
const at = (name: string, place: string): string => `at ${path.join(folder, name)}:${place}`;
const NUMBERS = '(SELECT RAND_INTEGER(1) + 1 AS x)';

describe('files', () => {
  it('import each other, in circles too, and packages of Node', async () => {
    write(
      'a.ts',
      "import path from 'node:path';\nimport { b } from './b';\nexport const one = (): number => 1;\nexport const f = (x: number): string => path.posix.join('p', String(b(x)));\n",
    );
    write(
      'b.ts',
      "import { one } from './a.js';\nexport enum Step { Big = 10 }\nexport const b = (x: number): number => x + one() + Step.Big;\n",
    );
    const { rows, diagnostics } = await inFolder(
      `CREATE FUNCTION f(x INT) RETURNS STRING AS './a.ts#f' LANGUAGE TYPESCRIPT; SELECT f(x) FROM ${NUMBERS}`,
    );
    expect(diagnostics).toEqual([]);
    expect(rows).toEqual([['p/12']]);
  });

  it('in CommonJS are taken as well', async () => {
    write('c.cjs', 'const add = require("./d.json").add; module.exports = { f: (x) => x + add };\n');
    write('d.json', '{"add": 5}');
    const { rows } = await inFolder(
      `CREATE FUNCTION f(x INT) RETURNS INT AS './c.cjs#f' LANGUAGE JAVASCRIPT; SELECT f(x) FROM ${NUMBERS}`,
    );
    expect(rows).toEqual([[6]]);
  });

  it('are read again when they or what they import have changed', async () => {
    write('e.ts', "export { f } from './f.ts';\n");
    write('f.ts', 'export const f = (x: number): number => x;\n');
    const create = "CREATE FUNCTION NAME(x INT) RETURNS INT AS './e.ts#f' LANGUAGE TYPESCRIPT;";
    const before = await inFolder(`${create.replace('NAME', 'f')} SELECT f(x) FROM ${NUMBERS}`);
    write('f.ts', 'export const f = (x: number): number => x + 100;\n');
    const after = await inFolder(`${create.replace('NAME', 'g')} SELECT g(x) FROM ${NUMBERS}`);
    expect([before.rows, after.rows]).toEqual([[[1]], [[101]]]);
  });

  it.each([
    ['const x = 1;\nexport const f = ;\n', /^Unexpected token, at .*g\.ts:2:18$/],
    [
      "import { f } from 'no-such-package-here';\nexport { f };\n",
      /^cannot find 'no-such-package-here', which .*g\.ts imports$/,
    ],
    ["import { f } from './nowhere.ts';\nexport { f };\n", /^cannot find '\.\/nowhere\.ts', which .*g\.ts imports$/],
    ["const x: string = 'a';\nthrow new Error('not today');\n", /^cannot load .*g\.ts: not today, at .*g\.ts:2:7$/],
    ['export const f = 5;\n', /g\.ts#f is no function$/],
    ['export class f {}\n', /g\.ts#f is a class$/],
    ['export const f = { evaluat: () => 1, evaluate: () => 1 };\n', /g\.ts#f has an unknown field 'evaluat'$/],
    [
      "export const f = { parameters: { x: 'INTT' }, returns: 'INT', evaluate: () => 1 };\n",
      /^the type 'INTT' of parameter x in the file/,
    ],
    ['export const f = { returns: 5, evaluate: () => 1 };\n', /^'returns' of .*g\.ts#f must be a type as a string$/],
    ["export const f = { deterministic: 'no', evaluate: () => 1 };\n", /^'deterministic' of .* must be true or false$/],
  ])('that cannot be used are refused: %s', async (text, message) => {
    write('g.ts', text);
    const found = await messages("CREATE FUNCTION f(x INT) RETURNS INT AS './g.ts#f' LANGUAGE TYPESCRIPT");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });
});

describe('what a function throws', () => {
  const FILE = [
    "import { thrower } from './thrower.ts';",
    'const label = (n: number): string => `${n}` as const;',
    'export const direct = (x: number): number => { const y: number = x; throw new Error(`no ${label(y)}`); };',
    'export const inside = (x: number): number => thrower(x as number);',
    'export const nothing = (x: number): number => { throw undefined; };',
    'export const deep = (x: number): number => deep(x) + 1;',
    '',
  ].join('\n');
  write('h.ts', FILE);
  write(
    'thrower.ts',
    "export function thrower(x: number): number {\n  const o: Record<string, { n: number }> = {};\n  return o['k']!.n + x;\n}\n",
  );

  it.each([
    ['direct', `direct failed: no 1, ${at('h.ts', `3:${FILE.split('\n')[2]!.indexOf('new Error') + 1}`)}`],
    ['inside', `inside failed: Cannot read properties of undefined (reading 'n'), ${at('thrower.ts', '3:18')}`],
    ['nothing', 'nothing failed: it threw a undefined'],
    ['deep', `deep failed: Maximum call stack size exceeded, ${at('h.ts', '6:15')}`],
  ])('%s', async (name, message) => {
    const { diagnostics } = await inFolder(
      `CREATE FUNCTION ${name}(x INT) RETURNS INT AS './h.ts#${name}' LANGUAGE TYPESCRIPT;\nSELECT ${name}(x) FROM ${NUMBERS}`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['run-time']);
    expect(diagnostics[0]!.message.replace(/:\d+$/, '')).toBe(message.replace(/:\d+$/, ''));
    if (name !== 'deep') expect(diagnostics[0]!.message).toBe(message);
    expect(diagnostics[0]!.span).toBeDefined();
  });

  it('in a body has its place in the SQL file', async () => {
    const text = `CREATE FUNCTION f(x INT) RETURNS INT LANGUAGE TYPESCRIPT AS $$\n  const y: any = x;\n  return y.a.b;\n$$;\nSELECT f(x) FROM ${NUMBERS}`;
    expect(await messages(text)).toEqual([
      `f failed: Cannot read properties of undefined (reading 'b'), ${at('job.sql', '3:14')}`,
    ]);
    const oneLine = `CREATE FUNCTION f(x INT) RETURNS INT AS $$ throw new Error('x') $$ LANGUAGE JAVASCRIPT; SELECT f(x) FROM ${NUMBERS}`;
    expect(await messages(oneLine)).toEqual([`f failed: x, ${at('job.sql', `1:${oneLine.indexOf('new Error') + 1}`)}`]);
  });

  it('a Promise that is rejected ends nothing', async () => {
    const text = `CREATE FUNCTION f(x INT) RETURNS INT AS $$ return Promise.reject(new Error('late')) $$ LANGUAGE JAVASCRIPT; SELECT f(x) FROM ${NUMBERS}`;
    expect(await messages(text)).toEqual([
      'f returned a Promise: a function gives its value at once, so it cannot be async',
    ]);
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

describe('in a plan', () => {
  it('a function that is not deterministic is called for every row and place', async () => {
    const { rows } = await run(
      "CREATE FUNCTION c AS './functions.ts#counter' LANGUAGE TYPESCRIPT; SELECT c() = c(), c() - c() FROM (VALUES 1, 2) AS t(x)",
    );
    expect(rows).toEqual([
      [false, -1],
      [false, -1],
    ]);
  });

  it('a query keeps the function it was planned with', async () => {
    const body = (n: number) => `LANGUAGE JAVASCRIPT AS $$ return ${n} + x $$`;
    const { results } = await run(
      [
        "CREATE TABLE t (v INT) WITH ('connector' = 'blackhole')",
        `CREATE FUNCTION f(x INT) RETURNS INT ${body(1)}`,
        `INSERT INTO t SELECT f(x) FROM ${NUMBERS}`,
        'DROP FUNCTION f',
        `CREATE FUNCTION f(x INT) RETURNS INT ${body(2)}`,
        `INSERT INTO t SELECT f(x) FROM ${NUMBERS}`,
      ].join(';'),
    );
    const plans = results.flatMap((result) => (result.kind === 'insert' ? [JSON.stringify(result.outputs)] : []));
    expect(plans[0]).toContain('`f`"');
    expect(plans[1]).toContain('`f`#2"');
  });

  it('a parameter NOT NULL takes no argument that may be NULL', async () => {
    const { diagnostics } = await run(
      'CREATE FUNCTION f(x INT NOT NULL) RETURNS INT LANGUAGE JAVASCRIPT AS $$ return x $$; SELECT f(CAST(NULL AS INT)); SELECT f(1)',
    );
    expect(diagnostics.map((d) => d.message)).toEqual(['argument 1 (x) of f may be NULL, and the function takes none']);
  });
});

describe('SHOW and DESCRIBE', () => {
  it('name user functions, those of other databases only when asked', async () => {
    const { results } = await run(
      [
        'CREATE DATABASE d',
        'CREATE FUNCTION d.Mine(a INT NOT NULL) RETURNS BIGINT LANGUAGE JAVASCRIPT AS $$ return 1n $$',
        'CREATE TEMPORARY SYSTEM FUNCTION theirs() RETURNS INT LANGUAGE JAVASCRIPT AS $$ return 1 $$',
        'SHOW USER FUNCTIONS',
        'SHOW USER FUNCTIONS FROM d',
        "SHOW FUNCTIONS LIKE 'theirs'",
        'DESCRIBE FUNCTION d.mine',
      ].join(';'),
    );
    const tables = results.flatMap((result) => (result.kind === 'table' ? [result.rows] : []));
    expect(tables.slice(0, 3)).toEqual([[['theirs']], [['mine'], ['theirs']], [['theirs']]]);
    expect(tables[3]).toEqual(
      expect.arrayContaining([
        ['is system function', 'false'],
        ['is temporary', 'false'],
        ['parameter a', 'INT NOT NULL'],
        ['returns', 'BIGINT'],
      ]),
    );
  });
});

describe('columns', () => {
  it.each([
    [
      ' const f = (x) => { throw new Error(x) }; exports.f = f;',
      'export const f = (x: number): never => { throw new Error(x) };',
      'Error',
    ],
    ['const y = x   ; return y.a', 'const y = x as Foo<Bar>; return y.a', 'a'],
    ['return _h.g.call(void 0, x) + x.y', 'return g(x) + x.y', 'y'],
  ])('%s', (compiled, original, word) => {
    expect(originalColumn(compiled, original, compiled.lastIndexOf(word) + 1)).toBe(original.lastIndexOf(word) + 1);
  });
});
