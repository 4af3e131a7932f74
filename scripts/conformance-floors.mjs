// Compares how many conformance cases pass with the floors checked in; `--raise` writes higher floors, never lower ones.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Where the answers of real Flink are, unless CONFORMANCE_CASES says otherwise. */
const CASES = process.env['CONFORMANCE_CASES'] ?? `${ROOT}../shared/conformance/cases`;
const FLOORS = `${ROOT}tests/cases/conformance-floors.json`;

/** @returns how many case files hold their floor; all are skipped where there are no cases */
export function checkFloors() {
  const floors = readFloors();
  if (!existsSync(CASES)) {
    console.log('conformance: skipped, the cases are not here; CONFORMANCE_CASES names their folder');
    return { passed: 0, failed: 0, skipped: Object.keys(floors).length };
  }
  const found = runCases();
  if (!found) return { passed: 0, failed: 1, skipped: 0 };
  let failed = 0;
  for (const [file, floor] of Object.entries(floors)) {
    const { passed, total } = found.get(file) ?? { passed: 0, total: 0 };
    if (passed < floor) failed += 1;
    const note = passed > floor ? ', which can be raised (npm run update)' : '';
    console.log(`${passed < floor ? 'FAIL' : 'ok  '}  ${file}  ${passed} of ${total}, floor ${floor}${note}`);
  }
  return { passed: Object.keys(floors).length - failed, failed, skipped: 0 };
}

function raiseFloors() {
  const found = runCases();
  if (!found) process.exit(1);
  const floors = readFloors();
  for (const [file, { passed }] of found) floors[file] = Math.max(passed, floors[file] ?? 0);
  const sorted = Object.fromEntries(Object.entries(floors).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FLOORS, `${JSON.stringify(sorted, null, 2)}\n`);
}

const readFloors = () => (existsSync(FLOORS) ? JSON.parse(readFileSync(FLOORS, 'utf8')) : {});

/** By file: cases passed and all; undefined when they could not be run. */
function runCases() {
  const { status, stdout } = spawnSync('npm', ['run', '-s', 'conformance', '--', CASES, '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  try {
    return new Map(JSON.parse(stdout.toString()).files.map((file) => [file.file, file]));
  } catch {
    console.log(`conformance: no result (exit code ${status})`);
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--raise')) raiseFloors();
  else process.exit(checkFloors().failed === 0 ? 0 : 1);
}
