// Runs a broker from the jars of Maven Central on the machine's own Java.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logTail, startGuarded } from './guarded-process.ts';
import { SASL_USER } from './kafka-properties.ts';
import { mavenJars, run } from './maven.ts';

export const KAFKA_VERSION = '4.3.1';
export const CLUSTER_ID = 'c3RyZWFtc3FsLXRlc3RzMA';

export interface BrokerPlace {
  /** Holds server.properties and the data. */
  readonly folder: string;
  readonly ports: readonly number[];
  readonly heapMegabytes: number;
}

export interface BrokerProcess {
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Why it will never be ready; undefined while there is hope. */
  readonly failure: () => string | undefined;
}

const LOG_LEVEL = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dlog4j2.level=WARN'];

/** Arguments of the format command that create the test user's SCRAM credentials. */
export const scramArguments: readonly string[] = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
  '--add-scram',
  `${mechanism}=[name=${SASL_USER.username},password=${SASL_USER.password}]`,
]);

export async function jdkBroker(place: BrokerPlace): Promise<BrokerProcess> {
  const jars = await mavenJars(`kafka-${KAFKA_VERSION}`, [
    `org.apache.kafka:kafka_2.13:${KAFKA_VERSION}`,
    `org.apache.kafka:kafka-tools:${KAFKA_VERSION}`,
    'org.slf4j:slf4j-simple:1.7.36',
  ]);
  const classPath = ['-cp', `${jars}/*`];
  const configuration = join(place.folder, 'server.properties');
  if (!existsSync(join(place.folder, 'data', 'meta.properties'))) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', configuration, ...scramArguments];
    await run('java', [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      ...LOG_LEVEL,
      ...classPath,
      ...format,
    ]);
  }
  const logPath = join(place.folder, 'broker.log');
  const heap = [`-Xmx${place.heapMegabytes}m`, '-Xms128m', '-XX:+UseG1GC', '-Djava.awt.headless=true'];
  const broker = await startGuarded('java', [...heap, ...LOG_LEVEL, ...classPath, 'kafka.Kafka', configuration], {
    logPath,
  });
  return {
    stop: () => broker.stop(),
    kill: () => broker.kill(),
    failure: () => (broker.exited() ? `the broker died:\n${logTail(logPath)}` : undefined),
  };
}
