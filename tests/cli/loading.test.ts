/** What is loaded before the first row: large parts that a statement does not need stay on the disk. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Output {
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}
/** Written by the build beside the command. */
const { outputs } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../dist/meta.json', import.meta.url)), 'utf8'),
) as {
  readonly outputs: Readonly<Record<string, Output>>;
};

/** The packages that an output and all it imports at once are made of, and their size. */
function loadedBy(name: RegExp): { readonly packages: readonly string[]; readonly kilobytes: number } {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    const output = outputs[file];
    if (!output || seen.has(file)) return;
    seen.add(file);
    for (const one of output.imports) if (one.kind === 'import-statement' && !one.external) visit(one.path);
  };
  const roots = Object.keys(outputs).filter((file) => name.test(file));
  expect(roots).toHaveLength(1);
  for (const root of roots) visit(root);
  const inputs = [...seen].flatMap((file) => Object.entries(outputs[file]!.inputs));
  const packages = inputs.flatMap(([file]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    kilobytes: inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1024,
  };
}

describe('at the start', () => {
  it('the command loads nothing but the reader of its arguments', () => {
    const { packages, kilobytes } = loadedBy(/^dist\/main\.js$/);
    expect(packages).toEqual(['commander']);
    expect(kilobytes).toBeLessThan(80);
  });
  it.each(['interactive', 'run', 'check', 'explain'])('%s loads no client, format library or compiler', (command) => {
    const { packages, kilobytes } = loadedBy(new RegExp(`^dist/${command}-\\w+\\.js$`));
    expect(
      packages.filter((name) => !['commander', 'chevrotain'].includes(name) && !name.startsWith('@chevrotain')),
    ).toEqual([]);
    expect(kilobytes).toBeLessThan(1200);
  });
  it('a worker does not either', () => {
    expect(loadedBy(/^dist\/worker\.js$/).packages).toEqual([]);
  });
});
