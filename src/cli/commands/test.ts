/** `streamsql test`: runs `.test` files; `--update` writes what was found below `----`. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT } from '../exit-codes.ts';
import { InputError, reportingInputErrors } from '../inputs.ts';
import { runTestFile } from '../testing/run-test.ts';
import { parseTestFile, TestFileError, writeTestFile } from '../testing/test-file.ts';

export interface TestOptions {
  readonly update: boolean;
  readonly strict: boolean;
}

export const test = (places: readonly string[], options: TestOptions): Promise<number> =>
  reportingInputErrors(() => testPlaces(places, options));

async function testPlaces(places: readonly string[], options: TestOptions): Promise<number> {
  let passed = 0;
  let failed = 0;
  for (const file of places.flatMap(testFiles)) {
    try {
      const counts = await runFile(file, options);
      passed += counts.passed;
      failed += counts.failed;
    } catch (error) {
      if (!(error instanceof TestFileError)) throw error;
      console.error(`${file}:${error.line}: ${error.message}`);
      failed += 1;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? EXIT.ok : EXIT.failed;
}

/** A file itself, or all `.test` files below a folder. */
export function testFiles(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) throw new InputError(`cannot read '${place}': there is no such file or folder`, EXIT.invalid);
  if (!found.isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test'))
    .sort()
    .map((name) => path.join(place, name));
}

async function runFile(file: string, options: TestOptions): Promise<{ passed: number; failed: number }> {
  const parsed = parseTestFile(readFileSync(file, 'utf8'));
  const results = await runTestFile(parsed, options.strict, file);
  const wrong = results.filter((result) => !result.passed && !(options.update && result.found !== undefined));
  for (const { block, problem } of wrong) console.error(`${file}:${block.line}: ${block.directive}: ${problem}`);
  if (options.update) {
    const found = new Map(
      results.flatMap((result) => (result.found === undefined ? [] : [[result.block, result.found] as const])),
    );
    writeFileSync(file, writeTestFile(parsed, found));
  }
  return { passed: results.length - wrong.length, failed: wrong.length };
}
