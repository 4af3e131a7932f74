// Runs `npm ci` when the dependencies are missing or older than the lock file, so that every command works on a clean clone.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** npm writes it at the end of an installation. */
const MARKER = `${ROOT}node_modules/.package-lock.json`;

export function ensureInstalled() {
  if (existsSync(MARKER) && statSync(MARKER).mtimeMs >= statSync(`${ROOT}package-lock.json`).mtimeMs) return;
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

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled();
