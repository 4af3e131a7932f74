/** docs/reference is what the entries say (`UPDATE=1` rewrites it), and every example of a function gives what it promises. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { referencePages } from '../src/cli/docs/reference.ts';
import { CONNECTORS } from '../src/connectors/index.ts';
import { SCALAR_FUNCTIONS } from '../src/sql/functions/index.ts';
import { evaluateText } from './harness/conformance/expr.ts';

const FOLDER = fileURLToPath(new URL('../docs/reference', import.meta.url));

describe('docs/reference', () => {
  const pages = referencePages();
  if (process.env.UPDATE === '1') {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const [name, text] of pages) writeFileSync(path.join(FOLDER, name), text);
  }
  it('holds the pages of the entries and no others', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...pages.keys()].sort());
  });
  it.each([...pages.keys()])('%s is up to date', (name) => {
    expect(readFileSync(path.join(FOLDER, name), 'utf8')).toBe(pages.get(name));
  });
});

describe('examples of functions', () => {
  const examples = SCALAR_FUNCTIONS.flatMap((fn) =>
    fn.examples.map((example) => [fn.name, example.sql, example.result] as const),
  );
  it.each(examples)('%s: %s gives %s', (_, sql, result) => {
    const found = evaluateText(`SELECT ${sql}`, { 'table.local-time-zone': 'UTC' });
    expect('value' in found ? (found.value ?? 'NULL') : found).toEqual(result);
  });
  it('every function has one, but those that give another value each time', () => {
    expect(
      SCALAR_FUNCTIONS.filter(
        (fn) => fn.examples.length === 0 && !fn.name.startsWith('$') && fn.deterministic === true,
      ).map((fn) => fn.name),
    ).toEqual([]);
  });
});

describe('connectors', () => {
  it.each(CONNECTORS.map((c) => [c.name, c] as const))('%s documents every option', (_, connector) => {
    expect(
      Object.entries(connector.options).filter(([, spec]) => spec.doc === '' && spec.refused === undefined),
    ).toEqual([]);
  });
});
