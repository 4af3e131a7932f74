import { beforeAll, describe, expect, test } from 'vitest';
import {
  createTopic,
  deleteRecordsBefore,
  produce,
  produceTransaction,
  produceTransactions,
  type TestRecord,
} from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { column, columns, openTable, readTable, type Settings } from './table.ts';
import { mapValues } from './values.ts';

let bootstrap = '';
beforeAll(async () => {
  bootstrap = await sharedKafka();
});

const table = (topic: string, more: Settings = {}): Settings => ({
  topic,
  'properties.bootstrap.servers': bootstrap,
  'scan.startup.mode': 'earliest-offset',
  'scan.bounded.mode': 'latest-offset',
  format: 'text',
  ...more,
});

async function topicWith(
  records: readonly TestRecord[],
  configs: Readonly<Record<string, string>> = {},
): Promise<string> {
  const topic = uniqueName('records');
  await createTopic(bootstrap, topic, 1, configs);
  if (records.length > 0) await produce(bootstrap, topic, records);
  return topic;
}

const texts = (...values: string[]): TestRecord[] => values.map((value) => ({ value }));

describe('transactions', () => {
  const committed = { 'properties.isolation.level': 'read_committed' };

  test('aborted ones are left out under read_committed only', async () => {
    const topic = await topicWith(texts('plain'));
    await produceTransaction(bootstrap, topic, texts('no 1', 'no 2'), 'abort');
    await produceTransaction(bootstrap, topic, texts('yes'), 'commit');
    await produceTransaction(bootstrap, topic, texts('no 3'), 'abort');
    await produce(bootstrap, topic, texts('last'));
    expect(column(await readTable(table(topic)))).toEqual(['plain', 'no 1', 'no 2', 'yes', 'no 3', 'last']);
    expect(column(await readTable(table(topic, committed)))).toEqual(['plain', 'yes', 'last']);
  });

  test('a split ends behind markers, and counts them in its position', async () => {
    const topic = await topicWith([]);
    await produceTransaction(bootstrap, topic, texts('a'), 'commit');
    await produceTransaction(bootstrap, topic, texts('b'), 'abort');
    for (const more of [{}, committed]) {
      const opened = await openTable(table(topic, more));
      await opened.start();
      await opened.rows();
      expect([...opened.positions().values()]).toMatchObject([{ offset: 4, stop: 4 }]);
      await opened.close();
    }
  });

  test('one whose producer goes on in the same answer', async () => {
    const topic = await topicWith([]);
    await produceTransactions(
      bootstrap,
      topic,
      [0, 1, 2, 3, 4].map((i) => ({ records: texts(`n${i}`), end: i % 2 === 0 ? 'commit' : 'abort' })),
    );
    expect(column(await readTable(table(topic, committed)))).toEqual(['n0', 'n2', 'n4']);
  });
});

describe('metadata', () => {
  test('every column', async () => {
    const topic = await topicWith([
      { value: 'a', timestampMs: 1_700_000_000_123, headers: { one: '1', two: 'zwei' } },
      { value: 'b', timestampMs: 1_700_000_000_456 },
    ]);
    const all = columns(
      'v',
      '@topic',
      '@partition',
      '@offset',
      '@timestamp',
      '@timestamp-type',
      '@leader-epoch',
      '@headers',
      '@header-list',
    );
    const [a, b] = await readTable(table(topic), all);
    expect(a!.slice(0, 7)).toEqual(['a', topic, 0, 0n, { millis: 1_700_000_000_123, nanos: 0 }, 'CreateTime', 0]);
    expect(mapValues(a![7]!)).toEqual([
      ['one', '1'],
      ['two', 'zwei'],
    ]);
    expect(mapValues(a![8]!)).toEqual([
      ['one', '1'],
      ['two', 'zwei'],
    ]);
    expect(b!.slice(0, 6)).toEqual(['b', topic, 0, 1n, { millis: 1_700_000_000_456, nanos: 0 }, 'CreateTime']);
    expect([mapValues(b![7]!), mapValues(b![8]!)]).toEqual([[], []]);
  });

  test("the broker's time", async () => {
    const topic = await topicWith([{ value: 'a', timestampMs: 1000 }], { 'message.timestamp.type': 'LogAppendTime' });
    const [row] = await readTable(table(topic), columns('@timestamp', '@timestamp-type'));
    expect((row![0] as { millis: number }).millis).toBeGreaterThan(1_600_000_000_000);
    expect(row![1]).toBe('LogAppendTime');
  });

  test('only metadata, and only rows', async () => {
    const topic = await topicWith(texts('a', 'b'));
    expect(await readTable(table(topic), columns('@offset'))).toEqual([[0n], [1n]]);
    expect(await readTable(table(topic), [])).toEqual([[], []]);
  });

  test('belongs to its row where records have none', async () => {
    const topic = await topicWith([
      { value: null },
      { value: 'a', headers: { n: '1' } },
      { value: null },
      { value: 'b', headers: { n: '2' } },
    ]);
    const rows = await readTable(table(topic), columns('v', '@offset', '@headers', '@topic'));
    expect(rows.map((row) => [row[0], row[1], mapValues(row[2]!), row[3]])).toEqual([
      ['a', 1n, [['n', '1']], topic],
      ['b', 3n, [['n', '2']], topic],
    ]);
  });
});

describe('keys', () => {
  const keyed = {
    'key.format': 'text',
    'key.fields': 'k_id',
    'value.fields-include': 'EXCEPT_KEY',
    'key.fields-prefix': 'k_',
  };

  test('beside values; a record without a key has no row where the format gives none', async () => {
    const topic = await topicWith([
      { key: 'k1', value: 'v1' },
      { value: 'v2' },
      { key: 'k3', value: null },
      { key: 'k4', value: 'v4' },
    ]);
    const rows = await readTable(table(topic, keyed), columns('v', 'k_id', '@offset'));
    expect(rows).toEqual([
      ['v1', 'k1', 0n],
      ['v4', 'k4', 3n],
    ]);
    expect(await readTable(table(topic), columns('v'))).toEqual([['v1'], ['v2'], ['v4']]);
  });

  test('a column of both is that of the value', async () => {
    const topic = await topicWith([{ key: 'k1', value: 'v1' }]);
    expect(await readTable(table(topic, { 'key.format': 'text', 'key.fields': 'k' }), columns('k'))).toEqual([['v1']]);
  });

  test('small batches of either side', async () => {
    const topic = await topicWith(Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: `v${i}` })));
    const expected = Array.from({ length: 50 }, (_, i) => [`v${i}`, `k${i}`]);
    for (const more of [
      { 'text.most-rows': '7' },
      { 'key.text.most-rows': '3' },
      { 'text.most-rows': '4', 'key.text.most-rows': '9' },
    ])
      expect(await readTable(table(topic, { ...keyed, ...more } as Settings), columns('v', 'k_id'))).toEqual(expected);
  });
});

describe('records that cannot be decoded', () => {
  test('fail with their place, behind the rows before them', async () => {
    const topic = await topicWith(texts('a', 'b', 'bad!', 'c'));
    const opened = await openTable(table(topic));
    await opened.start();
    const rows = [];
    let failure = '';
    while (failure === '') {
      const found = await opened.poll().catch((error: Error) => {
        failure = `${error.name}: ${error.message}`;
        return null;
      });
      if (found && found !== 'end') rows.push(...found);
    }
    expect(rows).toEqual([['a'], ['b']]);
    expect(failure).toBe(`RunTimeError: topic ${topic}, partition 0, offset 2: it has an exclamation mark`);
    expect([...opened.positions().values()]).toMatchObject([{ offset: 2 }]);
    await opened.close();
  });

  test('the key', async () => {
    const topic = await topicWith([{ key: 'bad!', value: 'a' }]);
    const more = { 'key.format': 'text', 'key.fields': 'k', 'value.fields-include': 'EXCEPT_KEY' };
    await expect(readTable(table(topic, more))).rejects.toThrow(
      `topic ${topic}, partition 0, offset 0: the key: it has`,
    );
  });

  test('skipped ones are counted', async () => {
    const topic = await topicWith(texts('a', 'bad!', 'bad!', 'c'));
    const opened = await openTable(table(topic, { 'text.skip-failures': 'true' }));
    await opened.start();
    expect(column(await opened.rows())).toEqual(['a', 'c']);
    expect(opened.counts.get('skippedRecords')).toBe(2);
    expect(opened.counts.get('sourceBytes')).toBeGreaterThan(50);
    await opened.close();
  });

  test('a row says where it comes from', async () => {
    const topic = await topicWith([{ value: 'a' }, { value: null }, { value: 'c' }]);
    const opened = await openTable(table(topic));
    await opened.start();
    const { Arena } = await import('../../src/runtime/batch/memory.ts');
    const batch = await opened.readers[0]!.poll(new Arena(opened.memory), 10_000);
    if (batch === null || batch === 'end') throw new Error('no batch');
    expect([0, 1].map((row) => batch.origin?.describe(row))).toEqual([
      `topic ${topic}, partition 0, offset 0`,
      `topic ${topic}, partition 0, offset 2`,
    ]);
    await opened.close();
  });
});

describe('offsets that are gone', () => {
  const from = (offset: number) => ({
    'scan.startup.mode': 'specific-offsets',
    'scan.startup.specific-offsets': `partition:0,offset:${offset}`,
  });

  test('reading goes on at the earliest, with a warning', async () => {
    const topic = await topicWith(texts('a', 'b', 'c', 'd'));
    await deleteRecordsBefore(bootstrap, topic, 0, 2n);
    const opened = await openTable(table(topic, from(0)));
    await opened.start();
    expect(column(await opened.rows())).toEqual(['c', 'd']);
    expect(opened.warnings).toEqual([
      `topic ${topic}, partition 0: offset 0 is out of range: it holds offsets 2 to 3; going on at offset 2`,
    ]);
    await opened.close();
  });

  test('group-offsets with auto.offset.reset none fails', async () => {
    const { setGroupOffset } = await import('../harness/services/kafka-client.ts');
    const topic = await topicWith(texts('a', 'b', 'c', 'd'));
    const group = uniqueName('group');
    await setGroupOffset(bootstrap, group, topic, { 0: 1n });
    await deleteRecordsBefore(bootstrap, topic, 0, 2n);
    const mode = { 'scan.startup.mode': 'group-offsets', 'properties.group.id': group };
    await expect(readTable(table(topic, mode))).rejects.toThrow(
      `topic ${topic}, partition 0: offset 1 is out of range: it holds offsets 2 to 3`,
    );
    expect(column(await readTable(table(topic, { ...mode, 'properties.auto.offset.reset': 'earliest' })))).toEqual([
      'c',
      'd',
    ]);
  });

  test('a compacted tail: the split ends all the same', async () => {
    const topic = await topicWith([], {
      'cleanup.policy': 'compact',
      'segment.ms': '100',
      'min.cleanable.dirty.ratio': '0.01',
      'min.compaction.lag.ms': '0',
      'delete.retention.ms': '0',
    });
    for (let round = 0; round < 3; round++) {
      await produce(bootstrap, topic, [
        { key: 'x', value: `x${round}` },
        { key: 'y', value: `y${round}` },
      ]);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const stop = { 'scan.bounded.mode': 'specific-offsets', 'scan.bounded.specific-offsets': 'partition:0,offset:4' };
    const read = column(await readTable(table(topic, stop)));
    expect(read.length).toBeLessThanOrEqual(4);
    expect(read.every((value) => !String(value).endsWith('2'))).toBe(true);
  });
});
