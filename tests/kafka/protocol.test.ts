import { beforeAll, expect, test } from 'vitest';
import { openCluster } from '../../src/connectors/kafka/client/cluster.ts';
import { clientSettings } from '../../src/connectors/kafka/client/settings.ts';
import { openFetcher } from '../../src/connectors/kafka/fetch/fetcher.ts';
import type { PartitionState } from '../../src/connectors/kafka/fetch/partition-state.ts';
import { FETCH_VERSIONS } from '../../src/connectors/kafka/fetch/request.ts';
import type { FetchResponse } from '../../src/connectors/kafka/fetch/response.ts';
import { Memory } from '../../src/runtime/batch/memory.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { createTopic, produce } from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { checkOptions } from './table.ts';

let bootstrap = '';
beforeAll(async () => {
  bootstrap = await sharedKafka();
});

/** Before version 13 topics go by their names. */
test.each([...FETCH_VERSIONS])('fetch version %d', async (version) => {
  const topic = uniqueName('versions');
  await createTopic(bootstrap, topic, 2);
  await produce(bootstrap, topic, [
    { value: 'a', partition: 1 },
    { value: 'b', partition: 1 },
  ]);
  const { options } = checkOptions({
    topic,
    'properties.bootstrap.servers': bootstrap,
    format: 'text',
    'scan.startup.mode': 'earliest-offset',
  });
  const settings = clientSettings(options);
  const cluster = await openCluster({ host: nodeHost(), warn: () => {} }, settings, 'test');
  const info = await cluster.metadata([topic]);
  const [broker] = [...info.brokers.values()];
  const { id } = info.topics[0]!;
  const memory = new Memory(64 << 20);
  let resolve: (response: FetchResponse) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const arrived = new Promise<FetchResponse>((...both) => {
    [resolve, reject] = both;
  });
  const fetcher = openFetcher(
    memory,
    () => cluster.connection(broker!),
    () => ({ ...settings.fetch, rack: '', maxWaitMs: 100 }),
    { onResponse: resolve, onFailure: reject },
    [version],
  );
  const state = (partition: number) => ({ topic, topicId: id, partition, next: 0n }) as PartitionState;
  fetcher.fetch([state(0), state(1)]);
  const response = await arrived;
  const key = version < 13 ? `name ${topic}` : `id ${id}`;
  expect(response.error).toBe(0);
  expect(
    response.partitions.map((one) => [one.topicKey, one.partition, one.error, one.highWatermark, one.next]),
  ).toEqual(
    expect.arrayContaining([
      [key, 0, 0, 0n, undefined],
      [key, 1, 0, 2n, 2n],
    ]),
  );
  expect(fetcher.take()).toBe(response);
  await fetcher.close();
  await cluster.close();
});
