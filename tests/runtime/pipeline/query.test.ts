import { describe, expect, test } from 'vitest';
import { loadKernels } from '../../../src/kernels/load.ts';
import type { PhysicalNode } from '../../../src/planner/physical/plan.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { runQuery } from '../../../src/runtime/pipeline/query.ts';
import { functionRegistry } from '../../../src/sql/functions/registry.ts';
import { BIGINT } from '../../../src/sql/types/type.ts';
import { collect, limit, plan, source, union } from '../../sim/plans.ts';
import { seeded } from '../../sim/random.ts';
import { simulatedHost } from '../../sim/simulated-host.ts';
import { type Behaviour, endpointsOf, world } from '../../sim/world.ts';

const span = { start: 0, end: 0 };
const values = (id: string, ...numbers: bigint[]): PhysicalNode => ({
  kind: 'values',
  id,
  columns: [{ name: 'n', type: BIGINT }],
  span,
  rows: numbers.map((value) => [{ kind: 'literal', type: BIGINT, value, span }]),
});

async function query(
  nodes: readonly PhysicalNode[],
  more: { behaviour?: Partial<Behaviour>; rows?: number; cancelAfter?: number; slowMs?: number } = {},
) {
  const random = seeded(3);
  const host = simulatedHost(random);
  const calm = { random, step: async () => {}, pollFailures: 0, commitFailures: 0, bounded: true };
  const endpoints = endpointsOf(world([more.rows ?? 20]), { ...calm, ...more.behaviour });
  const seen: bigint[] = [];
  const cancel = new AbortController();
  const services = {
    ...{ host, endpoints, functions: functionRegistry([]) },
    loadKernels: (memory: { wasm: WebAssembly.Memory }) => loadKernels(memory.wasm),
  };
  const result = await host.drive(
    runQuery(
      plan(nodes),
      {
        signal: cancel.signal,
        async onRows(batch, memory) {
          for (let row = 0; row < batch.rowCount; row++)
            seen.push(readValue(memory, batch.columns[0]!, BIGINT, row) as bigint);
          if (more.slowMs !== undefined) await host.sleep(more.slowMs);
          if (more.cancelAfter !== undefined && seen.length >= more.cancelAfter) cancel.abort();
        },
      },
      services,
    ),
  );
  return { result, seen };
}

describe('a query in this thread', () => {
  test('gives the rows of VALUES', async () => {
    const { result, seen } = await query([values('v', 3n, 1n, 2n), collect(0)]);
    expect(result).toMatchObject({ state: 'finished', rows: 3 });
    expect(seen).toEqual([3n, 1n, 2n]);
  });

  test('gives the rows of a union, all of them', async () => {
    const { seen } = await query([values('v', 1n, 2n), values('w', 3n), source('log'), union(0, 1, 2), collect(3)], {
      rows: 4,
    });
    expect(seen.sort()).toEqual([0n, 1n, 1n, 2n, 2n, 3n, 3n]);
  });

  test('of many rows of VALUES gives each once', async () => {
    const numbers = Array.from({ length: 3000 }, (_, i) => BigInt(i));
    const { seen } = await query([values('v', ...numbers), collect(0)]);
    expect(seen).toEqual(numbers);
  });

  test('reads no further while its rows are not taken', async () => {
    const { result } = await query([source('log'), collect(0)], { slowMs: 1000, rows: 10 });
    // At most 7 rows come at once, so at least two batches waited for each other.
    expect(result.millis).toBeGreaterThanOrEqual(2000);
  });

  test('with a LIMIT ends over a log without an end', async () => {
    const { result, seen } = await query([source('log'), limit(0, 3), collect(1)], { behaviour: { bounded: false } });
    expect([result.state, seen]).toEqual(['finished', [0n, 1n, 2n]]);
  });

  test('ends at once when it is canceled', async () => {
    const { result, seen } = await query([source('log'), collect(0)], {
      behaviour: { bounded: false },
      cancelAfter: 5,
      rows: 1000,
    });
    expect(result.state).toBe('canceled');
    expect(seen.length).toBeLessThan(30);
  });

  test('that finds no rows for a long time waits, and does not spin', async () => {
    const random = seeded(1);
    const host = simulatedHost(random);
    const calm = { random, step: async () => {}, pollFailures: 0, commitFailures: 0, bounded: false };
    const cancel = new AbortController();
    void host.sleep(60_000).then(() => cancel.abort());
    const services = {
      ...{ host, endpoints: endpointsOf(world([0]), calm), functions: functionRegistry([]) },
      loadKernels: (memory: { wasm: WebAssembly.Memory }) => loadKernels(memory.wasm),
    };
    const config = { signal: cancel.signal, onRows: () => {} };
    const result = await host.drive(runQuery(plan([source('log'), collect(0)]), config, services), 20_000);
    expect(result.state).toBe('canceled');
  });

  test('says why it has failed', async () => {
    const { result } = await query([source('log'), collect(0)], { behaviour: { pollFailures: 1 } });
    expect(result).toMatchObject({
      state: 'failed',
      failure: {
        code: 'connector-failure',
        message: 'cannot read c.d.log: the connection was closed by the other side',
      },
    });
  });
});
