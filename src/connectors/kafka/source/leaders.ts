/** Finds the brokers that lead a reader's partitions, again and again where that fails, and says when it has failed for too long. */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { WorkerContext } from '../../connector.ts';
import type { Cluster } from '../client/cluster.ts';
import { errorWords, kafkaFailure } from '../client/failure.ts';
import type { ClusterInfo, TopicInfo } from '../client/metadata.ts';
import { backoffMs } from '../client/retry.ts';
import { type PartitionState, placeOf } from '../fetch/partition-state.ts';
import { TOPIC } from '../options/places.ts';
import type { Broker } from '../options/rules.ts';
import type { Happening } from './happening.ts';

export interface Leaders {
  broker(node: number): Broker | undefined;
  readonly brokerCount: number;
  /** The partition cannot be read just now: its leader has to be found anew. */
  lose(state: PartitionState, error: EndpointError): void;
  /** The partition was read. */
  onRead(state: PartitionState): void;
  /** Looks for the leaders that are not known, in the background. */
  look(): void;
  /** @throws EndpointError when a partition could not be read for `default.api.timeout.ms` */
  check(): void;
  close(): void;
}

type Lookup = Pick<WorkerContext, 'host' | 'warn'>;

export function createLeaders(
  context: Lookup,
  cluster: Cluster,
  states: ReadonlyMap<string, PartitionState>,
  happening: Happening,
): Leaders {
  const { host } = context;
  const { settings } = cluster;
  const brokers = new Map<number, Broker>();
  const stop = new AbortController();
  let lastError: EndpointError | undefined;
  let attempts = 0;
  let looking = false;

  const lost = (): PartitionState[] => [...states.values()].filter((state) => !state.ended && state.leader < 0);

  const lose = (state: PartitionState, error: EndpointError): void => {
    state.leader = -1;
    state.replica = undefined;
    lastError = error;
    if (state.troubleSinceMs !== undefined) return;
    const others = [...states.values()].some((one) => one.troubleSinceMs !== undefined);
    state.troubleSinceMs = host.monotonicMs();
    if (!others) context.warn(`${error.message}; trying again for up to ${Math.round(settings.apiTimeoutMs / 1000)} s`);
  };

  const apply = (info: ClusterInfo): void => {
    for (const [node, broker] of info.brokers) brokers.set(node, broker);
    for (const state of lost()) {
      const found = leaderOf(info, state);
      if (typeof found === 'number') state.leader = found;
      else if (found.recoverable) lose(state, found);
      else happening.fail(found);
    }
  };

  /** With growing pauses, until all are found; the pauses end when a partition is read again. */
  const lookAgain = async (): Promise<void> => {
    while (!stop.signal.aborted && !happening.failed && lost().length > 0) {
      if (attempts > 0) await host.sleep(backoffMs(settings, attempts, host), stop.signal);
      attempts++;
      if (stop.signal.aborted) return;
      try {
        apply(await cluster.metadata([...new Set(lost().map((state) => state.topic))]));
      } catch (error) {
        const failure = kafkaFailure(error, 'read metadata');
        if (failure.recoverable) for (const state of lost()) lose(state, failure);
        else happening.fail(failure);
      }
      happening.notify();
    }
  };

  return {
    broker: (node) => brokers.get(node),
    get brokerCount() {
      return brokers.size;
    },
    lose,
    onRead(state) {
      state.troubleSinceMs = undefined;
      attempts = 0;
    },
    look() {
      if (looking || lost().length === 0) return;
      looking = true;
      lookAgain()
        .catch((error: unknown) => happening.fail(error))
        .finally(() => {
          looking = false;
        });
    },
    check() {
      const limit = host.monotonicMs() - settings.apiTimeoutMs;
      for (const { ended, troubleSinceMs } of states.values())
        if (!ended && troubleSinceMs !== undefined && troubleSinceMs < limit) throw lastError;
    },
    close: () => stop.abort(),
  };
}

/** The broker, or why there is none. */
function leaderOf(info: ClusterInfo, state: PartitionState): number | EndpointError {
  const topic: TopicInfo | undefined = info.topics.find((one) => one.name === state.topic);
  const error = topic ? topic.error : 'UNKNOWN_TOPIC_OR_PARTITION';
  if (error === 'TOPIC_AUTHORIZATION_FAILED')
    return new EndpointError(`topic ${state.topic} may not be read by this user`, {
      recoverable: false,
      options: TOPIC,
    });
  if (topic === undefined || error !== undefined)
    return new EndpointError(`cannot read ${placeOf(state)}: ${errorWords(error, 3)}`, {
      recoverable: true,
      options: TOPIC,
    });
  if (topic.id !== state.topicId)
    return new EndpointError(`topic ${state.topic} was deleted and created anew while it was read`, {
      recoverable: false,
      options: TOPIC,
    });
  const leader = topic.partitions.find((one) => one.partition === state.partition)?.leader ?? -1;
  return leader >= 0 && info.brokers.has(leader)
    ? leader
    : new EndpointError(`${placeOf(state)} has no leader`, { recoverable: true });
}
