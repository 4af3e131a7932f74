/** The brokers that a reader's partitions are fetched from: who leads what, answers that wait, and what to do when one fails. */
import { protocolErrorsCodesById } from '@platformatic/kafka';
import { MemoryLimitError } from '../../../runtime/batch/memory.ts';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { WorkerContext } from '../../connector.ts';
import type { Cluster } from '../client/cluster.ts';
import { errorWords, kafkaFailure } from '../client/failure.ts';
import type { ClusterInfo } from '../client/metadata.ts';
import { EARLIEST, LATEST, listOffsets, partitionKey } from '../client/offsets.ts';
import { backoffMs } from '../client/retry.ts';
import type { OffsetReset } from '../client/settings.ts';
import { type Fetcher, openFetcher } from '../fetch/fetcher.ts';
import { brokerFor, type PartitionState, placeOf, wantsMore } from '../fetch/partition-state.ts';
import type { FetchLimits } from '../fetch/request.ts';
import { type FetchedPartition, type FetchResponse, topicKeys } from '../fetch/response.ts';
import type { Broker } from '../options/rules.ts';

export interface Sources {
  add(state: PartitionState): void;
  stateOf(fetched: Pick<FetchedPartition, 'topicKey' | 'partition'>): PartitionState | undefined;
  /** An answer that came; the one taken before it is given up. */
  take(): FetchResponse | undefined;
  /** Asks the brokers that have nothing to do. */
  fetch(): void;
  /** Waits for something to happen. @returns false when nothing did within the time */
  wait(ms: number): Promise<boolean>;
  /** @throws EndpointError when a partition could not be read for too long, or never will be */
  check(): void;
  close(): Promise<void>;
}

/** Errors that a look at the metadata, or a pause, may mend. */
const STALE: readonly string[] = [
  'NOT_LEADER_OR_FOLLOWER',
  'LEADER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'UNKNOWN_TOPIC_ID',
  'INCONSISTENT_TOPIC_ID',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'KAFKA_STORAGE_ERROR',
  'OFFSET_NOT_AVAILABLE',
  'UNKNOWN_SERVER_ERROR',
];
/** Answers under way and in use take no more than this part of the worker's memory. */
const MEMORY_PART = 4;

export function createSources(context: WorkerContext, cluster: Cluster, reset: OffsetReset): Sources {
  const { host, memory } = context;
  const { settings } = cluster;
  const states = new Map<string, PartitionState>();
  const byTopic = new Map<string, PartitionState>();
  const fetchers = new Map<number, Fetcher>();
  const brokers = new Map<number, Broker>();
  const stop = new AbortController();
  let turn = 0;
  let fatal: unknown;
  let lastTrouble: EndpointError | undefined;
  let attempts = 0;
  let recovering = false;
  let happened = false;
  let wake = () => {};

  const notify = (): void => {
    happened = true;
    wake();
  };
  const fail = (error: unknown): void => {
    fatal ??= error;
    notify();
  };

  const trouble = (state: PartitionState, error: EndpointError): void => {
    state.leader = -1;
    state.replica = undefined;
    lastTrouble = error;
    if (state.troubleSinceMs !== undefined) return;
    const others = [...states.values()].some((one) => one.troubleSinceMs !== undefined);
    state.troubleSinceMs = host.monotonicMs();
    if (!others) context.warn(`${error.message}; trying again for up to ${Math.round(settings.apiTimeoutMs / 1000)} s`);
  };

  const limits = (): FetchLimits => ({
    ...settings.fetch,
    rack: settings.rack,
    // Two answers a broker: one in use, one ahead.
    maxBytes: Math.min(
      settings.fetch.maxBytes,
      Math.floor(memory.limitBytes / MEMORY_PART / 2 / Math.max(1, brokers.size)),
    ),
  });

  const fetcherOf = (node: number): Fetcher => {
    const held = fetchers.get(node);
    if (held) return held;
    const connect = () => {
      const broker = brokers.get(node);
      if (!broker) throw new EndpointError(`broker ${node} is not known`, { recoverable: true });
      return cluster.connection(broker);
    };
    const opened = openFetcher(memory, connect, limits, {
      onResponse: (response) => onResponse(node, response),
      onFailure: (error, asked) => onFailure(node, error, asked),
    });
    fetchers.set(node, opened);
    return opened;
  };

  const onFailure = (node: number, error: unknown, asked: readonly PartitionState[]): void => {
    const failure = error instanceof MemoryLimitError ? error : kafkaFailure(error, `fetch from broker ${node}`);
    if (failure instanceof EndpointError && failure.recoverable) {
      for (const state of asked) trouble(state, failure);
      notify();
    } else fail(failure);
  };

  const onResponse = (node: number, response: FetchResponse): void => {
    if (response.error !== 0) {
      const words = errorWords(protocolErrorsCodesById[response.error], response.error);
      onFailure(node, new EndpointError(`cannot fetch from broker ${node}: ${words}`), asksOf(node));
      return;
    }
    for (const fetched of response.partitions) {
      const state = stateOf(fetched);
      if (!state) continue;
      if (fetched.error !== 0) onPartitionError(node, state, fetched);
      else onRecords(node, state, fetched);
    }
    notify();
  };

  const asksOf = (node: number): PartitionState[] => [...states.values()].filter((state) => brokerFor(state) === node);

  const onRecords = (node: number, state: PartitionState, fetched: FetchedPartition): void => {
    state.troubleSinceMs = undefined;
    attempts = 0;
    state.highWatermark = fetched.highWatermark;
    if (fetched.preferredReplica >= 0 && fetched.preferredReplica !== node) state.replica = fetched.preferredReplica;
    if (fetched.next === undefined) return;
    context.count('sourceBytes', fetched.end - fetched.start);
    if (fetched.next > state.next) state.next = fetched.next;
    state.waiting++;
    state.fetchedFrom = node;
  };

  const onPartitionError = (node: number, state: PartitionState, fetched: FetchedPartition): void => {
    const id = protocolErrorsCodesById[fetched.error];
    if (id === 'OFFSET_OUT_OF_RANGE') {
      // A replica may be behind: its leader has the last word.
      if (state.replica === node) state.replica = undefined;
      else void resetOffset(state);
      return;
    }
    const what = `cannot fetch ${placeOf(state)}: ${errorWords(id, fetched.error)}`;
    if (id !== undefined && STALE.includes(id)) trouble(state, new EndpointError(what, { recoverable: true }));
    else fail(new EndpointError(what, { recoverable: id === 'CORRUPT_MESSAGE' }));
  };

  /** The offset is no longer in the log, or not yet: goes on elsewhere as the startup mode says (Kafka's auto.offset.reset). */
  const resetOffset = async (state: PartitionState): Promise<void> => {
    state.resetting = true;
    try {
      const [first, end] = await Promise.all([
        listOffsets(cluster, [state], EARLIEST),
        listOffsets(cluster, [state], LATEST),
      ]);
      const key = partitionKey(state);
      const held = `it holds offsets ${first.get(key)} to ${end.get(key)! - 1n}`;
      if (reset === 'none')
        throw new EndpointError(`${placeOf(state)}: offset ${state.next} is out of range: ${held}`, {
          recoverable: false,
          hint: "records may have been deleted by retention; set 'properties.auto.offset.reset' to 'earliest' or 'latest' to go on",
        });
      const next = (reset === 'earliest' ? first : end).get(key)!;
      context.warn(`${placeOf(state)}: offset ${state.next} is out of range: ${held}; going on at offset ${next}`);
      state.next = next;
      state.position = next;
      if (state.stop !== undefined && next >= state.stop) state.ended = true;
      state.resetting = false;
      notify();
    } catch (error) {
      fail(error);
    }
  };

  const applyMetadata = (info: ClusterInfo): void => {
    for (const [node, broker] of info.brokers) brokers.set(node, broker);
    for (const state of states.values()) {
      if (state.leader >= 0 || state.ended) continue;
      const topic = info.topics.find((one) => one.name === state.topic);
      if (topic?.error === 'TOPIC_AUTHORIZATION_FAILED') {
        fail(new EndpointError(`topic ${state.topic} may not be read by this user`, { recoverable: false }));
      } else if (topic === undefined || topic.error !== undefined) {
        const error = errorWords(topic?.error ?? 'UNKNOWN_TOPIC_OR_PARTITION', 3);
        trouble(state, new EndpointError(`cannot read ${placeOf(state)}: ${error}`, { recoverable: true }));
      } else if (topic.id !== state.topicId) {
        fail(
          new EndpointError(`topic ${state.topic} was deleted and created anew while it was read`, {
            recoverable: false,
          }),
        );
      } else {
        const leader = topic.partitions.find((one) => one.partition === state.partition)?.leader ?? -1;
        if (leader >= 0 && info.brokers.has(leader)) state.leader = leader;
        else trouble(state, new EndpointError(`${placeOf(state)} has no leader`, { recoverable: true }));
      }
    }
  };

  const lost = (): PartitionState[] => [...states.values()].filter((state) => !state.ended && state.leader < 0);

  /** Looks for the leaders that are not known, with growing pauses, until all are found. */
  const recover = async (): Promise<void> => {
    if (recovering) return;
    recovering = true;
    while (!stop.signal.aborted && fatal === undefined && lost().length > 0) {
      if (attempts > 0) await host.sleep(backoffMs(settings, attempts, host), stop.signal);
      attempts++;
      if (stop.signal.aborted) break;
      try {
        applyMetadata(await cluster.metadata([...new Set(lost().map((state) => state.topic))]));
      } catch (error) {
        const failure = kafkaFailure(error, 'read metadata');
        if (!failure.recoverable) fail(failure);
        for (const state of lost()) trouble(state, failure);
      }
      notify();
    }
    recovering = false;
  };

  const stateOf: Sources['stateOf'] = ({ topicKey, partition }) => byTopic.get(`${topicKey}/${partition}`);

  return {
    stateOf,
    add(state) {
      states.set(state.splitId, state);
      for (const key of topicKeys(state.topic, state.topicId)) byTopic.set(`${key}/${state.partition}`, state);
    },
    take() {
      const all = [...fetchers.values()];
      for (let i = 0; i < all.length; i++) {
        const response = all[(turn + i) % all.length]!.take();
        if (response) {
          turn += i + 1;
          return response;
        }
      }
      return undefined;
    },
    fetch() {
      if (fatal !== undefined || stop.signal.aborted) return;
      const asked = new Map<number, PartitionState[]>();
      for (const state of states.values()) {
        const node = wantsMore(state) ? brokerFor(state) : undefined;
        if (node !== undefined) asked.set(node, [...(asked.get(node) ?? []), state]);
      }
      for (const [node, partitions] of asked) {
        const fetcher = fetcherOf(node);
        if (fetcher.idle) fetcher.fetch(partitions);
      }
      if (lost().length > 0) void recover();
    },
    async wait(ms) {
      if (happened) {
        happened = false;
        return true;
      }
      if (ms <= 0) return false;
      const timer = new AbortController();
      const woken = new Promise<boolean>((resolve) => {
        wake = () => resolve(true);
      });
      const timeout = host.sleep(ms, timer.signal).then(() => false);
      const result = await Promise.race([woken, timeout]);
      timer.abort();
      wake = () => {};
      if (result) happened = false;
      return result;
    },
    check() {
      if (fatal !== undefined) throw fatal;
      const now = host.monotonicMs();
      for (const state of states.values())
        if (!state.ended && state.troubleSinceMs !== undefined && now - state.troubleSinceMs > settings.apiTimeoutMs)
          throw lastTrouble;
    },
    async close() {
      stop.abort();
      notify();
      await Promise.all([...fetchers.values()].map((fetcher) => fetcher.close()));
      await cluster.close();
    },
  };
}
