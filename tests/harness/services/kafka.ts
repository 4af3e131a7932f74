// Starts a real Kafka broker for tests and benchmarks: an address in the environment, else Docker, else a JDK with jars from Maven.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificates, makeCertificates } from './certificates.ts';
import { dockerAnswers, dockerBroker } from './kafka-docker.ts';
import { type BrokerProcess, jdkBroker } from './kafka-jdk.ts';
import { type BrokerLayout, brokerProperties, type ListenerKind } from './kafka-properties.ts';
import { freePorts, waitForPort } from './ports.ts';

export type { ListenerKind } from './kafka-properties.ts';
export { SASL_USER } from './kafka-properties.ts';

export interface KafkaOptions {
  /** Listeners beside `plaintext`, which is always there. An address in the environment is used only without them. */
  readonly listeners?: readonly ListenerKind[];
  /** Port of the plaintext listener; a free one by default. */
  readonly port?: number;
  /** Broker properties beside ours. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly heapMegabytes?: number;
  /** Never the shared broker of the environment: the test stops or changes it. */
  readonly own?: boolean;
}

export interface KafkaService {
  /** Of the plaintext listener. */
  readonly bootstrapServers: string;
  readonly addresses: Readonly<Partial<Record<ListenerKind, string>>>;
  readonly certificates?: Certificates;
  stop(): Promise<void>;
  /** Stops the broker (`kill`: without a goodbye) and starts it again on the same ports and data. */
  restart(how?: { readonly kill?: boolean; readonly downMs?: number }): Promise<void>;
}

const START_TIMEOUT_MS = 90_000;

export async function startKafka(options: KafkaOptions = {}): Promise<KafkaService> {
  const given = process.env['STREAMSQL_TEST_KAFKA'];
  if (given && !options.own && !options.listeners?.length && !options.properties) return foreignBroker(given);
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-kafka-'));
  const kinds: ListenerKind[] = [...new Set<ListenerKind>(['plaintext', ...(options.listeners ?? [])])];
  const [controllerPort, ...ports] = await freePorts(kinds.length + 1);
  if (options.port !== undefined) ports[0] = options.port;
  const portByKind = Object.fromEntries(kinds.map((kind, i) => [kind, ports[i]!]));
  const secure = kinds.some((kind) => kind.includes('ssl'));
  const certificates = secure ? await makeCertificates(join(folder, 'tls')) : undefined;
  const docker = await dockerAnswers();
  const layout: BrokerLayout = {
    dataDirectory: join(folder, 'data'),
    bind: docker ? '0.0.0.0' : '127.0.0.1',
    ports: { ...portByKind, plaintext: ports[0]! },
    controllerPort: controllerPort!,
    ...(certificates ? { serverPem: certificates.serverPem, caPem: certificates.ca } : {}),
    overrides: options.properties ?? {},
  };
  mkdirSync(layout.dataDirectory);
  writeFileSync(join(folder, 'server.properties'), brokerProperties(layout));
  const launch = docker ? dockerBroker : jdkBroker;
  const place = { folder, ports, heapMegabytes: options.heapMegabytes ?? 512 };
  let broker = await launch(place);
  await untilReady(broker, ports);
  return {
    bootstrapServers: `127.0.0.1:${ports[0]}`,
    addresses: Object.fromEntries(kinds.map((kind, i) => [kind, `127.0.0.1:${ports[i]}`])),
    ...(certificates ? { certificates } : {}),
    async stop() {
      await broker.stop();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
    async restart(how = {}) {
      await (how.kill ? broker.kill() : broker.stop());
      await new Promise((resolve) => setTimeout(resolve, how.downMs ?? 0));
      broker = await launch(place);
      await untilReady(broker, ports);
    },
  };
}

async function untilReady(broker: BrokerProcess, ports: readonly number[]): Promise<void> {
  for (const port of ports) await waitForPort(port, START_TIMEOUT_MS, broker.failure);
}

function foreignBroker(address: string): KafkaService {
  return {
    bootstrapServers: address,
    addresses: { plaintext: address },
    async stop() {},
    restart: () => Promise.reject(new Error('the broker of STREAMSQL_TEST_KAFKA cannot be restarted')),
  };
}
