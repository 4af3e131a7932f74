import { describe, expect, test } from 'vitest';
import type { JobEvent } from '../../../src/runtime/pipeline/observer.ts';
import type { JobResult } from '../../../src/runtime/pipeline/summary.ts';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import { disk } from '../../sim/disk.ts';
import { type Fate, live } from '../../sim/incarnations.ts';
import { limit, plan, sink, source } from '../../sim/plans.ts';
import { seeded } from '../../sim/random.ts';
import { allRows, type Behaviour, publishedBy, type World, world } from '../../sim/world.ts';

const CALM: Behaviour = {
  random: seeded(0),
  step: async () => {},
  pollFailures: 0,
  commitFailures: 0,
  bounded: true,
};

const FIXED_DELAY = {
  'restart-strategy.type': 'fixed-delay',
  'restart-strategy.fixed-delay.attempts': '2',
  'restart-strategy.fixed-delay.delay': '10 s',
};

/** Runs a job once over a world, on a disk that later runs can share. */
async function run(
  outside: World,
  of: ReturnType<typeof plan>,
  fate: Omit<Partial<Fate>, 'behaviour'> & { behaviour?: Partial<Behaviour>; on?: ReturnType<typeof disk> } = {},
): Promise<{ result: JobResult; events: JobEvent[] }> {
  const events: JobEvent[] = [];
  const { behaviour, on = disk(), ...rest } = fate;
  const whole: Fate = { diesAfter: undefined, ...rest, behaviour: { ...CALM, ...behaviour } };
  const { outcome } = await live(of, outside, on, whole, seeded(1), (event) => events.push(event));
  if (outcome === 'died') throw new Error('it was not to die');
  return { result: outcome, events };
}

const kinds = (events: readonly JobEvent[]) => events.map((event) => event.kind).filter((kind) => kind !== 'progress');
const NO_BATCHES = { 'execution.checkpointing.interval': '200 ms', 'parallelism.default': '2' };

describe('a bounded job', () => {
  test('reads everything, publishes it with a last checkpoint and leaves no checkpoint behind', async () => {
    const outside = world([30, 10]);
    const on = disk();
    const { result, events } = await run(outside, plan([source('log'), sink('a', 0)]), { on });
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside));
    expect(result).toMatchObject({ state: 'finished', rowsIn: 40, rowsOut: 40, checkpoints: 1, restarts: 0 });
    expect(result.sinks).toMatchObject([{ id: 'sink-a', table: 'c.d.a', counters: { rowsOut: 40 } }]);
    expect(kinds(events)).toEqual(['started', 'checkpoint-complete']);
    expect([...on.files.keys()]).toEqual([]);
  });

  test('counts every sink of a source', async () => {
    const { result } = await run(world([10]), plan([source('log'), sink('a', 0), sink('b', 0)]));
    expect(result).toMatchObject({ rowsIn: 10, rowsOut: 20 });
  });
});

describe('LIMIT', () => {
  test('ends a job over a log without an end', async () => {
    const outside = world([1000]);
    const nodes = [source('log'), limit(0, 5, 2), sink('a', 1)];
    const { result } = await run(outside, plan(nodes), { behaviour: { bounded: false } });
    expect(publishedBy(outside, 'sink-a')).toEqual([2n, 3n, 4n, 5n, 6n]);
    expect(result.state).toBe('finished');
    expect(result.rowsIn).toBeLessThan(20);
  });

  test('0 reads nothing', async () => {
    const outside = world([1000]);
    const { result } = await run(outside, plan([source('log'), limit(0, 0), sink('a', 1)]), {
      behaviour: { bounded: false },
    });
    expect(result).toMatchObject({ state: 'finished', rowsIn: 0, rowsOut: 0 });
  });

  test('does not stop a source that another sink reads to its end', async () => {
    const outside = world([50]);
    const nodes = [source('log'), limit(0, 5), sink('a', 1), sink('b', 0)];
    const { result } = await run(outside, plan(nodes));
    expect([publishedBy(outside, 'sink-a').length, publishedBy(outside, 'sink-b').length]).toEqual([5, 50]);
    expect(result.rowsIn).toBe(50);
  });

  test('counts on after a restart', async () => {
    const outside = world([60]);
    const nodes = [source('log'), limit(0, 40), sink('a', 1)];
    const config = { ...FIXED_DELAY, 'execution.checkpointing.interval': '30 ms' };
    let failures = 0;
    const onWrite = (row: bigint) => {
      if (row === 30n && failures++ === 0) throw new Error('once');
    };
    const { result } = await run(outside, plan(nodes, config), { behaviour: { onWrite } });
    expect(result).toMatchObject({ state: 'finished', restarts: 1, rowsOut: 40 });
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside).slice(0, 40));
  });
});

describe('failures', () => {
  const always = () => {
    throw new Error('the storage is away');
  };

  test('are followed by restarts, as many and as late as the strategy says', async () => {
    const { result, events } = await run(world([10]), plan([source('log'), sink('a', 0)], FIXED_DELAY), {
      behaviour: { onWrite: always },
    });
    expect(result).toMatchObject({ state: 'failed', restarts: 2, rowsIn: 0, rowsOut: 0 });
    expect(result.failure?.message).toBe('cannot write c.d.a: the storage is away');
    expect(result.millis).toBeGreaterThanOrEqual(20_000);
    expect(kinds(events)).toEqual(['started', 'restarting', 'restarting']);
  });

  test('count rows once, however often they were read', async () => {
    let failures = 0;
    const onWrite = (row: bigint) => {
      if (row === 25n && failures++ < 2) throw new Error('twice');
    };
    const outside = world([40]);
    const config = { ...FIXED_DELAY, 'execution.checkpointing.interval': '40 ms' };
    const { result } = await run(outside, plan([source('log'), sink('a', 0)], config), { behaviour: { onWrite } });
    expect(result).toMatchObject({ state: 'finished', restarts: 2, rowsIn: 40, rowsOut: 40 });
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside));
  });

  test('of a row are final: it would fail again', async () => {
    const onWrite = () => {
      throw new RunTimeError('the value does not fit');
    };
    const { result } = await run(world([10]), plan([source('log'), sink('a', 0)], FIXED_DELAY), {
      behaviour: { onWrite },
    });
    expect(result).toMatchObject({ state: 'failed', restarts: 0 });
    expect(result.failure).toMatchObject({ code: 'run-time', message: 'the value does not fit' });
  });

  test('before any row was read are final: a wrong address does not become right', async () => {
    const step = async (what: string) => {
      if (what === 'discover') throw new Error('no such log');
    };
    const of = plan([source('log'), sink('a', 0)], FIXED_DELAY);
    const on = disk();
    const result = await liveWithStep(of, on, step);
    expect(result).toMatchObject({ state: 'failed', restarts: 0 });
    expect(result.failure?.message).toBe('cannot find what to read of c.d.log: no such log');
  });
});

async function liveWithStep(
  of: ReturnType<typeof plan>,
  on: ReturnType<typeof disk>,
  step: Behaviour['step'],
): Promise<JobResult> {
  const { runJob } = await import('../../../src/runtime/pipeline/job.ts');
  const { localSpawn } = await import('../../../src/runtime/pipeline/link.ts');
  const { loadKernels } = await import('../../../src/kernels/load.ts');
  const { functionRegistry } = await import('../../../src/sql/functions/registry.ts');
  const { simulatedHost } = await import('../../sim/simulated-host.ts');
  const { endpointsOf } = await import('../../sim/world.ts');
  const host = simulatedHost(seeded(1));
  const endpoints = endpointsOf(world([5]), { ...CALM, step });
  const loaded = {
    functions: functionRegistry([]),
    loadKernels: (m: { wasm: WebAssembly.Memory }) => loadKernels(m.wasm),
  };
  const services = {
    host,
    endpoints,
    spawn: localSpawn({ host, endpoints, ...loaded }),
    files: on.seenBy(async () => {}),
  };
  return host.drive(runJob(of, { file: '/jobs/job.sql' }, services));
}

describe('a stop', () => {
  test('publishes what was read, and the next run goes on behind it', async () => {
    const outside = world([500, 300]);
    const on = disk();
    const of = plan([source('log'), sink('a', 0)], NO_BATCHES);
    const first = await run(outside, of, { on, stopsAfterMs: 700, behaviour: { bounded: false } });
    const published = publishedBy(outside, 'sink-a').length;
    expect(first.result).toMatchObject({ state: 'stopped', rowsIn: published, rowsOut: published });
    expect(published).toBeGreaterThan(10);
    expect(published).toBeLessThan(800);
    const second = await run(outside, of, { on });
    expect(second.result).toMatchObject({ state: 'finished', restoredFrom: first.result.checkpoint });
    expect(second.result.rowsIn).toBe(800 - published);
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside));
  });

  test('in batch mode publishes nothing: it is all or nothing there', async () => {
    const outside = world([500]);
    const config = { ...NO_BATCHES, 'execution.runtime-mode': 'BATCH' };
    const { result } = await run(outside, plan([source('log'), sink('a', 0)], config), { stopsAfterMs: 300 });
    expect(result).toMatchObject({ state: 'canceled', rowsOut: 0 });
    expect(outside.published.size).toBe(0);
  });

  test.each([
    ['RETAIN_ON_CANCELLATION', true],
    ['DELETE_ON_CANCELLATION', false],
    ['NO_EXTERNALIZED_CHECKPOINTS', false],
  ])('leaves its checkpoint as %s says', async (retention, kept) => {
    const config = { ...NO_BATCHES, 'execution.checkpointing.externalized-checkpoint-retention': retention };
    const { result } = await run(world([500]), plan([source('log'), sink('a', 0)], config), { stopsAfterMs: 300 });
    expect([result.state, result.checkpoint !== undefined]).toEqual(['stopped', kept]);
  });
});

describe('checkpoints', () => {
  test('as many are kept as the option says', async () => {
    const config = { ...NO_BATCHES, 'execution.checkpointing.num-retained': '3' };
    const on = disk();
    await run(world([500]), plan([source('log'), sink('a', 0)], config), {
      on,
      stopsAfterMs: 2500,
      behaviour: { bounded: false },
    });
    const manifests = [...on.files.keys()].filter((path) => path.endsWith('_metadata'));
    expect(manifests).toHaveLength(3);
  });

  test('one that takes too long fails the job, or is passed over when that is allowed', async () => {
    const prepareMs = (id: number) => (id === 1 ? 5000 : 1);
    const config = { ...NO_BATCHES, 'execution.checkpointing.timeout': '1 s', 'restart-strategy.type': 'none' };
    const strict = await run(world([500]), plan([source('log'), sink('a', 0)], config), { behaviour: { prepareMs } });
    expect(strict.result.failure?.message).toBe('checkpoint 1 was not complete after 1000 ms');
    const outside = world([500]);
    const tolerant = await run(
      outside,
      plan([source('log'), sink('a', 0)], { ...config, 'execution.checkpointing.tolerable-failed-checkpoints': '9' }),
      { behaviour: { prepareMs } },
    );
    expect(tolerant.result.state).toBe('finished');
    expect(kinds(tolerant.events)).toContain('checkpoint-failed');
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside));
  });
});

describe('going on from a checkpoint', () => {
  const before = plan([source('log'), sink('a', 0)], NO_BATCHES);

  async function stopped(outside: World): Promise<ReturnType<typeof disk>> {
    const on = disk();
    const { result } = await run(outside, before, { on, stopsAfterMs: 700 });
    expect(result.state).toBe('stopped');
    return on;
  }

  test('is refused when a sink is gone, and names it', async () => {
    const outside = world([500]);
    const on = await stopped(outside);
    const other = plan([source('log'), sink('b', 0)], { ...NO_BATCHES, 'pipeline.name': 'insert-into_c.d.a' });
    const { result } = await run(outside, other, { on });
    expect(result.state).toBe('failed');
    expect(result.failure?.message).toMatch(
      /^checkpoint .*chk-\d+ does not fit the query: sink-a: the checkpoint has a sink that the query does not have$/,
    );
  });

  test('is refused when the table is another one', async () => {
    const outside = world([500]);
    const on = await stopped(outside);
    const moved = { ...source('log') } as Extract<ReturnType<typeof source>, { kind: 'source' }>;
    const other = plan(
      [{ ...moved, table: { ...moved.table, identifier: 'c.d.elsewhere' } }, sink('a', 0)],
      NO_BATCHES,
    );
    const { result } = await run(outside, other, { on });
    expect(result.failure?.message).toMatch(
      /source-log: option 'path' was 'c.d.log' in the checkpoint and is 'c.d.elsewhere' now$/,
    );
  });

  test('drops what the query no longer has when it is told to', async () => {
    const outside = world([500]);
    const on = await stopped(outside);
    const config = {
      ...NO_BATCHES,
      'pipeline.name': 'insert-into_c.d.a',
      'execution.state-recovery.ignore-unclaimed-state': 'true',
    };
    // The last checkpoint holds what was committed with it: that is never dropped.
    const { result } = await run(outside, plan([source('log'), sink('b', 0)], config), { on });
    expect(result.failure?.message).toContain('sink-a');
  });

  test('new operators start empty, with a warning', async () => {
    const outside = world([500]);
    const on = await stopped(outside);
    const config = { ...NO_BATCHES, 'pipeline.name': 'insert-into_c.d.a' };
    const { result, events } = await run(outside, plan([source('log'), sink('a', 0), sink('b', 0)], config), { on });
    expect(result.state).toBe('finished');
    expect(events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []))).toEqual([
      expect.stringMatching(/^sink-b is new since .*chk-\d+: it starts from its beginning$/),
    ]);
  });

  test('--fresh starts from nothing, and its checkpoints come after the others', async () => {
    const outside = world([500]);
    const on = await stopped(outside);
    const { result } = await run(outside, before, { on, start: { kind: 'fresh' }, stopsAfterMs: 400 });
    expect(result.restoredFrom).toBeUndefined();
    expect(Number(/chk-(\d+)$/.exec(result.checkpoint!)![1])).toBeGreaterThan(1);
  });

  test('--from takes a number or a folder, and says when there is none', async () => {
    const outside = world([500]);
    const on = await stopped(outside);
    const folder = [...on.files.keys()].find((path) => path.endsWith('_metadata'))!.replace('/_metadata', '');
    const missing = await run(outside, before, { on, start: { kind: 'from', checkpoint: '99' } });
    expect(missing.result.failure?.message).toMatch(/^there is no complete checkpoint at .*chk-99$/);
    const { result } = await run(outside, before, { on, start: { kind: 'from', checkpoint: folder } });
    expect(result).toMatchObject({ state: 'finished', restoredFrom: folder });
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside));
  });

  test('at another parallelism reads every split once', async () => {
    const outside = world([100, 200, 50, 70]);
    const on = await stopped(outside);
    const { result } = await run(
      outside,
      plan([source('log'), sink('a', 0)], { ...NO_BATCHES, 'parallelism.default': '4' }),
      { on },
    );
    expect(result.state).toBe('finished');
    expect(publishedBy(outside, 'sink-a')).toEqual(allRows(outside));
  });
});
