// `npm test`: every check one after another, each counted; the last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkFloors } from './conformance-floors.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = `${ROOT}node_modules/.bin`;
const RESULTS = `${ROOT}node_modules/.cache/streamsql/test-results`;
const totals = { passed: 0, failed: 0, skipped: 0 };

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
}

/** A step that passes or fails as a whole. */
function step(name, command, args) {
  console.log(`\n== ${name}`);
  const ok = run(command, args).status === 0;
  totals[ok ? 'passed' : 'failed'] += 1;
  if (!ok) console.log(`${name}: failed`);
  return ok;
}

/** The tests, counted one by one from the report; a run without a report is one failure. */
function vitest() {
  console.log('\n== tests');
  const report = `${RESULTS}/vitest.json`;
  rmSync(report, { force: true });
  mkdirSync(RESULTS, { recursive: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = run(`${BIN}/vitest`, args);
  if (!existsSync(report)) {
    console.log('tests: no report was written');
    totals.failed += 1;
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that does not load has no tests of its own.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  totals.passed += numPassedTests;
  totals.failed += numFailedTests + brokenFiles;
  totals.skipped += numPendingTests + numTodoTests;
  if (status !== 0 && numFailedTests + brokenFiles === 0) {
    console.log('tests: the run failed outside of any test');
    totals.failed += 1;
  }
}

/** One check a case file: not fewer cases answered as Flink answers them than the floor says. */
function conformance() {
  console.log('\n== conformance');
  const { passed, failed, skipped } = checkFloors();
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

ensureInstalled();
const built = step('build', process.execPath, ['scripts/build.mjs']);
step('format and lint', `${BIN}/biome`, ['check', '--error-on-warnings', '.']);
step('types', `${BIN}/tsc`, ['--noEmit', '-p', '.']);
if (built) {
  vitest();
  conformance();
} else console.log('\ntests and conformance are not run: the build failed');

console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
