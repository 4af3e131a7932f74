import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KafkaService, startKafka } from '../harness/services/kafka.ts';
import {
  addPartitions,
  consumeAll,
  createTopic,
  groupOffsets,
  produce,
  produceLogs,
  produceTransaction,
  setGroupOffset,
} from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';

let bootstrap = '';
beforeAll(async () => {
  bootstrap = await sharedKafka();
});

test('records come back with every codec', async () => {
  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    const topic = uniqueName(`codec-${codec}`);
    await createTopic(bootstrap, topic);
    await produce(bootstrap, topic, [{ value: 'a' }, { key: 'k', value: null }, { value: 'c'.repeat(1000) }], codec);
    if (codec === 'zstd') continue;
    const records = await consumeAll(bootstrap, topic);
    expect(records.map((r) => r.value?.toString() ?? null)).toEqual(['a', null, 'c'.repeat(1000)]);
  }
});

test('bulk records, partitions and group offsets', async () => {
  const topic = uniqueName('bulk');
  await createTopic(bootstrap, topic, 2);
  await addPartitions(bootstrap, topic, 3);
  await produceLogs(bootstrap, topic, { count: 10_000, partitions: 3 });
  const records = await consumeAll(bootstrap, topic);
  expect(records.length).toBe(10_000);
  const sizes = records.map((r) => r.value!.length);
  expect(Math.abs(sizes.reduce((a, b) => a + b, 0) / sizes.length - 383)).toBeLessThan(10);
  await setGroupOffset(bootstrap, `${topic}-group`, topic, { 0: 7n, 2: 9n });
  expect(await groupOffsets(bootstrap, `${topic}-group`, topic, 3)).toEqual(
    new Map([
      [0, 7n],
      [1, -1n],
      [2, 9n],
    ]),
  );
});

test('an aborted transaction is not read', async () => {
  const topic = uniqueName('transactions');
  await createTopic(bootstrap, topic);
  await produceTransaction(bootstrap, topic, [{ value: 'no' }], 'abort');
  await produceTransaction(bootstrap, topic, [{ value: 'yes' }], 'commit');
  await produce(bootstrap, topic, [{ value: 'plain' }]);
  expect((await consumeAll(bootstrap, topic)).map((r) => r.value!.toString())).toEqual(['yes', 'plain']);
});

describe('a broker of its own', () => {
  let kafka: KafkaService;
  beforeAll(async () => {
    kafka = await startKafka({ listeners: ['ssl', 'mutual-ssl', 'sasl-plaintext', 'sasl-ssl'], own: true });
  });
  afterAll(() => kafka?.stop());
  test('survives a restart', async () => {
    await createTopic(kafka.bootstrapServers, 'kept');
    await produce(kafka.bootstrapServers, 'kept', [{ value: 'before' }]);
    await kafka.restart({ kill: true });
    await produce(kafka.bootstrapServers, 'kept', [{ value: 'after' }]);
    expect((await consumeAll(kafka.bootstrapServers, 'kept')).length).toBe(2);
  });
});
