/** A Kafka cluster as seen by one client: metadata, and a connection to each broker that is needed. */

import type { Host } from '../../../runtime/host.ts';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { BROKERS } from '../options/places.ts';
import type { Broker } from '../options/rules.ts';
import { type Connect, connector, type KafkaConnection } from './connection.ts';
import { type ClusterInfo, readMetadata } from './metadata.ts';
import { withRetry } from './retry.ts';
import type { ClientSettings } from './settings.ts';

export interface Cluster {
  readonly settings: ClientSettings;
  /** One attempt. @param topics null for all */
  metadata(topics: readonly string[] | null): Promise<ClusterInfo>;
  /** The connection to a broker, opened when there is none. One attempt. */
  connection(broker: Broker): Promise<KafkaConnection>;
  /** Repeats what may work the next time for `default.api.timeout.ms`, less long before the first answer. */
  retry<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ClientContext {
  readonly host: Host;
  readonly warn: (message: string) => void;
}

export async function openCluster(
  context: ClientContext,
  settings: ClientSettings,
  clientId: string,
): Promise<Cluster> {
  const connect = await connector(settings, clientId, () => context.host.nowMs());
  return clusterWith(context, settings, connect);
}

function clusterWith(context: ClientContext, settings: ClientSettings, connect: Connect): Cluster {
  const connections = new Map<string, Promise<KafkaConnection>>();
  const stop = new AbortController();
  let known: readonly Broker[] = [];
  let answered = false;

  const connection = async (broker: Broker): Promise<KafkaConnection> => {
    const key = `${broker.host}:${broker.port}`;
    const held = await connections.get(key)?.catch(() => undefined);
    if (held?.open) return held;
    if (stop.signal.aborted) throw new EndpointError('the client is closed', { recoverable: false });
    const opening = connect(broker);
    connections.set(key, opening);
    return opening;
  };

  /** A connection that is there, else to the first broker that answers. */
  const anyConnection = async (): Promise<KafkaConnection> => {
    for (const opening of connections.values()) {
      const held = await opening.catch(() => undefined);
      if (held?.open) return held;
    }
    const failures: EndpointError[] = [];
    for (const broker of [...settings.brokers, ...known]) {
      try {
        return await connection(broker);
      } catch (error) {
        if (!(error instanceof EndpointError)) throw error;
        failures.push(error);
      }
    }
    throw noBroker(failures);
  };

  const limitMs = () => (answered ? settings.apiTimeoutMs : settings.firstContactMs);

  return {
    settings,
    connection,
    async metadata(topics) {
      const info = await readMetadata(await anyConnection(), topics);
      known = [...info.brokers.values()];
      answered = true;
      return info;
    },
    retry: (work) => withRetry({ ...context, settings, signal: stop.signal, limitMs }, work),
    async close() {
      stop.abort();
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(all.map((opening) => opening.then((held) => held.close()).catch(() => {})));
    },
  };
}

/** A login that is refused by one is refused by all: that is what is told, and not tried again. */
function noBroker(failures: readonly EndpointError[]): EndpointError {
  const lasting = failures.find((failure) => !failure.recoverable);
  if (lasting || failures.length === 1) return (lasting ?? failures[0])!;
  const told = [...new Set(failures.map((failure) => failure.message))].join('; ');
  return new EndpointError(`no broker can be reached: ${told}`, { options: BROKERS, cause: failures });
}
