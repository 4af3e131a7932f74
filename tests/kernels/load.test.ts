import { afterEach, expect, test } from 'vitest';
import { loadKernels } from '../../src/kernels/load.ts';
import { Memory } from '../../src/runtime/batch/memory.ts';

afterEach(() => {
  delete process.env['STREAMSQL_KERNELS'];
});

const arities = (kernels: object) =>
  Object.fromEntries(
    Object.entries(kernels)
      .filter(([, value]) => typeof value === 'function')
      .map(([name, value]) => [name, (value as () => void).length])
      .sort(),
  );

test('every kernel has a twin with as many parameters', () => {
  const wasm = loadKernels(new Memory(1 << 21).wasm);
  process.env['STREAMSQL_KERNELS'] = 'typescript';
  const typescript = loadKernels(new Memory(1 << 21).wasm);
  expect([wasm.implementation, typescript.implementation]).toEqual(['wasm', 'typescript']);
  expect(arities(wasm)).toEqual(arities(typescript));
});
