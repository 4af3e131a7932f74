import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KafkaService, startKafka } from '../harness/services/kafka.ts';
import { createTopic, deleteTopic, produce, produceLogs } from '../harness/services/kafka-client.ts';
import { column, columns, openTable, readTable, type Settings } from './table.ts';

const COUNT = 60_000;

const tableOf = (kafka: KafkaService, topic: string, more: Settings = {}): Settings => ({
  topic,
  'properties.bootstrap.servers': kafka.bootstrapServers,
  'scan.startup.mode': 'earliest-offset',
  'scan.bounded.mode': 'latest-offset',
  format: 'text',
  // Small answers: most of the topic is still to be fetched when the broker goes.
  'properties.max.partition.fetch.bytes': '20000',
  ...more,
});

const allNumbers = (rows: readonly unknown[][]) => rows.map((row) => Number(row[0])).sort((a, b) => a - b);
const expected = Array.from({ length: COUNT }, (_, i) => i);

describe('one broker', () => {
  let kafka: KafkaService;
  beforeAll(async () => {
    kafka = await startKafka({ own: true });
    await createTopic(kafka.bootstrapServers, 'numbers', 3);
    await produceLogs(kafka.bootstrapServers, 'numbers', { count: COUNT, partitions: 3, record: String });
  });
  afterAll(() => kafka?.stop());

  test.each([true, false])('is restarted in the middle (killed: %s): every record once', async (kill) => {
    const opened = await openTable(tableOf(kafka, 'numbers'), columns('v'), { parallelism: 2 });
    await opened.start();
    const rows = await opened.rows({ count: 5000 });
    await kafka.brokers[0]!.stop(kill);
    const restarted = kafka.brokers[0]!.start();
    rows.push(...(await opened.rows({ idleMs: 60_000 })));
    await restarted;
    expect(rows.length).toBe(COUNT);
    expect(allNumbers(rows)).toEqual(expected);
    expect(opened.warnings.join()).toMatch(/trying again for up to 60 s/);
    await opened.close();
  });

  test('is away for longer than default.api.timeout.ms: the reader fails and says why', async () => {
    const opened = await openTable(
      tableOf(kafka, 'numbers', { 'scan.bounded.mode': 'unbounded', 'properties.default.api.timeout.ms': '1500' }),
    );
    await opened.start();
    await opened.rows({ count: 10 });
    await kafka.brokers[0]!.stop(true);
    await expect(opened.rows({ idleMs: 30_000 })).rejects.toThrow(/the connection was (closed|refused)/);
    await opened.close();
    await kafka.brokers[0]!.start();
    await expect(
      readTable({
        ...tableOf(kafka, 'numbers'),
        'properties.bootstrap.servers': '127.0.0.1:1',
        'properties.default.api.timeout.ms': '1000',
      }),
    ).rejects.toThrow('cannot connect to broker 127.0.0.1:1: the connection was refused');
    await expect(
      readTable({
        ...tableOf(kafka, 'numbers'),
        'properties.bootstrap.servers': 'no-such-host.invalid:9092',
        'properties.default.api.timeout.ms': '1000',
      }),
    ).rejects.toThrow(/cannot connect to broker no-such-host.invalid:9092: the host name/);
  });

  test('loses the topic while it is read', async () => {
    await createTopic(kafka.bootstrapServers, 'vanishing');
    await produce(kafka.bootstrapServers, 'vanishing', [{ value: 'a' }]);
    const opened = await openTable(
      tableOf(kafka, 'vanishing', { 'scan.bounded.mode': 'unbounded', 'properties.default.api.timeout.ms': '1500' }),
    );
    await opened.start();
    expect(column(await opened.rows({ count: 1 }))).toEqual(['a']);
    await deleteTopic(kafka.bootstrapServers, 'vanishing');
    await expect(opened.rows({ idleMs: 30_000 })).rejects.toThrow(
      /cannot read topic vanishing, partition 0: unknown topic/,
    );
    await opened.close();
  });
});

describe('two brokers', () => {
  let kafka: KafkaService;
  beforeAll(async () => {
    kafka = await startKafka({
      own: true,
      brokers: 2,
      properties: {
        'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
        'replica.lag.time.max.ms': '3000',
        'broker.session.timeout.ms': '3000',
      },
    });
    await createTopic(kafka.bootstrapServers, 'replicated', 4, {}, 2);
    await produceLogs(kafka.bootstrapServers, 'replicated', { count: COUNT, partitions: 4, record: String });
  });
  afterAll(() => kafka?.stop());

  test('leaders move to the other when one dies: every record once, in order', async () => {
    const opened = await openTable(tableOf(kafka, 'replicated'), columns('v', '@partition', '@offset'), {
      parallelism: 2,
    });
    await opened.start();
    const rows = await opened.rows({ count: 5000 });
    await kafka.brokers[1]!.stop(true);
    rows.push(...(await opened.rows({ idleMs: 60_000 })));
    await kafka.brokers[1]!.start();
    expect(allNumbers(rows)).toEqual(expected);
    for (const partition of [0, 1, 2, 3]) {
      const offsets = rows.filter((row) => row[1] === partition).map((row) => Number(row[2]));
      expect(offsets).toEqual(Array.from({ length: offsets.length }, (_, i) => i));
    }
    await opened.close();
  });

  test('a replica in the rack of the client is read instead of the leader', async () => {
    for (const rack of ['rack-1', 'rack-2', 'elsewhere']) {
      const opened = await openTable(tableOf(kafka, 'replicated', { 'properties.client.rack': rack }));
      await opened.start();
      expect(allNumbers(await opened.rows())).toEqual(expected);
      await opened.close();
    }
  });
});
