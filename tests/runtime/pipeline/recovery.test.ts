import { describe, expect, test } from 'vitest';
import type { Checkpoint, OperatorIdentity } from '../../../src/runtime/checkpoint/checkpoint.ts';
import { identitiesOf } from '../../../src/runtime/checkpoint/fit.ts';
import { checkpointStore } from '../../../src/runtime/checkpoint/store.ts';
import { chooseStart, type StartFrom } from '../../../src/runtime/pipeline/recovery.ts';
import { jobSettings } from '../../../src/runtime/pipeline/settings.ts';
import { disk } from '../../sim/disk.ts';
import { limit, plan, sink, source } from '../../sim/plans.ts';

const identity = { identity: () => ({ topic: 'logs' }) };
const PLAN = plan([source('log'), limit(0, 10), sink('a', 1)]);
const OPERATORS = identitiesOf(PLAN, identity);

const checkpoint = (id: number, operators: readonly OperatorIdentity[], committables: unknown[] = []): Checkpoint => ({
  ...{ id, kind: 'periodic', jobId: 'j', jobName: 'n', createdMs: 0, parallelism: 1, operators },
  sources: { 'source-log': { positions: new Map([['s', id]]), enumerator: undefined } },
  states: { limit: [{ seen: 1 }] },
  sinks: { 'sink-a': { committables, states: [] } },
});

async function start(
  stored: readonly Checkpoint[],
  from: StartFrom,
  operators: readonly OperatorIdentity[] = OPERATORS,
  config: Readonly<Record<string, string>> = {},
) {
  const files = disk().seenBy(async () => {});
  const store = checkpointStore('/c', files);
  const elsewhere = checkpointStore('/elsewhere', files);
  await elsewhere.write(checkpoint(70, OPERATORS));
  for (const one of stored) await store.write(one);
  return chooseStart(from, store, files, jobSettings(plan([source('log')], config)), operators);
}

const NEWEST = { kind: 'newest' } as const;

describe('where a job starts', () => {
  test('at its own newest checkpoint, or at its beginning', async () => {
    expect((await start([checkpoint(1, OPERATORS), checkpoint(2, OPERATORS)], NEWEST)).location).toBe('/c/chk-2');
    expect(await start([], NEWEST)).toEqual({ warnings: [] });
    expect(await start([checkpoint(1, OPERATORS)], { kind: 'fresh' })).toEqual({ warnings: [] });
  });

  test('at the path that is set, until it has checkpoints of its own', async () => {
    const config = { 'execution.state-recovery.path': 'file:///elsewhere/chk-70' };
    expect((await start([], NEWEST, OPERATORS, config)).location).toBe('/elsewhere/chk-70');
    expect((await start([checkpoint(2, OPERATORS)], NEWEST, OPERATORS, config)).location).toBe('/c/chk-2');
  });
});

describe('a checkpoint that does not fit', () => {
  const changed = (id: string, properties: Readonly<Record<string, string>>) =>
    OPERATORS.map((one) => (one.id === id ? { ...one, properties: { ...one.properties, ...properties } } : one));

  test.each([
    [
      'source-log',
      { connector: 'other' },
      "source-log: connector was 'simulated' in the checkpoint and is 'other' now",
    ],
    ['source-log', { "option 'topic'": 'b' }, "source-log: option 'topic' was 'logs' in the checkpoint and is 'b' now"],
    ['limit', { fetch: '11' }, "limit: fetch was '10' in the checkpoint and is '11' now"],
    ['limit', { 'state layout': '2' }, "limit: state layout was '1' in the checkpoint and is '2' now"],
  ])('names the operator and the difference (%s)', async (id, properties, message) => {
    await expect(start([checkpoint(1, OPERATORS)], NEWEST, changed(id, properties))).rejects.toThrow(
      `checkpoint /c/chk-1 does not fit the query: ${message}`,
    );
  });

  test('may be cut down to what the query still has, but never where rows wait to be committed', async () => {
    const config = { 'execution.state-recovery.ignore-unclaimed-state': 'true' };
    const without = (id: string) => OPERATORS.filter((one) => one.id !== id);
    await expect(start([checkpoint(1, OPERATORS)], NEWEST, without('sink-a'))).rejects.toThrow('sink-a');
    const cut = await start([checkpoint(1, OPERATORS)], NEWEST, without('sink-a'), config);
    expect(cut.checkpoint?.sinks).toEqual({});
    expect(cut.warnings).toEqual(['the state of sink-a in /c/chk-1 is dropped: the query does not have it']);
    const waiting = checkpoint(1, OPERATORS, ['file']);
    await expect(start([waiting], NEWEST, without('sink-a'), config)).rejects.toThrow('sink-a');
  });
});
