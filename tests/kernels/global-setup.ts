import { existsSync } from 'node:fs';
import { buildKernels } from '../../scripts/build-kernels.mjs';

/** Tests run on the sources, so the kernels are built for them. A fault in one leaves the last good build to tests of other things. */
export async function setup(): Promise<void> {
  try {
    await buildKernels();
  } catch (error) {
    if (!existsSync(new URL('../../src/kernels/kernels.wasm', import.meta.url))) throw error;
    console.error(error);
  }
}
