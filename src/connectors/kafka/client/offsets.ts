/** Asks brokers for offsets: of a time, of the beginning and the end, and those a group has committed. */
import {
  findCoordinatorV4,
  findCoordinatorV5,
  findCoordinatorV6,
  listOffsetsV5,
  listOffsetsV6,
  listOffsetsV7,
  listOffsetsV8,
  listOffsetsV9,
  offsetCommitV8,
  offsetCommitV9,
  offsetFetchV8,
  offsetFetchV9,
  protocolErrors,
  protocolErrorsCodesById,
} from '@platformatic/kafka';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { Cluster } from './cluster.ts';
import type { KafkaConnection } from './connection.ts';
import { errorWords } from './failure.ts';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Offsets by `partitionKey`. */
export type Offsets = ReadonlyMap<string, bigint>;

export const partitionKey = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** Times that stand for places (Kafka's ListOffsetsRequest). */
export const LATEST = -1n;
export const EARLIEST = -2n;

const LIST = {
  5: listOffsetsV5.api,
  6: listOffsetsV6.api,
  7: listOffsetsV7.api,
  8: listOffsetsV8.api,
  9: listOffsetsV9.api,
} as const;
const COORDINATOR = { 4: findCoordinatorV4.api, 5: findCoordinatorV5.api, 6: findCoordinatorV6.api } as const;
const FETCH = { 8: offsetFetchV8.api, 9: offsetFetchV9.api } as const;
const COMMIT = { 8: offsetCommitV8.api, 9: offsetCommitV9.api } as const;

function checkError(code: number, doing: string): void {
  if (code === 0) return;
  const id = protocolErrorsCodesById[code];
  const recoverable = id !== undefined && protocolErrors[id]?.canRetry === true;
  throw new EndpointError(`cannot ${doing}: ${errorWords(id, code)}`, { recoverable });
}

/** The partitions by the broker that leads them. @throws EndpointError when one has no leader or is not known */
async function byLeader(cluster: Cluster, partitions: readonly TopicPartition[]) {
  const info = await cluster.metadata([...new Set(partitions.map((one) => one.topic))]);
  const groups = new Map<number, TopicPartition[]>();
  for (const one of partitions) {
    const topic = info.topics.find((candidate) => candidate.name === one.topic);
    const leader = topic?.partitions.find((candidate) => candidate.partition === one.partition)?.leader ?? -1;
    if (!info.brokers.has(leader))
      throw new EndpointError(`partition ${one.partition} of topic ${one.topic} has no leader`, { recoverable: true });
    groups.set(leader, [...(groups.get(leader) ?? []), one]);
  }
  return [...groups].map(([leader, group]) => ({ broker: info.brokers.get(leader)!, group }));
}

const byTopic = (partitions: readonly TopicPartition[]): { name: string; partitions: number[] }[] =>
  [...new Set(partitions.map((one) => one.topic))].map((name) => ({
    name,
    partitions: partitions.filter((one) => one.topic === name).map((one) => one.partition),
  }));

/**
 * The first offset whose record has the time (milliseconds) or a later one, or LATEST or EARLIEST; -1 where there is none.
 * Open transactions count as read_uncommitted counts them (as in Flink, whose enumerator asks so in any isolation level).
 */
export const listOffsets = (cluster: Cluster, partitions: readonly TopicPartition[], time: bigint): Promise<Offsets> =>
  cluster.retry(async () => {
    const found = new Map<string, bigint>();
    for (const { broker, group } of partitions.length === 0 ? [] : await byLeader(cluster, partitions)) {
      const connection = await cluster.connection(broker);
      for (const { one, offset } of await listFrom(connection, group, time)) found.set(partitionKey(one), offset);
    }
    return found;
  });

async function listFrom(connection: KafkaConnection, group: readonly TopicPartition[], time: bigint) {
  const version = connection.version({ key: 2, name: 'ListOffsets' }, [5, 6, 7, 8, 9]) as keyof typeof LIST;
  const topics = byTopic(group).map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((partitionIndex) => ({ partitionIndex, currentLeaderEpoch: -1, timestamp: time })),
  }));
  const answer = await connection.call('list offsets', LIST[version], -1, 0, topics);
  return answer.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, errorCode, offset }) => {
      checkError(errorCode, `list offsets of topic ${name}, partition ${partitionIndex}`);
      return { one: { topic: name, partition: partitionIndex }, offset };
    }),
  );
}

async function coordinator(cluster: Cluster, groupId: string): Promise<KafkaConnection> {
  const info = await cluster.metadata([]);
  const [first] = info.brokers.values();
  const connection = await cluster.connection(first ?? cluster.settings.brokers[0]!);
  const version = connection.version({ key: 10, name: 'FindCoordinator' }, [4, 5, 6]) as keyof typeof COORDINATOR;
  const answer = await connection.call('find the coordinator', COORDINATOR[version], 0, [groupId]);
  const found = answer.coordinators[0];
  checkError(found?.errorCode ?? 15, `find the coordinator of group ${groupId}`);
  return cluster.connection({ host: found!.host, port: found!.port });
}

/** What the group has committed; partitions without an offset are left out. */
export const committedOffsets = (
  cluster: Cluster,
  groupId: string,
  partitions: readonly TopicPartition[],
): Promise<Offsets> =>
  cluster.retry(async () => {
    const connection = await coordinator(cluster, groupId);
    const version = connection.version({ key: 9, name: 'OffsetFetch' }, [8, 9]) as keyof typeof FETCH;
    const topics = byTopic(partitions).map((topic) => ({ name: topic.name, partitionIndexes: topic.partitions }));
    // Offsets of open transactions are not stable: the broker lets the client come back.
    const answer = await connection.call(
      'read committed offsets',
      FETCH[version],
      [{ groupId, memberEpoch: -1, topics }],
      true,
    );
    const found = new Map<string, bigint>();
    for (const group of answer.groups) {
      checkError(group.errorCode, `read the offsets of group ${groupId}`);
      for (const { name, partitions: offsets } of group.topics)
        for (const { partitionIndex, committedOffset, errorCode } of offsets) {
          checkError(errorCode, `read the offsets of group ${groupId}`);
          if (committedOffset >= 0n)
            found.set(partitionKey({ topic: name, partition: partitionIndex }), committedOffset);
        }
    }
    return found;
  });

/** Commits without being a member of the group. */
export const commitOffsets = (
  cluster: Cluster,
  groupId: string,
  offsets: readonly (TopicPartition & { readonly offset: bigint })[],
): Promise<void> =>
  cluster.retry(async () => {
    const connection = await coordinator(cluster, groupId);
    const version = connection.version({ key: 8, name: 'OffsetCommit' }, [8, 9]) as keyof typeof COMMIT;
    const topics = byTopic(offsets).map(({ name }) => ({
      name,
      partitions: offsets
        .filter((one) => one.topic === name)
        .map((one) => ({
          partitionIndex: one.partition,
          committedOffset: one.offset,
          committedLeaderEpoch: -1,
          committedMetadata: '',
        })),
    }));
    const answer = await connection.call('commit offsets', COMMIT[version], groupId, -1, '', null, topics);
    for (const { name, partitions } of answer.topics)
      for (const { partitionIndex, errorCode } of partitions)
        checkError(errorCode, `commit the offset of topic ${name}, partition ${partitionIndex} for group ${groupId}`);
  });
