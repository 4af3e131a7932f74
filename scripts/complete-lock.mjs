// Completes package-lock.json after a change of dependencies: npm leaves out packages for other platforms that it could not look up,
// and `npm ci` then refuses the file. Their versions are exact in the packages that name them, so nothing has to be looked up.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCK = fileURLToPath(new URL('../package-lock.json', import.meta.url));

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** What the name of a platform's package says: `@rollup/rollup-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const [os] = words.filter((word) => SYSTEMS.includes(word));
  const [cpu] = words.filter((word) => PROCESSORS.includes(word));
  if (!os || !cpu) throw new Error(`the name of ${name} does not say its platform`);
  const libc = os !== 'linux' ? undefined : words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  return { cpu: [cpu], os: [os], ...(libc ? { libc: [libc] } : {}) };
}

/** Names and versions of optional packages that the file mentions and does not describe. */
export function missingFromLock(lock) {
  const described = new Set(Object.keys(lock.packages).map((key) => key.slice(key.lastIndexOf('node_modules/') + 13)));
  return Object.values(lock.packages).flatMap((entry) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !described.has(name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  for (const { name, version, dev } of missingFromLock(lock)) {
    if (!/^\d/.test(version)) throw new Error(`${name} is wanted in version ${version}, which is no exact one`);
    lock.packages[`node_modules/${name}`] = { version, ...(dev ? { dev } : {}), optional: true, ...platformOf(name) };
    console.log(`added ${name} ${version}`);
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(LOCK, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
}
