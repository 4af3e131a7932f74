import { beforeAll, expect, test } from 'vitest';
import { createTopic, produce } from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { column, columns, openTable, readTable } from './table.ts';

let bootstrap = '';
beforeAll(async () => {
  bootstrap = await sharedKafka();
});

const table = (topic: string, more: Readonly<Record<string, string>> = {}) => ({
  topic,
  'properties.bootstrap.servers': bootstrap,
  'scan.startup.mode': 'earliest-offset',
  'scan.bounded.mode': 'latest-offset',
  format: 'text',
  ...more,
});

test('every record of every partition, in its order', async () => {
  const topic = uniqueName('plain');
  await createTopic(bootstrap, topic, 3);
  const records = Array.from({ length: 300 }, (_, i) => ({ value: `r${i}`, partition: i % 3 }));
  await produce(bootstrap, topic, records);
  const rows = await readTable(table(topic), columns('v', '@partition', '@offset', '@topic'));
  expect(rows.length).toBe(300);
  for (const partition of [0, 1, 2]) {
    const own = rows.filter((row) => row[1] === partition);
    expect(column(own)).toEqual(Array.from({ length: 100 }, (_, i) => `r${i * 3 + partition}`));
    expect(column(own, 2)).toEqual(Array.from({ length: 100 }, (_, i) => BigInt(i)));
  }
  expect(new Set(column(rows, 3))).toEqual(new Set([topic]));
});

test('an empty topic ends at once', async () => {
  const topic = uniqueName('empty');
  await createTopic(bootstrap, topic, 2);
  expect(await readTable(table(topic))).toEqual([]);
});

test('every codec', async () => {
  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    const topic = uniqueName(codec);
    await createTopic(bootstrap, topic);
    const values = Array.from({ length: 3000 }, (_, i) => `${codec} ${i} ${'x'.repeat(i % 200)}`);
    await produce(
      bootstrap,
      topic,
      values.slice(0, 2000).map((value) => ({ value })),
      codec,
    );
    await produce(
      bootstrap,
      topic,
      values.slice(2000).map((value) => ({ value })),
      codec,
    );
    expect(column(await readTable(table(topic))), codec).toEqual(values);
  }
});

test('records larger than a fetch, and than all fetches', async () => {
  const topic = uniqueName('big');
  await createTopic(bootstrap, topic, 2, { 'max.message.bytes': '20000000' });
  const big = 'b'.repeat(5_000_000);
  const short = (value: unknown) => String(value).replace(/^b{5000000}$/, 'big');
  await produce(bootstrap, topic, [{ value: 'small' }, { value: 'other', partition: 1 }]);
  await produce(bootstrap, topic, [{ value: big }, { value: big, partition: 1 }]);
  await produce(bootstrap, topic, [{ value: 'last' }, { value: 'other last', partition: 1 }]);
  const rows = await readTable(table(topic, { 'properties.fetch.max.bytes': '1000000' }), columns('v', '@partition'));
  expect(column(rows.filter((row) => row[1] === 0)).map(short)).toEqual(['small', 'big', 'last']);
  expect(column(rows.filter((row) => row[1] === 1)).map(short)).toEqual(['other', 'big', 'other last']);
});

test('unbounded reading goes on with what comes', async () => {
  const topic = uniqueName('live');
  await createTopic(bootstrap, topic);
  const opened = await openTable(table(topic, { 'scan.bounded.mode': 'unbounded' }));
  await opened.start();
  expect(await opened.poll(300)).toBe(null);
  await produce(bootstrap, topic, [{ value: 'a' }]);
  expect(await opened.rows({ count: 1 })).toEqual([['a']]);
  await produce(bootstrap, topic, [{ value: 'b' }]);
  expect(await opened.rows({ count: 1 })).toEqual([['b']]);
  expect(opened.readers[0]!.lag?.()).toBe(0);
  await opened.close();
});
