import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SinkNode } from '../../../src/planner/physical/plan.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { runJob } from '../../../src/runtime/pipeline/job.ts';
import { threadSpawn } from '../../../src/runtime/pipeline/link.ts';
import type { JobEvent } from '../../../src/runtime/pipeline/observer.ts';
import { plan, sink, source } from '../../sim/plans.ts';
import { allRows, threadEndpoints } from './thread-endpoints.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streamsql-thread-'));
  await build({
    entryPoints: [fileURLToPath(new URL('./thread-worker.ts', import.meta.url))],
    outfile: join(folder, 'worker.mjs'),
    ...{ bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
  });
  await copyFile(new URL('../../../src/kernels/kernels.wasm', import.meta.url), join(folder, 'kernels.wasm'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(name: string, options: Readonly<Record<string, string>>) {
  const published: bigint[] = [];
  const events: JobEvent[] = [];
  const node = sink(name, 0) as SinkNode;
  const result = await runJob(
    plan([source('log'), { ...node, table: { ...node.table, options } }], {
      'parallelism.default': '2',
      'streamsql.worker.heap': '64 mb',
      'execution.checkpointing.interval': '15 ms',
      'execution.checkpointing.dir': join(folder, 'checkpoints'),
      'restart-strategy.type': 'fixed-delay',
      'restart-strategy.fixed-delay.delay': '10 ms',
    }),
    {},
    {
      host: nodeHost(),
      endpoints: threadEndpoints(published, new Set()),
      spawn: threadSpawn(pathToFileURL(join(folder, 'worker.mjs'))),
      observe: (event) => events.push(event),
    },
  );
  return { result, published: published.sort((a, b) => Number(a - b)), events };
}

test('subtasks in threads read everything once, with checkpoints on the way', async () => {
  const { result, published } = await run('calm', {});
  expect(result).toMatchObject({ state: 'finished', restarts: 0, rowsIn: allRows.length, rowsOut: allRows.length });
  expect(result.checkpoints).toBeGreaterThan(1);
  expect(published).toEqual(allRows);
});

test.each([
  ['exit', 'it left with exit code 7'],
  ['throw', 'Error: out of the blue'],
  ['heap', 'it has used up its heap'],
])('a thread that goes down (%s) is a failure that a restart helps against', async (crash, why) => {
  const { result, published, events } = await run(crash, { crash, marker: join(folder, `${crash}.marker`) });
  const causes = events.flatMap((event) => (event.kind === 'restarting' ? [event.cause.message] : []));
  expect(causes).toEqual([expect.stringMatching(`^the thread of subtask \\d ended: ${why}$`)]);
  expect(result).toMatchObject({ state: 'finished', restarts: 1, rowsIn: allRows.length });
  expect(published).toEqual(allRows);
});
