/** Fetch requests, with a response parser of the caller's: the bytes go where it wants them, without an object a record. */
import { type API, createAPI, type Reader, Writer } from '@platformatic/kafka';

export const FETCH_API = { key: 1, name: 'Fetch (Kafka 2.8 and later)' } as const;
export const FETCH_VERSIONS: readonly number[] = [12, 13, 14, 15, 16, 17];
/** From this version on topics are named by their ids. */
export const WITH_TOPIC_IDS = 13;
/** From this version on the request does not begin with the id of a replica. */
const WITHOUT_REPLICA = 15;
/** No fetch session: each request names all partitions. */
const NO_SESSION = { id: 0, epoch: -1 } as const;

export interface FetchPartition {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  readonly offset: bigint;
}

export interface FetchLimits {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly partitionMaxBytes: number;
  readonly readCommitted: boolean;
  readonly rack: string;
}

export type FetchApi<Response> = API<[limits: FetchLimits, partitions: readonly FetchPartition[]], Response>;

/** Topics in the order in which they first come; the broker serves them in this order. */
function byTopic(partitions: readonly FetchPartition[]): [FetchPartition, FetchPartition[]][] {
  const topics = new Map<string, FetchPartition[]>();
  for (const one of partitions) {
    const group = topics.get(one.topicId);
    if (group) group.push(one);
    else topics.set(one.topicId, [one]);
  }
  return [...topics.values()].map((group) => [group[0]!, group]);
}

export function fetchApi<Response>(version: number, parse: (reader: Reader) => Response): FetchApi<Response> {
  const request = (limits: FetchLimits, partitions: readonly FetchPartition[]): Writer => {
    const writer = Writer.create();
    if (version < WITHOUT_REPLICA) writer.appendInt32(-1);
    return writer
      .appendInt32(limits.maxWaitMs)
      .appendInt32(limits.minBytes)
      .appendInt32(limits.maxBytes)
      .appendInt8(limits.readCommitted ? 1 : 0)
      .appendInt32(NO_SESSION.id)
      .appendInt32(NO_SESSION.epoch)
      .appendArray(byTopic(partitions), (topic, [{ topic: name, topicId }, group]) => {
        if (version < WITH_TOPIC_IDS) topic.appendString(name);
        else topic.appendUUID(topicId);
        topic.appendArray(group, (one, { partition, offset }) => {
          one
            .appendInt32(partition)
            .appendInt32(-1) // leader epoch: unknown
            .appendInt64(offset)
            .appendInt32(-1) // last fetched epoch: unknown
            .appendInt64(-1n) // log start offset: for replicas only
            .appendInt32(limits.partitionMaxBytes);
        });
      })
      .appendArray([], () => {}) // topics forgotten by a session
      .appendString(limits.rack)
      .appendTaggedFields();
  };
  return createAPI(FETCH_API.key, version, request, (_correlation, _key, _version, reader) => parse(reader));
}
