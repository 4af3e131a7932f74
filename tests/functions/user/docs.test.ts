/** The example of docs/user-functions.md gives what it says. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { run } from './session.ts';

const PAGE = readFileSync(new URL('../../../docs/user-functions.md', import.meta.url), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(PAGE)![1]!;

it.each([
  ['first', 'functions.ts', ''],
  ['table functions’', 'lines.ts', ' table'],
])('the %s example runs', async (_, file, kind) => {
  const folder = temporaryDirectory();
  writeFileSync(path.join(folder, file), block(`ts${kind}`));
  const { rows, diagnostics } = await run(block(`sql${kind}`), folder);
  expect(diagnostics).toEqual([]);
  expect(rows.map((row) => `${row.join(' | ')}\n`).join('')).toBe(block(`result${kind}`));
});
