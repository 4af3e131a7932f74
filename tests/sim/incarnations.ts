/** Runs a job again and again over one world, each time in a process that may die at any step, until it has finished. */

import { loadKernels } from '../../src/kernels/load.ts';
import type { PhysicalPlan } from '../../src/planner/physical/plan.ts';
import { runJob } from '../../src/runtime/pipeline/job.ts';
import { localSpawn } from '../../src/runtime/pipeline/link.ts';
import type { StartFrom } from '../../src/runtime/pipeline/recovery.ts';
import type { JobResult } from '../../src/runtime/pipeline/summary.ts';
import { functionRegistry } from '../../src/sql/functions/registry.ts';
import { type Disk, disk, type Step } from './disk.ts';
import { type Random, seeded } from './random.ts';
import { simulatedHost } from './simulated-host.ts';
import { type Behaviour, endpointsOf, type World } from './world.ts';

export interface Fate {
  /** Steps that outlive the process until it dies; undefined: it lives. */
  readonly diesAfter: number | undefined;
  /** Milliseconds until SIGTERM; undefined: none. */
  readonly stopsAfterMs?: number;
  readonly start?: StartFrom;
  readonly behaviour: Omit<Behaviour, 'random' | 'step'>;
}

export interface Life {
  readonly outcome: JobResult | 'died';
  /** The step it died at. */
  readonly lastStep: string;
}

export async function live(
  plan: PhysicalPlan,
  outside: World,
  on: Disk,
  fate: Fate,
  random: Random,
  observe: Parameters<typeof runJob>[2]['observe'] = () => {},
): Promise<Life> {
  const host = simulatedHost(random);
  let lastStep = '';
  let left = fate.diesAfter ?? Number.POSITIVE_INFINITY;
  let die: (life: 'died') => void = () => {};
  const death = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const step: Step = (what) => {
    if (left <= 0) return new Promise(() => {});
    left -= 1;
    lastStep = what;
    if (left > 0) return Promise.resolve();
    die('died');
    return new Promise(() => {});
  };
  const behaviour: Behaviour = { ...fate.behaviour, random, step };
  const endpoints = endpointsOf(outside, behaviour);
  const spawn = localSpawn({
    ...{ host, endpoints, functions: functionRegistry([]) },
    loadKernels: (memory) => loadKernels(memory.wasm),
  });
  const stop = new AbortController();
  if (fate.stopsAfterMs !== undefined) void host.sleep(fate.stopsAfterMs).then(() => stop.abort());
  const files = on.seenBy(step);
  const job = runJob(
    plan,
    { file: '/jobs/job.sql', stop: stop.signal, ...(fate.start ? { start: fate.start } : {}) },
    { host, endpoints, spawn, files, observe },
  );
  const outcome = await host.drive(Promise.race([job, death]));
  host.forgetSleepers();
  // The operating system knows that the process is dead; the lock's own tests look at how that is found out.
  for (const path of on.files.keys()) if (path.endsWith('/lock')) on.files.delete(path);
  return { outcome, lastStep };
}

/** @returns one line a life, for a failing test to show */
export async function liveUntilFinished(
  planOf: (random: Random) => PhysicalPlan,
  outside: World,
  seed: number,
  fateOf: (random: Random, life: number) => Fate,
): Promise<string[]> {
  const random = seeded(seed);
  const on = disk();
  const lives: string[] = [];
  for (let life = 0; life < MAX_LIVES; life++) {
    const { outcome, lastStep } = await live(planOf(random), outside, on, fateOf(random, life), random);
    if (outcome === 'died') {
      lives.push(`died at ${lastStep}`);
      if (on.hasFinished) return lives;
      continue;
    }
    lives.push(outcome.state);
    if (outcome.state === 'finished') return lives;
    // The log or the storage was away at the wrong moment: somebody starts the job again.
    if (outcome.state === 'failed' && outcome.failure?.code !== 'connector-failure')
      throw new Error(`${lives.join(', ')}: ${JSON.stringify(outcome.failure)}`);
  }
  throw new Error(`not finished after ${MAX_LIVES} lives: ${lives.join(', ')}`);
}

const MAX_LIVES = 60;
