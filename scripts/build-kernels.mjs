// Compiles the AssemblyScript under src/kernels/assembly into src/kernels/kernels.wasm.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = 'src/kernels/assembly';
const TARGET = 'src/kernels/kernels.wasm';

/** Where the batch memory hands out its first byte (FIRST_ADDRESS of runtime/batch/memory.ts). */
const STATIC_LIMIT_BYTES = 1 << 20;

const OPTIONS = [
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  'simd,bulk-memory',
  '--optimizeLevel',
  '3',
  '--noAssert',
  '--zeroFilledMemory',
  '--use',
  'abort=',
];

/** Builds unless the result is newer than every source. @returns whether it built; rejects with the compiler's message. */
export async function buildKernels({ force = false } = {}) {
  const target = join(ROOT, TARGET);
  if (!force && (await isCurrent(target))) return false;
  const temporary = `${target}.${process.pid}`;
  await mkdir(join(ROOT, 'src/kernels'), { recursive: true });
  try {
    const { error, stderr } = await asc.main(
      [`${SOURCES}/index.ts`, '--outFile', `${TARGET}.${process.pid}`, '--baseDir', ROOT, ...OPTIONS],
      {
        writeFile: (name, contents, baseDir) => writeFile(join(baseDir, name), contents),
      },
    );
    if (error) throw new Error(`the kernels do not compile\n${stderr.toString() || error.message}`);
    await checkStaticData(temporary);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
  return true;
}

async function isCurrent(target) {
  const built = await stat(target).then(
    (found) => found.mtimeMs,
    () => 0,
  );
  const folder = join(ROOT, SOURCES);
  const names = await readdir(folder, { recursive: true });
  const files = [
    fileURLToPath(import.meta.url),
    folder,
    ...names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name)),
  ];
  const changed = await Promise.all(files.map((file) => stat(file).then((found) => found.mtimeMs)));
  return changed.every((mtime) => mtime < built);
}

/** The kernels' tables must end where batches begin. */
async function checkStaticData(file) {
  const memory = new WebAssembly.Memory({ initial: STATIC_LIMIT_BYTES / 65536 });
  const module = new WebAssembly.Module(await readFile(file));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const end = exports.staticEnd.value;
  if (end > STATIC_LIMIT_BYTES)
    throw new Error(`the kernels' static data ends at ${end}, behind the limit of ${STATIC_LIMIT_BYTES} bytes`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildKernels({ force: process.argv.includes('--force') });
  console.log(built ? `built ${TARGET}` : `${TARGET} is current`);
}
