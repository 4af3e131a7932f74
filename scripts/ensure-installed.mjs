// Runs `npm ci` when dependencies are missing or other than the lock file says, so that every command works on a clean clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What npm has installed; it writes the file last. */
const INSTALLED = `${ROOT}node_modules/.package-lock.json`;

export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('installing dependencies (npm ci)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) {
    console.error('npm ci failed; dependencies cannot be installed');
    process.exit(done.status ?? 1);
  }
}

/** Times say nothing: a checkout and a change of another branch's lock file alter them. */
function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(INSTALLED);
  return Object.entries(packagesOf(`${ROOT}package-lock.json`)).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled();
