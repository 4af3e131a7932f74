// What tests do to a broker: topics, records, transactions, committed offsets.

import { init as loadZstd, compress as zstdCompress } from '@bokuweb/zstd-wasm';
import {
  Admin,
  type ConnectionOptions,
  Consumer,
  compressionsAlgorithms,
  ProduceAcks,
  Producer,
} from '@platformatic/kafka';
import { logRecord } from './log-records.ts';

export type Codec = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

export interface TestRecord {
  readonly key?: Buffer | string;
  /** null is a tombstone. */
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly partition?: number;
  readonly timestampMs?: number;
}

const base = (bootstrapServers: string, connection: ConnectionOptions = {}) => ({
  clientId: 'tests',
  bootstrapBrokers: bootstrapServers.split(','),
  retries: 10,
  retryDelay: 200,
  ...connection,
});

export async function withAdmin<T>(bootstrapServers: string, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin(base(bootstrapServers));
  try {
    return await use(admin);
  } finally {
    await admin.close();
  }
}

export async function createTopic(
  bootstrapServers: string,
  topic: string,
  partitions = 1,
  configs: Readonly<Record<string, string>> = {},
  replicas = 1,
): Promise<void> {
  await withAdmin(bootstrapServers, async (admin) => {
    await admin.createTopics({
      topics: [topic],
      partitions,
      replicas,
      configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
    });
    await untilOnline(admin, topic, partitions);
  });
}

/** A new partition is in the metadata a moment before its leader takes records. */
async function untilOnline(admin: Admin, topic: string, partitions: number): Promise<void> {
  const all = Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex, timestamp: -1n }));
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.listOffsets({ topics: [{ name: topic, partitions: all }] });
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Makes it `partitions` partitions in all. */
export const addPartitions = (bootstrapServers: string, topic: string, partitions: number): Promise<void> =>
  withAdmin(bootstrapServers, async (admin) => {
    await admin.createPartitions({ topics: [{ name: topic, count: partitions, assignments: null as never }] });
    await untilOnline(admin, topic, partitions);
  });

export const deleteTopic = (bootstrapServers: string, topic: string): Promise<void> =>
  withAdmin(bootstrapServers, (admin) => admin.deleteTopics({ topics: [topic] }));

/** Removes the records before the offset, as retention does. */
export const deleteRecordsBefore = (
  bootstrapServers: string,
  topic: string,
  partition: number,
  offset: bigint,
): Promise<unknown> =>
  withAdmin(bootstrapServers, (admin) =>
    admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition, offset }] }] }),
  );

export const setGroupOffset = (
  bootstrapServers: string,
  groupId: string,
  topic: string,
  offsets: Readonly<Record<number, bigint>>,
): Promise<void> =>
  withAdmin(bootstrapServers, (admin) =>
    admin.alterConsumerGroupOffsets({
      groupId,
      topics: [
        {
          name: topic,
          partitionOffsets: Object.entries(offsets).map(([partition, offset]) => ({
            partition: Number(partition),
            offset,
          })),
        },
      ],
    }),
  );

/** Offsets committed for the group, by partition. */
export const groupOffsets = (
  bootstrapServers: string,
  groupId: string,
  topic: string,
  partitions: number,
): Promise<Map<number, bigint>> =>
  withAdmin(bootstrapServers, async (admin) => {
    const partitionIndexes = Array.from({ length: partitions }, (_, i) => i);
    const groups = await admin.listConsumerGroupOffsets({
      groups: [{ groupId, topics: [{ name: topic, partitionIndexes }] }],
    });
    const found = groups.flatMap((group) => group.topics).flatMap((entry) => entry.partitions);
    return new Map(found.map((entry) => [entry.partitionIndex, entry.committedOffset]));
  });

/** Node 20 has no zstd: the client's table of codecs gets one. */
let zstdLoaded: Promise<void> | undefined;

async function withZstd(): Promise<void> {
  zstdLoaded ??= loadZstd();
  await zstdLoaded;
  const compress = (data: { readonly buffer: Buffer } | Buffer) =>
    Buffer.from(zstdCompress(Buffer.isBuffer(data) ? data : data.buffer));
  Object.assign(compressionsAlgorithms.zstd, { compressSync: compress, available: true });
}

function newProducer(bootstrapServers: string, codec: Codec, transactionalId?: string) {
  return new Producer<Buffer, Buffer, string, string>({
    ...base(bootstrapServers),
    compression: codec,
    serializers: {
      key: (data) => data,
      value: (data) => data,
      headerKey: (data) => Buffer.from(data ?? ''),
      headerValue: (data) => Buffer.from(data ?? ''),
    },
    ...(transactionalId === undefined ? {} : { transactionalId, idempotent: true }),
  });
}

const asBuffer = (data: Buffer | string): Buffer => (typeof data === 'string' ? Buffer.from(data) : data);

const asMessages = (topic: string, records: readonly TestRecord[]) =>
  records.map((record) => ({
    topic,
    ...(record.key === undefined ? {} : { key: asBuffer(record.key) }),
    ...(record.value === null ? {} : { value: asBuffer(record.value) }),
    partition: record.partition ?? 0,
    ...(record.headers ? { headers: record.headers as Record<string, string> } : {}),
    ...(record.timestampMs === undefined ? {} : { timestamp: BigInt(record.timestampMs) }),
  }));

const ALL = ProduceAcks.ALL;

/** Sends the records in one request: one record batch a partition. */
export async function produce(
  bootstrapServers: string,
  topic: string,
  records: readonly TestRecord[],
  codec: Codec = 'none',
): Promise<void> {
  if (codec === 'zstd') await withZstd();
  const producer = newProducer(bootstrapServers, codec);
  try {
    await producer.send({ messages: asMessages(topic, records), acks: ALL });
  } finally {
    await producer.close();
  }
}

export interface TestTransaction {
  readonly records: readonly TestRecord[];
  readonly end: 'commit' | 'abort';
}

/** Transactions of one producer, one after the other. */
export async function produceTransactions(
  bootstrapServers: string,
  topic: string,
  transactions: readonly TestTransaction[],
): Promise<void> {
  const producer = newProducer(bootstrapServers, 'none', `tests-${process.pid}-${Date.now()}-${Math.random()}`);
  try {
    for (const { records, end } of transactions) {
      const transaction = await producer.beginTransaction({ producerId: -1n, producerEpoch: -1 });
      await transaction.send({ messages: asMessages(topic, records), acks: ALL });
      await (end === 'commit' ? transaction.commit() : transaction.abort());
    }
  } finally {
    await producer.close();
  }
}

export const produceTransaction = (
  bootstrapServers: string,
  topic: string,
  records: readonly TestRecord[],
  end: 'commit' | 'abort',
): Promise<void> => produceTransactions(bootstrapServers, topic, [{ records, end }]);

const BULK_BATCH = 2000;

/** Log records [from, from + count), spread over the partitions in runs of one batch. */
export async function produceLogs(
  bootstrapServers: string,
  topic: string,
  options: {
    readonly count: number;
    readonly from?: number;
    readonly partitions: number;
    readonly codec?: Codec;
    readonly record?: (index: number) => string;
  },
): Promise<void> {
  const codec = options.codec ?? 'lz4';
  if (codec === 'zstd') await withZstd();
  const producer = newProducer(bootstrapServers, codec);
  const record = options.record ?? logRecord;
  const first = options.from ?? 0;
  try {
    const running = new Set<Promise<unknown>>();
    for (let at = 0, turn = 0; at < options.count; at += BULK_BATCH, turn += 1) {
      const messages = [];
      for (let i = at; i < Math.min(at + BULK_BATCH, options.count); i++)
        messages.push({ topic, value: Buffer.from(record(first + i)), partition: turn % options.partitions });
      const sent: Promise<unknown> = producer.send({ messages, acks: ALL }).then(() => running.delete(sent));
      running.add(sent);
      if (running.size >= 4) await Promise.race(running);
    }
    await Promise.all(running);
  } finally {
    await producer.close();
  }
}

export interface ConsumedRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** A partition's end may be a transaction's marker, which is no record: after so long without one, there is none left. */
const IDLE_MS = 3000;

/** Every record of the topic up to the ends it has now, aborted ones left out. */
export async function consumeAll(bootstrapServers: string, topic: string): Promise<ConsumedRecord[]> {
  const consumer = new Consumer({ ...base(bootstrapServers), groupId: `tests-${process.pid}-${Date.now()}` });
  const ends = (await consumer.listOffsets({ topics: [topic], isolationLevel: 1 } as never)).get(topic) ?? [];
  const missing = new Map(ends.map((end, partition) => [partition, end] as const).filter(([, end]) => end > 0n));
  const records: ConsumedRecord[] = [];
  if (missing.size > 0) {
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false, maxWaitTime: 200 });
    let idle = setTimeout(() => void stream.close(), 4 * IDLE_MS);
    for await (const message of stream) {
      clearTimeout(idle);
      idle = setTimeout(() => void stream.close(), IDLE_MS);
      records.push({
        partition: message.partition,
        offset: message.offset,
        key: message.key ?? null,
        value: message.value ?? null,
      });
      if (message.offset + 1n >= (missing.get(message.partition) ?? 0n)) missing.delete(message.partition);
      if (missing.size === 0) break;
    }
    clearTimeout(idle);
    await stream.close();
  }
  await consumer.close(true);
  return records;
}
