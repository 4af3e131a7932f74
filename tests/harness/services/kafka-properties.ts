// Writes the server.properties of a single-node KRaft broker with the wanted listeners.
export type ListenerKind = 'plaintext' | 'ssl' | 'mutual-ssl' | 'sasl-plaintext' | 'sasl-ssl';

export interface BrokerLayout {
  /** 1 is the controller too. */
  readonly nodeId: number;
  readonly dataDirectory: string;
  /** Address the sockets are bound to: loopback, or all of the container's. */
  readonly bind: string;
  readonly ports: Readonly<Partial<Record<ListenerKind, number>>> & { readonly plaintext: number };
  readonly controllerPort: number;
  readonly serverPem?: string;
  readonly caPem?: string;
  readonly overrides: Readonly<Record<string, string>>;
}

/** The user every SASL mechanism of a test broker knows. */
export const SASL_USER = { username: 'alice', password: 'alice-secret' } as const;

const PROTOCOL: Readonly<Record<ListenerKind, string>> = {
  plaintext: 'PLAINTEXT',
  ssl: 'SSL',
  'mutual-ssl': 'SSL',
  'sasl-plaintext': 'SASL_PLAINTEXT',
  'sasl-ssl': 'SASL_SSL',
};

/** Kafka's name of the listener; `mutual-ssl` has one of its own because its protocol is SSL too. */
const listenerName = (kind: ListenerKind): string => kind.toUpperCase().replace('-', '_');

export function brokerProperties(layout: BrokerLayout): string {
  const kinds = Object.keys(layout.ports) as ListenerKind[];
  const listeners = kinds.map((kind) => `${listenerName(kind)}://${layout.bind}:${layout.ports[kind]}`);
  const advertised = kinds.map((kind) => `${listenerName(kind)}://127.0.0.1:${layout.ports[kind]}`);
  const protocols = kinds.map((kind) => `${listenerName(kind)}:${PROTOCOL[kind]}`);
  const isController = layout.nodeId === 1;
  const properties: Record<string, string> = {
    'process.roles': isController ? 'broker,controller' : 'broker',
    'node.id': String(layout.nodeId),
    'controller.quorum.voters': `1@127.0.0.1:${layout.controllerPort}`,
    listeners: [...listeners, ...(isController ? [`CONTROLLER://127.0.0.1:${layout.controllerPort}`] : [])].join(','),
    'advertised.listeners': advertised.join(','),
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': [...protocols, 'CONTROLLER:PLAINTEXT'].join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': layout.dataDirectory,
    'num.partitions': '1',
    'auto.create.topics.enable': 'false',
    'broker.rack': `rack-${layout.nodeId}`,
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '2',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '2',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'log.retention.hours': '-1',
    'message.max.bytes': '20000000',
    'log.cleaner.backoff.ms': '500',
    'file.delete.delay.ms': '1000',
    ...tlsProperties(layout),
    ...saslProperties(kinds),
    ...layout.overrides,
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

function tlsProperties(layout: BrokerLayout): Record<string, string> {
  if (layout.serverPem === undefined || layout.caPem === undefined) return {};
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': layout.serverPem,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': layout.caPem,
    'listener.name.mutual_ssl.ssl.client.auth': 'required',
  };
}

function saslProperties(kinds: readonly ListenerKind[]): Record<string, string> {
  const properties: Record<string, string> = {};
  const { username, password } = SASL_USER;
  for (const kind of kinds.filter((candidate) => candidate.startsWith('sasl'))) {
    const prefix = `listener.name.${listenerName(kind).toLowerCase()}`;
    const module = (name: string) => `org.apache.kafka.common.security.${name}LoginModule required`;
    properties[`${prefix}.sasl.enabled.mechanisms`] = 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER';
    properties[`${prefix}.plain.sasl.jaas.config`] = `${module('plain.Plain')} user_${username}="${password}";`;
    properties[`${prefix}.scram-sha-256.sasl.jaas.config`] = `${module('scram.Scram')};`;
    properties[`${prefix}.scram-sha-512.sasl.jaas.config`] = `${module('scram.Scram')};`;
    properties[`${prefix}.oauthbearer.sasl.jaas.config`] =
      `${module('oauthbearer.OAuthBearer')} unsecuredLoginStringClaim_sub="broker";`;
  }
  return properties;
}
