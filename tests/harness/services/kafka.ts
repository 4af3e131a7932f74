// Starts a real Kafka broker for tests and benchmarks: an address in the environment, else Docker, else a JDK with jars from Maven.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificates, makeCertificates } from './certificates.ts';
import { DOCKER_BIND, dockerAnswers, dockerBroker } from './kafka-docker.ts';
import { type BrokerPlace, type BrokerProcess, jdkBroker } from './kafka-jdk.ts';
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
  /** Brokers of the cluster; the first is the controller and has to stay. */
  readonly brokers?: number;
}

export interface KafkaService {
  /** Of the plaintext listener. */
  readonly bootstrapServers: string;
  /** Of the first broker. */
  readonly addresses: Readonly<Partial<Record<ListenerKind, string>>>;
  readonly certificates?: Certificates;
  stop(): Promise<void>;
  /** Stops the first broker (`kill`: without a goodbye) and starts it again on the same ports and data. */
  restart(how?: { readonly kill?: boolean; readonly downMs?: number }): Promise<void>;
  /** One broker, by its place from 0. */
  readonly brokers: readonly TestBroker[];
}

export interface TestBroker {
  /** Of the plaintext listener. */
  readonly address: string;
  stop(kill?: boolean): Promise<void>;
  start(): Promise<void>;
}

const START_TIMEOUT_MS = 90_000;

export async function startKafka(options: KafkaOptions = {}): Promise<KafkaService> {
  const given = process.env['STREAMSQL_TEST_KAFKA'];
  if (given && !options.own && !options.listeners?.length && !options.properties) return foreignBroker(given);
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-kafka-'));
  const kinds: ListenerKind[] = [...new Set<ListenerKind>(['plaintext', ...(options.listeners ?? [])])];
  const count = options.brokers ?? 1;
  const [controllerPort, ...ports] = await freePorts(kinds.length * count + 1);
  if (options.port !== undefined) ports[0] = options.port;
  const secure = kinds.some((kind) => kind.includes('ssl'));
  const certificates = secure ? await makeCertificates(join(folder, 'tls')) : undefined;
  const docker = await dockerAnswers();
  const brokers: TestBroker[] = [];
  for (let index = 0; index < count; index++) {
    const own = ports.slice(index * kinds.length, (index + 1) * kinds.length);
    const place = { folder: join(folder, `broker-${index}`), ports: own, heapMegabytes: options.heapMegabytes ?? 512 };
    mkdirSync(join(place.folder, 'data'), { recursive: true });
    const layout: BrokerLayout = {
      nodeId: index + 1,
      dataDirectory: join(place.folder, 'data'),
      bind: docker ? DOCKER_BIND : '127.0.0.1',
      ports: { ...Object.fromEntries(kinds.map((kind, i) => [kind, own[i]!])), plaintext: own[0]! },
      controllerPort: controllerPort!,
      ...(certificates ? { serverPem: certificates.serverPem, caPem: certificates.ca } : {}),
      overrides: options.properties ?? {},
    };
    writeFileSync(join(place.folder, 'server.properties'), brokerProperties(layout));
    brokers.push(await startBroker(place, docker ? dockerBroker(folder) : jdkBroker));
  }
  const first = brokers[0]!;
  return {
    brokers,
    bootstrapServers: brokers.map((broker) => broker.address).join(','),
    addresses: Object.fromEntries(kinds.map((kind, i) => [kind, `127.0.0.1:${ports[i]}`])),
    ...(certificates ? { certificates } : {}),
    async stop() {
      for (const broker of [...brokers].reverse()) await broker.stop();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
    async restart(how = {}) {
      await first.stop(how.kill);
      await new Promise((resolve) => setTimeout(resolve, how.downMs ?? 0));
      await first.start();
    },
  };
}

async function startBroker(
  place: BrokerPlace,
  launch: (place: BrokerPlace) => Promise<BrokerProcess>,
): Promise<TestBroker> {
  let running: BrokerProcess | undefined;
  const start = async () => {
    running = await launch(place);
    await untilReady(running, place.ports);
  };
  await start();
  return {
    address: `127.0.0.1:${place.ports[0]}`,
    start,
    async stop(kill = false) {
      await (kill ? running?.kill() : running?.stop());
      running = undefined;
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
    brokers: [],
    async stop() {},
    restart: () => Promise.reject(new Error('the broker of STREAMSQL_TEST_KAFKA cannot be restarted')),
  };
}
