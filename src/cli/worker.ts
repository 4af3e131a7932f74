/** The script of a worker thread: one subtask of a job. */

import { endpointsOf } from '../connectors/endpoints.ts';
import { FORMATS } from '../connectors/formats/index.ts';
import { CONNECTORS } from '../connectors/index.ts';
import { loadKernels } from '../kernels/load.ts';
import { nodeHost } from '../runtime/node-host.ts';
import { serveThread } from '../runtime/pipeline/serve-thread.ts';
import { loadUserFunctions } from './functions/for-plan.ts';
import { FUNCTIONS } from './registries.ts';

await serveThread({
  host: nodeHost(),
  endpoints: endpointsOf(CONNECTORS, FORMATS),
  functions: FUNCTIONS,
  loadFunctions: loadUserFunctions,
  loadKernels: (memory) => loadKernels(memory.wasm),
});
