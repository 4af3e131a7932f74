/** The example of docs/user-functions.md gives what it says. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { run } from './session.ts';

const PAGE = readFileSync(new URL('../../../docs/user-functions.md', import.meta.url), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(PAGE)![1]!;

it('the first example runs', async () => {
  const folder = temporaryDirectory();
  writeFileSync(path.join(folder, 'functions.ts'), block('ts'));
  const { rows, diagnostics } = await run(block('sql'), folder);
  expect(diagnostics).toEqual([]);
  expect(rows.map((row) => row.join(' | '))).toEqual([block('result').trim()]);
});
