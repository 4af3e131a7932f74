import { beforeAll, expect, test } from 'vitest';
import { BIGINT, INT, map, type SqlType, STRING } from '../../src/sql/types/type.ts';
import { createTopic, produce } from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { columns, openTable, readTable } from './table.ts';

let bootstrap = '';
beforeAll(async () => {
  bootstrap = await sharedKafka();
});

const physical = (fields: Readonly<Record<string, SqlType>>) =>
  Object.entries(fields).map(([name, type]) => ({ name, type, from: { kind: 'physical' as const } }));

const table = (topic: string, more: Readonly<Record<string, string>> = {}) => ({
  topic,
  'properties.bootstrap.servers': bootstrap,
  'scan.startup.mode': 'earliest-offset',
  'scan.bounded.mode': 'latest-offset',
  ...more,
});

test('JSON keys and values with a prefix, fields apart, metadata beside them', async () => {
  const topic = uniqueName('json');
  await createTopic(bootstrap, topic);
  await produce(bootstrap, topic, [
    { key: '{"id":7,"region":"eu"}', value: '{"n":1,"tags":{"a":"x"}}' },
    { key: '{"id":8}', value: '{"n":2}' },
    { value: '{"n":3}' },
    { key: '{"id":9}', value: null },
  ]);
  const produced = [
    ...physical({ n: BIGINT, k_id: INT, k_region: STRING, tags: map(STRING, STRING) }),
    ...columns('@offset'),
  ];
  const rows = await readTable(
    table(topic, {
      'key.format': 'json',
      'key.fields': 'k_id;k_region',
      'key.fields-prefix': 'k_',
      'value.format': 'json',
      'value.fields-include': 'EXCEPT_KEY',
    }),
    produced,
  );
  expect(rows).toEqual([
    [1n, 7, 'eu', { keys: ['a'], values: ['x'] }, 0n],
    [2n, 8, null, null, 1n],
  ]);
});

test('a raw key beside a JSON value: a missing key is NULL', async () => {
  const topic = uniqueName('raw-key');
  await createTopic(bootstrap, topic);
  await produce(bootstrap, topic, [{ key: 'k', value: '{"n":1}' }, { value: '{"n":2}' }]);
  const rows = await readTable(
    table(topic, { 'key.format': 'raw', 'key.fields': 'k', format: 'json', 'value.fields-include': 'EXCEPT_KEY' }),
    physical({ n: INT, k: STRING }),
  );
  expect(rows).toEqual([
    [1, 'k'],
    [2, null],
  ]);
});

test('records that are no JSON: refused with their place, or skipped and counted', async () => {
  const topic = uniqueName('bad-json');
  await createTopic(bootstrap, topic);
  await produce(bootstrap, topic, [{ value: '{"n":1}' }, { value: 'no json' }, { value: '{"n":3}' }]);
  await expect(readTable(table(topic, { format: 'json' }), physical({ n: INT }))).rejects.toThrow(
    `topic ${topic}, partition 0, offset 1: `,
  );
  const opened = await openTable(
    table(topic, { format: 'json', 'json.ignore-parse-errors': 'true' }),
    physical({ n: INT }),
  );
  await opened.start();
  expect(await opened.rows()).toEqual([[1], [3]]);
  expect(opened.counts.get('skippedRecords')).toBe(1);
  await opened.close();
});

test('columns that no query asks for do not change which rows there are', async () => {
  const topic = uniqueName('pruned');
  await createTopic(bootstrap, topic);
  await produce(bootstrap, topic, [
    { key: '{"k":1}', value: '{"n":1}' },
    { value: '{"n":2}' },
    { key: '{"k":3}', value: null },
  ]);
  const keyed = (format: string) =>
    table(topic, { 'key.format': format, 'key.fields': 'k', format: 'json', 'value.fields-include': 'EXCEPT_KEY' });
  expect(await readTable(keyed('json'), physical({ n: INT }))).toEqual([[1]]);
  expect(await readTable(keyed('json'), columns('@offset'))).toEqual([[0n]]);
  expect(await readTable(keyed('raw'), columns('@offset'))).toEqual([[0n], [1n]]);
  expect(await readTable(table(topic, { format: 'json' }), [])).toEqual([[], []]);
});
