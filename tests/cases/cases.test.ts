/** Every `.test` file below this folder and below queries; `UPDATE=1` rewrites what they expect. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testFiles } from '../../src/cli/commands/test.ts';
import { runTestFile } from '../../src/cli/testing/run-test.ts';
import { parseTestFile, writeTestFile } from '../../src/cli/testing/test-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const update = process.env.UPDATE === '1';

describe.each(
  [...testFiles(path.join(ROOT, 'tests/cases')), ...testFiles(path.join(ROOT, 'queries'))].map((file) =>
    path.relative(ROOT, file),
  ),
)('%s', (name) => {
  it('holds', async () => {
    const file = path.join(ROOT, name);
    const parsed = parseTestFile(readFileSync(file, 'utf8'));
    const results = await runTestFile(parsed, false, file);
    if (update) {
      const found = new Map(
        results.flatMap((result) => (result.found === undefined ? [] : [[result.block, result.found] as const])),
      );
      writeFileSync(file, writeTestFile(parsed, found));
    }
    const wrong = results.filter((result) => !result.passed && !(update && result.found !== undefined));
    expect(wrong.map(({ block, problem }) => `line ${block.line}: ${problem}`)).toEqual([]);
  });
});
