/** The brokers that a reader's partitions are fetched from: who is asked for what, and the answers that wait. */
import { protocolErrorsCodesById } from '@platformatic/kafka';
import { MemoryLimitError } from '../../../runtime/batch/memory.ts';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { WorkerContext } from '../../connector.ts';
import type { Cluster } from '../client/cluster.ts';
import { errorWords, kafkaFailure } from '../client/failure.ts';
import type { OffsetReset } from '../client/settings.ts';
import { type Fetcher, openFetcher } from '../fetch/fetcher.ts';
import { brokerFor, type PartitionState, placeOf, wantsMore } from '../fetch/partition-state.ts';
import type { FetchLimits } from '../fetch/request.ts';
import { type FetchedPartition, type FetchResponse, topicKeys } from '../fetch/response.ts';
import { createHappening, type Happening } from './happening.ts';
import { createLeaders, type Leaders } from './leaders.ts';
import { resetOffset } from './reset-offset.ts';

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

/** Answers under way and in use take no more than this part of the worker's memory. */
const MEMORY_PART = 4;

export function createSources(context: WorkerContext, cluster: Cluster, reset: OffsetReset): Sources {
  const states = new Map<string, PartitionState>();
  const byTopic = new Map<string, PartitionState>();
  const fetchers = new Map<number, Fetcher>();
  const happening = createHappening(context.host);
  const leaders = createLeaders(context, cluster, states, happening);
  let turn = 0;
  let closed = false;

  const stateOf: Sources['stateOf'] = ({ topicKey, partition }) => byTopic.get(`${topicKey}/${partition}`);
  const answers = createAnswers(context, cluster, reset, { leaders, happening, stateOf });

  const fetcherOf = (node: number): Fetcher => {
    const held = fetchers.get(node);
    if (held) return held;
    const connect = () => {
      const broker = leaders.broker(node);
      if (!broker) throw new EndpointError(`broker ${node} is not known`, { recoverable: true });
      return cluster.connection(broker);
    };
    const limits = () => fetchLimits(context, cluster, leaders.brokerCount);
    const opened = openFetcher(context.memory, connect, limits, {
      onResponse: (response, asked) => answers.onResponse(node, response, asked),
      onFailure: (error, asked) => answers.onFailure(node, error, asked),
    });
    fetchers.set(node, opened);
    return opened;
  };

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
        if (response === undefined) continue;
        turn += i + 1;
        return response;
      }
      return undefined;
    },
    fetch() {
      if (happening.failed || closed) return;
      for (const [node, partitions] of byBroker(states.values())) {
        const fetcher = fetcherOf(node);
        if (fetcher.idle) fetcher.fetch(partitions);
      }
      leaders.look();
    },
    wait: (ms) => happening.wait(ms),
    check() {
      happening.check();
      leaders.check();
    },
    async close() {
      closed = true;
      leaders.close();
      happening.notify();
      await Promise.all([...fetchers.values()].map((fetcher) => fetcher.close()));
      await cluster.close();
    },
  };
}

function byBroker(states: Iterable<PartitionState>): Map<number, PartitionState[]> {
  const asked = new Map<number, PartitionState[]>();
  for (const state of states) {
    const node = wantsMore(state) ? brokerFor(state) : undefined;
    if (node === undefined) continue;
    const group = asked.get(node);
    if (group) group.push(state);
    else asked.set(node, [state]);
  }
  return asked;
}

function fetchLimits({ memory }: WorkerContext, { settings }: Cluster, brokers: number): FetchLimits {
  // Two answers a broker: one in use, one ahead.
  const share = Math.floor(memory.limitBytes / MEMORY_PART / 2 / Math.max(1, brokers));
  return { ...settings.fetch, rack: settings.rack, maxBytes: Math.min(settings.fetch.maxBytes, share) };
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

interface Surroundings {
  readonly leaders: Leaders;
  readonly happening: Happening;
  readonly stateOf: Sources['stateOf'];
}

/** What answers and failures do to the partitions they are about. */
function createAnswers(
  context: WorkerContext,
  cluster: Cluster,
  reset: OffsetReset,
  { leaders, happening, stateOf }: Surroundings,
) {
  const onFailure = (node: number, error: unknown, asked: readonly PartitionState[]): void => {
    const failure = error instanceof MemoryLimitError ? error : kafkaFailure(error, `fetch from broker ${node}`);
    if (!(failure instanceof EndpointError) || !failure.recoverable) return void happening.fail(failure);
    for (const state of asked) leaders.lose(state, failure);
    happening.notify();
  };

  const onRecords = (node: number, state: PartitionState, fetched: FetchedPartition): void => {
    leaders.onRead(state);
    state.highWatermark = fetched.highWatermark;
    if (fetched.preferredReplica >= 0 && fetched.preferredReplica !== node) state.replica = fetched.preferredReplica;
    if (fetched.next === undefined) return;
    context.count('sourceBytes', fetched.end - fetched.start);
    if (fetched.next > state.next) state.next = fetched.next;
    state.waiting++;
    state.fetchedFrom = node;
  };

  const onError = (node: number, state: PartitionState, error: number): void => {
    const id = protocolErrorsCodesById[error];
    const what = `cannot fetch ${placeOf(state)}: ${errorWords(id, error)}`;
    if (id === 'OFFSET_OUT_OF_RANGE') {
      // A replica may be behind: its leader has the last word.
      if (state.replica === node) state.replica = undefined;
      // What was fetched before comes first; the broker is asked again then.
      else if (state.waiting === 0) startReset(state);
    } else if (id !== undefined && STALE.includes(id))
      leaders.lose(state, new EndpointError(what, { recoverable: true }));
    else happening.fail(new EndpointError(what, { recoverable: id === 'CORRUPT_MESSAGE' }));
  };

  const startReset = (state: PartitionState): void => {
    state.resetting = true;
    resetOffset(cluster, state, reset, context.warn).then(
      () => {
        state.resetting = false;
        happening.notify();
      },
      (error: unknown) => happening.fail(error),
    );
  };

  return {
    onFailure,
    onResponse(node: number, response: FetchResponse, asked: readonly PartitionState[]): void {
      if (response.error !== 0) {
        const words = errorWords(protocolErrorsCodesById[response.error], response.error);
        onFailure(node, new EndpointError(`cannot fetch from broker ${node}: ${words}`), asked);
        return;
      }
      for (const fetched of response.partitions) {
        const state = stateOf(fetched);
        if (state === undefined) continue;
        if (fetched.error !== 0) onError(node, state, fetched.error);
        else onRecords(node, state, fetched);
      }
      happening.notify();
    },
  };
}
