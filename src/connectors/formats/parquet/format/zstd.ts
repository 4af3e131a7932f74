import * as zlib from 'node:zlib';

/** Zstandard from Node where it has it (22.15), else from WebAssembly. */
export interface Zstd {
  compress(bytes: Uint8Array, level: number): Uint8Array;
  /** @param length what comes out. Throws whatever the library throws when the bytes are broken */
  decompress(bytes: Uint8Array, length: number): Uint8Array;
}

/** The part of node:zlib that Node 20 does not have. */
interface NodeZstd {
  readonly zstdCompressSync?: (bytes: Uint8Array, options: { params: Record<number, number> }) => Uint8Array;
  readonly zstdDecompressSync?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
  readonly constants: { readonly ZSTD_c_compressionLevel?: number };
}

/** Loaded once: the library has one memory, and loading it again would take it away from whoever uses it. */
let library: Promise<typeof import('@bokuweb/zstd-wasm')> | undefined;

function loadLibrary() {
  library ??= import('@bokuweb/zstd-wasm').then(async (module) => {
    // A bundler leaves the CommonJS package under `default`.
    const loaded = 'default' in module ? (module.default as typeof module) : module;
    await loaded.init();
    return loaded;
  });
  return library;
}

let loading: Promise<Zstd> | undefined;

/** Loaded once: to initialise the library again breaks what is under way. */
export function loadZstd(): Promise<Zstd> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Zstd> {
  const { zstdCompressSync, zstdDecompressSync, constants } = zlib as unknown as NodeZstd;
  if (zstdCompressSync && zstdDecompressSync)
    return {
      compress: (bytes, level) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel!]: level } }),
      decompress: (bytes, length) => zstdDecompressSync(bytes, { maxOutputLength: Math.max(length, 1) }),
    };
  const library = await loadLibrary();
  return {
    compress: (bytes, level) => library.compress(bytes, level),
    decompress: (bytes, length) => library.decompress(bytes, { defaultHeapSize: Math.max(length, 1) }),
  };
}
