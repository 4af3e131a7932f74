import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

/** Otherwise `npm ci`, and with it every command on a clean clone, refuses the file. */
test('the lock file describes every platform’s packages (node scripts/complete-lock.mjs adds them)', () => {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lock;
  const described = new Set(Object.keys(lock.packages).map((key) => key.split('node_modules/').at(-1)!));
  const named = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !described.has(name))).toEqual([]);
});
