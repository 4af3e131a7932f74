import { beforeAll, describe, expect, test } from 'vitest';
import {
  addPartitions,
  createTopic,
  deleteTopic,
  groupOffsets,
  produce,
  setGroupOffset,
} from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { column, columns, openTable, readTable, type Settings } from './table.ts';

let bootstrap = '';
/** Two partitions with ten records each, `a0` to `a9` and `b0` to `b9`, at 1000, 2000, … milliseconds. */
let topic = '';

const table = (more: Settings = {}, name = topic): Settings => ({
  topic: name,
  'properties.bootstrap.servers': bootstrap,
  'scan.startup.mode': 'earliest-offset',
  'scan.bounded.mode': 'latest-offset',
  format: 'text',
  ...more,
});

const values = async (more: Settings, name?: string) =>
  column(await readTable(table(more, name)))
    .map(String)
    .sort();
const named = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${letter}${from + i}`);
const fail = async (more: Settings, name?: string) =>
  readTable(table(more, name)).then(
    () => 'nothing failed',
    (error: Error & { hint?: string }) => error.message,
  );

async function tenEach(name: string, partitions = 2): Promise<void> {
  await createTopic(bootstrap, name, partitions);
  const records = ['a', 'b'].flatMap((letter, partition) =>
    Array.from({ length: 10 }, (_, i) => ({ value: `${letter}${i}`, partition, timestampMs: (i + 1) * 1000 })),
  );
  // A batch a record, so that times and offsets are found exactly.
  for (const record of records) await produce(bootstrap, name, [record]);
}

beforeAll(async () => {
  bootstrap = await sharedKafka();
  topic = uniqueName('modes');
  await tenEach(topic);
});

describe('start', () => {
  test('latest-offset', async () => expect(await values({ 'scan.startup.mode': 'latest-offset' })).toEqual([]));

  test('timestamp', async () => {
    const at = (millis: number) => ({
      'scan.startup.mode': 'timestamp',
      'scan.startup.timestamp-millis': String(millis),
    });
    expect(await values(at(8000))).toEqual([...named('a', 7, 10), ...named('b', 7, 10)]);
    expect(await values(at(8001))).toEqual([...named('a', 8, 10), ...named('b', 8, 10)]);
    expect(await values(at(99_000))).toEqual([]);
    expect(await values(at(0))).toHaveLength(20);
  });

  test('specific-offsets; partitions that are not named start at the earliest', async () => {
    expect(
      await values({
        'scan.startup.mode': 'specific-offsets',
        'scan.startup.specific-offsets': 'partition:0,offset:8',
      }),
    ).toEqual([...named('a', 8, 10), ...named('b', 0, 10)]);
  });

  test('specific-offsets; those not named start where the group is', async () => {
    const group = uniqueName('group');
    await setGroupOffset(bootstrap, group, topic, { 1: 9n });
    expect(
      await values({
        'scan.startup.mode': 'specific-offsets',
        'scan.startup.specific-offsets': 'partition:0,offset:8',
        'properties.group.id': group,
      }),
    ).toEqual(['a8', 'a9', 'b9']);
  });

  test('group-offsets', async () => {
    const group = uniqueName('group');
    await setGroupOffset(bootstrap, group, topic, { 0: 3n, 1: 10n });
    expect(await values({ 'scan.startup.mode': 'group-offsets', 'properties.group.id': group })).toEqual(
      named('a', 3, 10),
    );
  });

  test('group-offsets without an offset: auto.offset.reset', async () => {
    const group = uniqueName('group');
    await setGroupOffset(bootstrap, group, topic, { 0: 9n });
    const mode = { 'scan.startup.mode': 'group-offsets', 'properties.group.id': group };
    expect(await fail(mode)).toBe(`group ${group} has no committed offset for topic ${topic}, partition 1`);
    expect(await values({ ...mode, 'properties.auto.offset.reset': 'earliest' })).toEqual(['a9', ...named('b', 0, 10)]);
    expect(await values({ ...mode, 'properties.auto.offset.reset': 'latest' })).toEqual(['a9']);
  });
});

describe('end', () => {
  test('latest-offset is that of the start', async () => {
    const name = uniqueName('latest');
    await createTopic(bootstrap, name);
    await produce(bootstrap, name, [{ value: 'before' }]);
    const opened = await openTable(table({}, name));
    await opened.start();
    await produce(bootstrap, name, [{ value: 'after' }]);
    expect(await opened.rows()).toEqual([['before']]);
    await opened.close();
  });

  test('timestamp', async () => {
    expect(await values({ 'scan.bounded.mode': 'timestamp', 'scan.bounded.timestamp-millis': '3000' })).toEqual([
      ...named('a', 0, 2),
      ...named('b', 0, 2),
    ]);
  });

  test('specific-offsets; partitions that are not named are not read', async () => {
    expect(
      await values({
        'scan.bounded.mode': 'specific-offsets',
        'scan.bounded.specific-offsets': 'partition:1,offset:4',
      }),
    ).toEqual(named('b', 0, 4));
  });

  test('specific-offsets before the start', async () => {
    expect(
      await values({
        'scan.startup.mode': 'specific-offsets',
        'scan.startup.specific-offsets': 'partition:0,offset:8;partition:1,offset:8',
        'scan.bounded.mode': 'specific-offsets',
        'scan.bounded.specific-offsets': 'partition:0,offset:4;partition:1,offset:9',
      }),
    ).toEqual(['b8']);
  });

  test('group-offsets', async () => {
    const group = uniqueName('group');
    await setGroupOffset(bootstrap, group, topic, { 0: 2n, 1: 1n });
    const mode = { 'scan.bounded.mode': 'group-offsets', 'properties.group.id': group };
    expect(await values(mode)).toEqual(['a0', 'a1', 'b0']);
    expect(await fail({ ...mode, 'properties.group.id': 'none' })).toMatch(
      /should stop at the offsets of group none, but it has no/,
    );
  });

  test('within a record batch', async () => {
    const name = uniqueName('within');
    await createTopic(bootstrap, name);
    await produce(
      bootstrap,
      name,
      named('r', 0, 100).map((value) => ({ value })),
    );
    expect(
      await values(
        { 'scan.bounded.mode': 'specific-offsets', 'scan.bounded.specific-offsets': 'partition:0,offset:37' },
        name,
      ),
    ).toEqual(named('r', 0, 37).sort());
  });
});

describe('topics', () => {
  test('a list, and a topic that does not exist', async () => {
    const other = uniqueName('other');
    await createTopic(bootstrap, other);
    await produce(bootstrap, other, [{ value: 'x' }]);
    expect(await values({ topic: `${topic};${other}` })).toHaveLength(21);
    expect(await fail({ topic: `${topic};no-such-topic` })).toBe('topic no-such-topic does not exist');
  });

  test('a pattern, and topics and partitions that come later start at their beginning', async () => {
    const prefix = uniqueName('pattern');
    await createTopic(bootstrap, `${prefix}-1`);
    await createTopic(bootstrap, `other-${prefix}-1`);
    await produce(bootstrap, `${prefix}-1`, [{ value: 'old' }]);
    const { topic: _, ...rest } = table({
      'topic-pattern': `${prefix}-\\d`,
      'scan.startup.mode': 'latest-offset',
      'scan.bounded.mode': 'unbounded',
      'scan.topic-partition-discovery.interval': '1 s',
    });
    const opened = await openTable(rest, columns('v', '@topic', '@partition'));
    expect(opened.enumerator.discoverIntervalMs).toBe(1000);
    expect((await opened.start()).map((split) => split.id)).toEqual([`${prefix}-1-0`]);
    await createTopic(bootstrap, `${prefix}-2`);
    await addPartitions(bootstrap, `${prefix}-1`, 2);
    await produce(bootstrap, `${prefix}-2`, [{ value: 'new' }]);
    await produce(bootstrap, `${prefix}-1`, [{ value: 'more', partition: 1 }]);
    const found = await opened.start();
    expect(found.map((split) => split.id).sort()).toEqual([`${prefix}-1-1`, `${prefix}-2-0`]);
    expect(await opened.start()).toEqual([]);
    const rows = await opened.rows({ count: 2 });
    expect(rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))).toEqual([
      ['more', `${prefix}-1`, 1],
      ['new', `${prefix}-2`, 0],
    ]);
    await opened.close();
  });

  test('no discovery when it is switched off, or reading ends', async () => {
    const off = await openTable(
      table({ 'scan.bounded.mode': 'unbounded', 'scan.topic-partition-discovery.interval': '0' }),
    );
    const bounded = await openTable(table());
    expect([off.enumerator.discoverIntervalMs, bounded.enumerator.discoverIntervalMs]).toEqual([undefined, undefined]);
    await off.close();
    await bounded.close();
  });
});

describe('checkpoints', () => {
  test('reading goes on behind the rows that were handed out, to the end found at first', async () => {
    const name = uniqueName('resume');
    await tenEach(name);
    const first = await openTable(table({}, name));
    await first.start();
    const before = await first.poll(5000);
    const positions = structuredClone(first.positions());
    const discovery = first.enumerator.snapshot?.();
    await first.close();
    await produce(bootstrap, name, [{ value: 'late' }]);
    const second = await openTable(table({}, name));
    second.enumerator.restore?.(discovery);
    await second.start(positions);
    const rows = [...(before as unknown[][]), ...(await second.rows())];
    expect(rows.map((row) => String(row[0])).sort()).toEqual([...named('a', 0, 10), ...named('b', 0, 10)]);
    await second.close();
  });

  test('partitions that came while nothing ran start at their beginning', async () => {
    const name = uniqueName('grown');
    await createTopic(bootstrap, name);
    const latest = table({ 'scan.startup.mode': 'latest-offset', 'scan.bounded.mode': 'unbounded' }, name);
    const first = await openTable(latest);
    await first.start();
    const positions = first.positions();
    const discovery = first.enumerator.snapshot?.();
    await first.close();
    await addPartitions(bootstrap, name, 2);
    await produce(bootstrap, name, [{ value: 'new', partition: 1 }]);
    const second = await openTable(latest);
    second.enumerator.restore?.(discovery);
    await second.start(positions);
    expect(await second.rows({ count: 1 })).toEqual([['new']]);
    await second.close();
  });

  test("the group's offsets are committed, also those of partitions that have ended", async () => {
    const name = uniqueName('commit');
    await tenEach(name);
    const group = uniqueName('group');
    const opened = await openTable(table({ 'properties.group.id': group }, name));
    await opened.start();
    await opened.rows();
    expect(await groupOffsets(bootstrap, group, name, 2)).toEqual(
      new Map([
        [0, -1n],
        [1, -1n],
      ]),
    );
    await opened.enumerator.onCheckpointComplete?.(1, opened.positions());
    expect(await groupOffsets(bootstrap, group, name, 2)).toEqual(
      new Map([
        [0, 10n],
        [1, 10n],
      ]),
    );
    await opened.close();
  });

  test('not when commit.offsets.on.checkpoint is false', async () => {
    const group = uniqueName('group');
    const opened = await openTable(
      table({ 'properties.group.id': group, 'properties.commit.offsets.on.checkpoint': 'false' }),
    );
    await opened.start();
    await opened.rows();
    await opened.enumerator.onCheckpointComplete?.(1, opened.positions());
    expect((await groupOffsets(bootstrap, group, topic, 1)).get(0)).toBe(-1n);
    await opened.close();
  });

  test('a topic that was created anew is refused', async () => {
    const name = uniqueName('anew');
    await createTopic(bootstrap, name);
    const first = await openTable(table({}, name));
    await first.start();
    const positions = first.positions();
    await first.close();
    await deleteTopic(bootstrap, name);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await createTopic(bootstrap, name);
    const second = await openTable(table({}, name));
    await expect(second.start(positions)).rejects.toThrow(
      `topic ${name} was deleted and created anew since the checkpoint`,
    );
    await expect(second.start(new Map([[`${name}-0`, 'nonsense']]))).rejects.toThrow(
      'the checkpoint holds no Kafka position',
    );
    await second.close();
  });
});
