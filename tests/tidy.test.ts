/** The rules of the tree that no compiler checks: which folder may import which, what no file may say, how long a file may be. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const sources = files.filter((file) => /^(src|tests)\/.*\.ts$/.test(file) && !file.endsWith('.d.ts'));
/** AssemblyScript has no endings in its imports. */
const typescript = sources.filter((file) => !file.startsWith('src/kernels/assembly/'));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** What a folder may import, by prefix; the first prefix that fits a file decides. `*` is everything. */
const MAY_IMPORT: readonly (readonly [string, readonly string[]])[] = [
  ['src/sql/', ['src/sql/']],
  ['src/kernels/', ['src/kernels/']],
  ['src/planner/', ['src/planner/', 'src/sql/']],
  [
    'src/runtime/',
    [
      'src/runtime/',
      'src/kernels/',
      'src/planner/physical/',
      'src/sql/types/',
      'src/sql/functions/',
      'src/sql/diagnostics/',
      'src/sql/catalog/',
    ],
  ],
  ['src/connectors/', ['src/connectors/', 'src/kernels/', 'src/runtime/', 'src/planner/physical/', 'src/sql/']],
  ['src/cli/', ['*']],
  ['tests/', ['*']],
];

const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:^(?:import|export|\})[^'"]*?from |\bimport\()'(\.{1,2}\/[^']+)'/gm)].map((match) =>
    path.posix.join(path.posix.dirname(file), match[1]!),
  );

describe('imports', () => {
  it.each(MAY_IMPORT.filter(([, allowed]) => allowed[0] !== '*'))(
    'of %s stay within what it may know',
    (folder, allowed) => {
      const wrong = sources
        .filter((file) => file.startsWith(folder))
        .flatMap((file) =>
          importsOf(file)
            .filter((target) => target !== 'package.json' && !allowed.some((prefix) => target.startsWith(prefix)))
            .map((target) => `${file} imports ${target}`),
        );
      expect(wrong).toEqual([]);
    },
  );

  it('name files with their ending', () => {
    const wrong = typescript.flatMap((file) =>
      importsOf(file)
        .filter((target) => !/\.(ts|mjs|json|wasm)$/.test(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('no file says', () => {
  const text = files.filter(
    (file) =>
      /\.(ts|mjs|md|json|sql|yml|yaml|sh)$/.test(file) && file !== 'package-lock.json' && file !== 'tests/tidy.test.ts',
  );
  const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
    ['work left to do', /\b(TODO|FIXME|HACK)\b/],
    ['a switched-off check', /@ts-ignore|@ts-nocheck|biome-ignore-all|\bas any\b/],
    ['a test that is alone or left out for good', /\b(it|test|describe)\.(only|todo)\b/],
    ['a path of a machine', /\/(work|root|home\/\w+)\//],
  ];
  it.each(FORBIDDEN)('%s', (_, pattern) => {
    expect(text.filter((file) => pattern.test(read(file)))).toEqual([]);
  });
});

describe('files', () => {
  const LONGEST = 400;
  it(`of source have at most ${LONGEST} lines`, () => {
    const long = sources
      .filter((file) => file.startsWith('src/'))
      .map((file) => [file, read(file).split('\n').length] as const)
      .filter(([, lines]) => lines > LONGEST);
    expect(long).toEqual([]);
  });

  it('are all used: every file of src is imported by another or is an entry', () => {
    const imported = new Set(
      [...sources, ...files.filter((file) => /^scripts\/.*\.mjs$/.test(file))].flatMap(importsOf),
    );
    const entries = new Set(['src/cli/main.ts', 'src/cli/worker.ts', 'src/kernels/assembly/index.ts']);
    const unused = sources.filter(
      (file) =>
        file.startsWith('src/') &&
        !file.startsWith('src/kernels/assembly/') &&
        !imported.has(file) &&
        !entries.has(file),
    );
    expect(unused).toEqual([]);
  });
});
