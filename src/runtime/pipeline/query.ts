import type { Kernels } from '../../kernels/kernels.ts';
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { Batch } from '../batch/batch.ts';
import type { Memory } from '../batch/memory.ts';
import type { Host } from '../host.ts';
import { runAttempt } from './attempt.ts';
import type { Endpoints } from './endpoint.ts';
import type { LoadFunctions } from './functions.ts';
import { localSpawn } from './link.ts';
import type { Observe } from './observer.ts';
import { jobSettings } from './settings.ts';
import type { Guard } from './subtask.ts';

export interface QueryServices {
  readonly host: Host;
  readonly endpoints: Endpoints;
  readonly functions: FunctionRegistry;
  readonly loadFunctions?: LoadFunctions;
  readonly loadKernels: (memory: Memory) => Kernels;
  readonly observe?: Observe;
  /** Runs what may keep the thread busy for ever: batches that go through functions of the user's. */
  readonly guard?: Guard;
}

export interface QueryConfig {
  /** Takes the rows as they come, in the columns of the plan's collect node; reading goes on when it resolves. The batch is only lent. */
  readonly onRows: (batch: Batch, memory: Memory) => void | Promise<void>;
  /** Ends the query at once. */
  readonly signal?: AbortSignal;
}

export interface QueryResult {
  readonly state: 'finished' | 'canceled' | 'failed';
  readonly rows: number;
  readonly millis: number;
  readonly failure?: Diagnostic;
}

/** Runs a plan with one result in this thread: no checkpoints, no restarts. Never rejects because of the query. */
export async function runQuery(plan: PhysicalPlan, config: QueryConfig, services: QueryServices): Promise<QueryResult> {
  const { host, endpoints, functions, loadFunctions, loadKernels, guard, observe = () => {} } = services;
  const jobStartedMs = host.monotonicMs();
  const settings = { ...jobSettings(plan), parallelism: 1 };
  const never = new AbortController().signal;
  let rows = 0;
  const collect = (batch: Batch, memory: Memory) => {
    rows += batch.rowCount;
    return config.onRows(batch, memory);
  };
  const outcome = await runAttempt({
    ...{ plan, settings, host, endpoints, observe, jobStartedMs },
    identities: [],
    jobId: Buffer.from(host.randomBytes(16)).toString('hex'),
    jobName: 'collect',
    spawn: localSpawn({
      host,
      endpoints,
      functions,
      ...(loadFunctions ? { loadFunctions } : {}),
      loadKernels,
      collect,
      ...(guard && plan.functions ? { guard } : {}),
    }),
    firstCheckpointId: 1,
    counted: {},
    stop: never,
    abort: config.signal ?? never,
  });
  const state = outcome.state === 'stopped' ? 'canceled' : outcome.state;
  const failure = outcome.failure?.diagnostic;
  return { state, rows, millis: host.monotonicMs() - jobStartedMs, ...(failure ? { failure } : {}) };
}
