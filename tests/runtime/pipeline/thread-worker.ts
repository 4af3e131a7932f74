import { loadKernels } from '../../../src/kernels/load.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { serveThread } from '../../../src/runtime/pipeline/serve-thread.ts';
import { functionRegistry } from '../../../src/sql/functions/registry.ts';
import { threadEndpoints } from './thread-endpoints.ts';

await serveThread({
  host: nodeHost(),
  endpoints: threadEndpoints([], new Set()),
  functions: functionRegistry([]),
  loadKernels: (memory) => loadKernels(memory.wasm),
});
