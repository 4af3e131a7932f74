/** What jobs and queries run with in this program. */
import { endpointsOf } from '../connectors/endpoints.ts';
import { FORMATS } from '../connectors/formats/index.ts';
import { CONNECTORS } from '../connectors/index.ts';
import { loadKernels } from '../kernels/load.ts';
import type { JobServices, Observe, QueryServices } from '../runtime/index.ts';
import { nodeHost, threadSpawn } from '../runtime/index.ts';
import { loadUserFunctions } from './functions/for-plan.ts';
import { interruptible } from './interruptible.ts';
import { FUNCTIONS } from './registries.ts';

export const queryServices = (observe: Observe = () => {}): QueryServices => ({
  host: nodeHost(),
  endpoints: endpointsOf(CONNECTORS, FORMATS),
  functions: FUNCTIONS,
  loadFunctions: loadUserFunctions,
  loadKernels: (memory) => loadKernels(memory.wasm),
  guard: interruptible,
  observe,
});

export const jobServices = (observe: Observe): JobServices => ({
  host: nodeHost(),
  endpoints: endpointsOf(CONNECTORS, FORMATS),
  spawn: threadSpawn(new URL('./worker.js', import.meta.url)),
  observe,
});
