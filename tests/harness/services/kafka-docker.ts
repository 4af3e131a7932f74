// Runs a broker in a container, with the same server.properties as without one.
import { join } from 'node:path';
import { logTail, startGuarded } from './guarded-process.ts';
import { type BrokerPlace, type BrokerProcess, CLUSTER_ID, KAFKA_VERSION, scramArguments } from './kafka-jdk.ts';
import { run } from './maven.ts';

const IMAGE = `apache/kafka:${KAFKA_VERSION}`;

/** Whether an engine answers, not only whether the client is installed. STREAMSQL_TEST_DOCKER=no leaves it out. */
export async function dockerAnswers(): Promise<boolean> {
  if (process.env['STREAMSQL_TEST_DOCKER'] === 'no') return false;
  return run('docker', ['version', '--format', '{{.Server.Version}}']).then(
    (version) => version.trim() !== '',
    () => false,
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** On Linux the container shares the machine's network, so that brokers reach each other; elsewhere its ports are mapped. */
const SHARED_NETWORK = process.platform === 'linux';

/** The address that a broker in a container listens on. */
export const DOCKER_BIND = SHARED_NETWORK ? '127.0.0.1' : '0.0.0.0';

const network = (ports: readonly number[]): readonly string[] =>
  SHARED_NETWORK ? ['--network', 'host'] : ports.flatMap((port) => ['-p', `127.0.0.1:${port}:${port}`]);

/** @param mounted folder that holds all the broker needs */
export const dockerBroker =
  (mounted: string) =>
  (place: BrokerPlace): Promise<BrokerProcess> =>
    launch(place, mounted);

async function launch(place: BrokerPlace, mounted: string): Promise<BrokerProcess> {
  const configuration = quoted(join(place.folder, 'server.properties'));
  const format = `/opt/kafka/bin/kafka-storage.sh format --ignore-formatted -t ${CLUSTER_ID} -c ${configuration} ${scramArguments.map(quoted).join(' ')}`;
  const script = `${format} && exec /opt/kafka/bin/kafka-server-start.sh ${configuration}`;
  const user = process.getuid && process.getgid ? ['--user', `${process.getuid()}:${process.getgid()}`] : [];
  const name = `streamsql-kafka-${process.pid}-${place.ports[0]}`;
  const logPath = join(place.folder, 'broker.log');
  // The client in the foreground hands on SIGTERM; --rm removes the container with it.
  const client = await startGuarded(
    'docker',
    [
      ...['run', '--rm', '--name', name, ...user, '-v', `${mounted}:${mounted}`],
      ...network(place.ports),
      ...['-e', `KAFKA_HEAP_OPTS=-Xmx${place.heapMegabytes}m`, '-e', `LOG_DIR=${place.folder}`],
      ...['--entrypoint', 'sh', IMAGE, '-c', script],
    ],
    { logPath },
  );
  return {
    stop: () => client.stop(),
    async kill() {
      await run('docker', ['kill', name]).catch(() => '');
      await client.stop();
    },
    failure: () => (client.exited() ? `the container ended:\n${logTail(logPath)}` : undefined),
  };
}
