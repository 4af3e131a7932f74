// `npm run quickstart`: builds, runs queries/00-quickstart and shows the first rows of what it wrote.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const JOB = 'queries/00-quickstart';

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('scripts/build.mjs');
// Each quickstart shows its own rows.
rmSync(`${ROOT}${JOB}/output`, { recursive: true, force: true });
console.log(`\nstreamsql run ${JOB}/job.sql`);
run('dist/main.js', 'run', `${JOB}/job.sql`);
console.log(`\nstreamsql run ${JOB}/show.sql`);
run('dist/main.js', 'run', `${JOB}/show.sql`);
