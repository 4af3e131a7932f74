// `npm test`: every check one after another, each counted; the last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = `${ROOT}node_modules/.cache/streamsql/test-results`;
/** Where the answers of real Flink are, unless CONFORMANCE_CASES says otherwise. */
const CASES = process.env['CONFORMANCE_CASES'] ?? `${ROOT}../shared/conformance/cases`;
const FLOORS = `${ROOT}tests/cases/conformance-floors.json`;

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
  const args = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = run('npx', args);
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
  const floors = JSON.parse(readFileSync(FLOORS, 'utf8'));
  if (!existsSync(CASES)) {
    console.log(`conformance: skipped, there is no folder ${CASES}; CONFORMANCE_CASES names another`);
    totals.skipped += Object.keys(floors).length;
    return;
  }
  const { status, stdout } = run('npm', ['run', '-s', 'conformance', '--', CASES, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  let found;
  try {
    found = new Map(JSON.parse(stdout.toString()).files.map((file) => [file.file, file]));
  } catch {
    console.log(`conformance: no result (exit code ${status})`);
    totals.failed += 1;
    return;
  }
  for (const [file, floor] of Object.entries(floors)) {
    const passed = found.get(file)?.passed ?? 0;
    const total = found.get(file)?.total ?? 0;
    const ok = passed >= floor;
    totals[ok ? 'passed' : 'failed'] += 1;
    console.log(`${ok ? 'ok  ' : 'FAIL'}  ${file}  ${passed} of ${total}, floor ${floor}`);
    if (passed > floor) console.log(`      the floor can be raised to ${passed}`);
  }
}

ensureInstalled();
const built = step('build', process.execPath, ['scripts/build.mjs']);
step('format and lint', 'npx', ['biome', 'check', '--error-on-warnings', '.']);
step('types', 'npx', ['tsc', '--noEmit', '-p', '.']);
if (built) {
  vitest();
  conformance();
} else console.log('\ntests and conformance are not run: the build failed');

console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
