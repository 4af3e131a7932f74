// Bundles src/cli into dist/: main.js (the command), worker.js (a subtask's thread) and chunks that are loaded when needed.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { leanKafkaClient } from './lean-kafka-client.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const { buildKernels } = await import('./build-kernels.mjs');

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Native code, or optional parts of a dependency that are not installed. */
const EXTERNAL = ['snappy', '@node-rs/crc32', 'protobufjs'];

/** `--` keeps Node from taking the command's options for its own: it has an `--env-file`, too. */
const SHEBANG = '#!/usr/bin/env -S node --';

/** CommonJS dependencies use `require` and `__dirname`; an ES module has neither. */
const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url), __dirname = import.meta.dirname;',
].join(' ');

/** WebAssembly files that bundled code looks for beside itself, by their place in the tree. */
const BESIDE = [
  'src/kernels/kernels.wasm',
  'node_modules/@platformatic/wasm-utils/dist/native.wasm',
  'node_modules/@bokuweb/zstd-wasm/dist/common/zstd.wasm',
];

/** `output`: a folder called dist; some packages look for their files in one of that name. */
export async function bundle({ minify = true, output = `${ROOT}dist` } = {}) {
  await buildKernels();
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: { main: 'src/cli/main.ts', worker: 'src/cli/worker.ts' },
    outdir: output,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // All in one folder: code that looks for a file beside itself finds it from every chunk.
    chunkNames: '[name]-[hash]',
    external: EXTERNAL,
    plugins: [leanKafkaClient],
    banner: { js: BANNER },
    // Names stay: a stack in a bug report must be readable.
    minifySyntax: minify,
    minifyWhitespace: minify,
    sourcemap: false,
    legalComments: 'linked',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  await mkdir(output, { recursive: true });
  const files = new Map(result.outputFiles.map(({ path, contents }) => [basename(path), contents]));
  for (const file of BESIDE) files.set(basename(file), await readFile(`${ROOT}${file}`));
  files.set('meta.json', JSON.stringify(result.metafile));
  files.set('main.js', `${SHEBANG}\n${new TextDecoder().decode(files.get('main.js'))}`);
  await replaceFiles(output, files);
  return result.metafile;
}

/** A command that starts meanwhile finds all of the old or all of the new files: chunks come before what imports them, and go last. */
async function replaceFiles(folder, files) {
  const isEntry = (name) => name === 'main.js' || name === 'worker.js';
  for (const name of [...files.keys()].sort((a, b) => isEntry(a) - isEntry(b))) {
    const temporary = `${folder}/.${name}.${process.pid}`;
    await writeFile(temporary, files.get(name), { mode: name === 'main.js' ? 0o755 : 0o644 });
    await rename(temporary, `${folder}/${name}`);
  }
  // What begins with a dot is of a build that runs at the same time.
  const left = (await readdir(folder)).filter((name) => !files.has(name) && !name.startsWith('.'));
  for (const name of left) await rm(`${folder}/${name}`, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { outputs } = await bundle({
    minify: !process.argv.includes('--readable'),
    output: process.argv.slice(2).find((argument) => !argument.startsWith('-')),
  }).catch((error) => {
    // esbuild has printed its own.
    if (!error.errors) console.error(error.message);
    process.exit(1);
  });
  for (const name of Object.keys(outputs).filter((name) => /(^|\/)(main|worker)\.js$/.test(name)))
    console.log(`${name}  ${Math.round(startBytes(outputs, name) / 1024)} KB at start`);
}

/** Bytes of an entry and all chunks that it imports statically. */
function startBytes(outputs, entry, seen = new Set()) {
  if (seen.has(entry) || !outputs[entry]) return 0;
  seen.add(entry);
  const { bytes, imports } = outputs[entry];
  return imports
    .filter((one) => one.kind === 'import-statement' && !one.external)
    .reduce((sum, one) => sum + startBytes(outputs, one.path, seen), bytes);
}
