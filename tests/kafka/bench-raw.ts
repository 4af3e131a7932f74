// Measures reading alone: topic to record slices, no decoding. Run by hand: bootstrap servers, topic, count as arguments.
import type { Format } from '../../src/connectors/format.ts';
import { kafka } from '../../src/connectors/kafka/connector.ts';
import { kafkaSourceWith } from '../../src/connectors/kafka/source/source.ts';
import { readOptions } from '../../src/connectors/options.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';

const none: Format = {
  kind: 'format',
  name: 'none',
  summary: 'no columns',
  example: '',
  options: {},
  rules: [],
  implementation: async () => ({
    openDecoder: () => ({
      decode: (_records, from, to) => ({ rowCount: to - from, columns: [], nextRecord: to, failures: [], skipped: 0 }),
    }),
  }),
};

export async function readRaw(raw: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const options = readOptions(kafka.options, raw, []).options;
  const memory = new Memory(512 << 20);
  const context = {
    host: nodeHost(),
    memory,
    kernels: loadKernels(memory.wasm),
    subtask: 0,
    parallelism: 1,
    jobId: 'bench',
    table: {
      identifier: 't',
      connector: 'kafka',
      options: raw,
      physicalColumns: [],
      primaryKey: [],
      partitionKeys: [],
    },
    options,
    session: { timeZone: 'UTC', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: false },
    count: () => {},
    warn: (message: string) => console.error(message),
  };
  const source = kafkaSourceWith([none]);
  const enumerator = await source.openEnumerator(context);
  const reader = await source.openReader(context, []);
  reader.assign(await enumerator.discover(new Map()));
  const arena = new Arena(memory);
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  let [rows, polls] = [0, 0];
  for (;;) {
    arena.reset();
    const batch = await reader.poll(arena, 1000);
    if (batch === 'end') break;
    polls++;
    if (batch) rows += batch.rowCount;
  }
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  await reader.close();
  await enumerator.close();
  return {
    rows,
    polls,
    seconds,
    recordsASecond: Math.round(rows / seconds),
    cpuSeconds: (used.user + used.system) / 1e6,
    systemSeconds: used.system / 1e6,
    residentMegabytes: process.resourceUsage().maxRSS >> 10,
  };
}
