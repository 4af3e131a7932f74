/** What a cluster says of its brokers and topics, as plain data. */
import { metadataV10, metadataV11, metadataV12, protocolErrorsCodesById } from '@platformatic/kafka';
import type { Broker } from '../options/rules.ts';
import type { KafkaConnection } from './connection.ts';

export interface PartitionInfo {
  readonly partition: number;
  /** Broker that leads it; -1 when there is none just now. */
  readonly leader: number;
  readonly leaderEpoch: number;
}

export interface TopicInfo {
  readonly name: string;
  readonly id: string;
  readonly internal: boolean;
  /** `UNKNOWN_TOPIC_OR_PARTITION` and the like. */
  readonly error: string | undefined;
  readonly partitions: readonly PartitionInfo[];
}

export interface ClusterInfo {
  readonly brokers: ReadonlyMap<number, Broker>;
  readonly topics: readonly TopicInfo[];
}

const APIS = { 10: metadataV10.api, 11: metadataV11.api, 12: metadataV12.api } as const;

/** @param topics null for all */
export async function readMetadata(
  connection: KafkaConnection,
  topics: readonly string[] | null,
): Promise<ClusterInfo> {
  const version = connection.version(
    { key: 3, name: 'Metadata (Kafka 2.8 and later)' },
    [10, 11, 12],
  ) as keyof typeof APIS;
  const answer = await connection.call(
    'read metadata',
    APIS[version],
    topics === null ? null : [...topics],
    false,
    false,
  );
  return {
    brokers: new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }])),
    topics: answer.topics.map((topic) => ({
      name: topic.name ?? '',
      id: topic.topicId,
      internal: topic.isInternal,
      error: topic.errorCode === 0 ? undefined : (protocolErrorsCodesById[topic.errorCode] ?? String(topic.errorCode)),
      partitions: topic.partitions
        .map(({ partitionIndex, leaderId, leaderEpoch }) => ({
          partition: partitionIndex,
          leader: leaderId,
          leaderEpoch,
        }))
        .sort((a, b) => a.partition - b.partition),
    })),
  };
}
