import { beforeAll, expect, test } from 'vitest';
import { createTopic, produce, produceTransactions } from '../harness/services/kafka-client.ts';
import { sharedKafka, uniqueName } from '../harness/services/shared.ts';
import { column, columns, openTable, type Settings } from './table.ts';

const PARTITIONS = 3;
const RECORDS = 40;
let bootstrap = '';
let table: Settings = {};
let expected: string[] = [];

/** Plain batches, compressed ones, null values, transactions of both ends: what positions have to get over. */
beforeAll(async () => {
  bootstrap = await sharedKafka();
  const topic = uniqueName('checkpoints');
  await createTopic(bootstrap, topic, PARTITIONS);
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const records = Array.from({ length: RECORDS }, (_, i) => ({
      value: i % 7 === 3 ? null : `${partition}:${i}`,
      partition,
    }));
    await produce(bootstrap, topic, records.slice(0, 15));
    await produce(bootstrap, topic, records.slice(15, 25), 'lz4');
    await produceTransactions(bootstrap, topic, [
      { records: [{ value: `${partition}:aborted`, partition }], end: 'abort' },
      { records: records.slice(25), end: 'commit' },
      { records: [{ value: `${partition}:aborted too`, partition }], end: 'abort' },
    ]);
    expected.push(...records.flatMap((record) => (record.value === null ? [] : [record.value])));
  }
  expected = expected.sort();
  table = {
    topic,
    'properties.bootstrap.servers': bootstrap,
    'properties.isolation.level': 'read_committed',
    'scan.startup.mode': 'earliest-offset',
    'scan.bounded.mode': 'latest-offset',
    format: 'text',
    'text.most-rows': '6',
  };
});

/** Polls readers in turns. */
async function run(polls: number, parallelism: number, restored?: ReadonlyMap<string, unknown>) {
  const opened = await openTable(table, columns('v'), { parallelism });
  await opened.start(restored);
  const rows: unknown[] = [];
  const open = new Set(opened.readers.keys());
  let count = 0;
  while (open.size > 0 && count < polls)
    for (const reader of open) {
      if (count++ >= polls) break;
      const found = await opened.poll(5000, reader);
      if (found === 'end') open.delete(reader);
      else if (found) rows.push(...column(found));
    }
  const positions = structuredClone(opened.positions());
  await opened.close();
  return { rows, positions, ended: open.size === 0 };
}

test('at any point, and at another parallelism, every row comes exactly once', async () => {
  for (let polls = 0, ended = false; !ended; polls += 2) {
    const first = await run(polls, (polls % 3) + 1);
    const second = await run(Number.POSITIVE_INFINITY, ((polls + 1) % 3) + 1, first.positions);
    expect([...first.rows, ...second.rows].map(String).sort(), `${polls} polls`).toEqual(expected);
    ended = first.ended;
  }
});
