import { readFileSync } from 'node:fs';
import type { Kernels } from './kernels.ts';
import { typescriptKernels } from './typescript/index.ts';

/** A module that uses one SIMD instruction: `(func (result v128) i32.const 0 i8x16.splat)`. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

let compiled: WebAssembly.Module | undefined;

/**
 * The kernels over a worker's memory: those in WebAssembly, or their TypeScript twins where SIMD is missing or the environment
 * says STREAMSQL_KERNELS=typescript. One instance a memory: some keep tables in the memory's first part.
 */
export function loadKernels(memory: WebAssembly.Memory): Kernels {
  if (process.env['STREAMSQL_KERNELS'] === 'typescript' || !WebAssembly.validate(SIMD_PROBE))
    return typescriptKernels(memory);
  // The build puts kernels.wasm beside the bundle's chunks; in the sources it is beside this file.
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { ...(exports as unknown as Kernels), implementation: 'wasm' };
}
