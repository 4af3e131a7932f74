// Bundles one TypeScript entry and runs it in this process: `node scripts/run-ts.mjs tests/bench/main.ts arguments…`.
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const { buildKernels } = await import('./build-kernels.mjs');

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @returns where the bundle is; packages are found from there, because it is inside node_modules */
export async function bundleEntry(entry) {
  const folder = `${ROOT}node_modules/.cache/streamsql/${entry.replace(/[^\w]+/g, '-')}`;
  await mkdir(folder, { recursive: true });
  await buildKernels();
  await copyFile(`${ROOT}src/kernels/kernels.wasm`, `${folder}/kernels.wasm`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: { main: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return `${folder}/main.mjs`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [entry, ...rest] = process.argv.slice(2);
  if (!entry) {
    console.error('usage: node scripts/run-ts.mjs ENTRY.ts [argument …]');
    process.exit(2);
  }
  const bundled = await bundleEntry(entry);
  process.argv.splice(1, process.argv.length - 1, bundled, ...rest);
  await import(pathToFileURL(bundled).href);
}
