import { describe, expect, test } from 'vitest';
import { type Fate, liveUntilFinished } from './incarnations.ts';
import { plan, sink, source, union } from './plans.ts';
import type { Random } from './random.ts';
import { allRows, type Behaviour, publishedBy, world } from './world.ts';

const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);
const SPLITS = [40, 0, 25, 60, 13];

/** Parallelism and retention change from life to life; the plan does not. */
const jobPlan = (nodes: Parameters<typeof plan>[0]) => (random: Random) =>
  plan(nodes, {
    'execution.checkpointing.interval': `${50 + random.below(300)} ms`,
    'execution.checkpointing.tolerable-failed-checkpoints': String(random.below(3)),
    'execution.checkpointing.num-retained': String(1 + random.below(3)),
    'parallelism.default': String(1 + random.below(3)),
    'restart-strategy.type': 'fixed-delay',
    'restart-strategy.fixed-delay.attempts': '1000',
    'restart-strategy.fixed-delay.delay': '10 ms',
  });

const ONE_SINK = jobPlan([source('log'), sink('a', 0)]);
const TWO_SINKS = jobPlan([source('log'), sink('a', 0), sink('b', 0)]);
const SELF_UNION = jobPlan([source('log'), union(0, 0), sink('a', 1)]);

const fate =
  (behaviour: Partial<Behaviour> = {}) =>
  (random: Random, life: number): Fate => ({
    // The first ten die early or late; then they may live.
    diesAfter: life < 10 ? 1 + random.below(60) : undefined,
    ...(random.chance(0.3) ? { stopsAfterMs: random.below(800) } : {}),
    behaviour: { pollFailures: 0.02, commitFailures: 0.02, bounded: true, ...behaviour },
  });

describe('every row exactly once, whenever the process dies', () => {
  test.each(SEEDS)('seed %i: one sink', async (seed) => {
    const outside = world(SPLITS);
    const lives = await liveUntilFinished(ONE_SINK, outside, seed, fate());
    expect(publishedBy(outside, 'sink-a'), lives.join(', ')).toEqual(allRows(outside));
  });

  test.each(SEEDS)('seed %i: two sinks share a source', async (seed) => {
    const outside = world(SPLITS);
    const lives = await liveUntilFinished(TWO_SINKS, outside, seed, fate());
    expect(publishedBy(outside, 'sink-a'), lives.join(', ')).toEqual(allRows(outside));
    expect(publishedBy(outside, 'sink-b'), lives.join(', ')).toEqual(allRows(outside));
  });

  test.each(SEEDS.slice(0, 10))('seed %i: a source twice in a union', async (seed) => {
    const outside = world(SPLITS);
    const lives = await liveUntilFinished(SELF_UNION, outside, seed, fate());
    const twice = allRows(outside).flatMap((row) => [row, row]);
    expect(publishedBy(outside, 'sink-a'), lives.join(', ')).toEqual(twice);
  });

  test('nothing prepared is left behind', async () => {
    const outside = world(SPLITS);
    await liveUntilFinished(ONE_SINK, outside, 7, fate());
    expect([...outside.prepared.keys()]).toEqual([]);
  });
});

/** How many seeds a broken sink gets wrong: the check above would be worth nothing if it were none. */
async function wrongRuns(broken: NonNullable<Behaviour['broken']>): Promise<number> {
  let wrong = 0;
  for (const seed of SEEDS.slice(0, 10)) {
    const outside = world(SPLITS);
    await liveUntilFinished(ONE_SINK, outside, seed, fate({ broken })).catch(() => {});
    if (publishedBy(outside, 'sink-a').join() !== allRows(outside).join()) wrong += 1;
  }
  return wrong;
}

describe('the canary: sinks that are wrong are found out', () => {
  test.each(['publishes-again', 'forgets', 'publishes-while-preparing'] as const)('%s', async (broken) => {
    expect(await wrongRuns(broken)).toBeGreaterThan(0);
  });
});
