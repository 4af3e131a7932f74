// Starts a real Flink cluster for comparisons: one JobManager, one TaskManager with two slots, from PyPI and Maven Central.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GuardedProcess, logTail, startGuarded } from './guarded-process.ts';
import { run, servicesDirectory } from './maven.ts';
import { freePorts } from './ports.ts';

const VERSION = '2.3.0';
const CONNECTORS = [
  'org.apache.flink:flink-sql-connector-kafka:5.0.0-2.2',
  `org.apache.flink:flink-sql-parquet:${VERSION}`,
  'org.apache.flink:flink-shaded-hadoop-2-uber:2.8.3-10.0',
];
/** What the SQL client runs in itself. */
const GATEWAY = `org.apache.flink:flink-sql-gateway:${VERSION}`;
const START_TIMEOUT_MS = 120_000;

export interface FlinkService {
  /** Process ids of JobManager and TaskManager. */
  readonly pids: readonly number[];
  /** Submits the jobs of a SQL file and waits for them. @returns the jobs' own times, newest first */
  runSql(file: string): Promise<readonly FlinkJob[]>;
  stop(): Promise<void>;
}

export interface FlinkJob {
  readonly id: string;
  readonly state: string;
  /** From the start of the job to its end, by Flink's own account. */
  readonly durationMs: number;
}

/** The distribution with connectors in its lib, made once for the machine. */
async function distribution(): Promise<string> {
  const target = join(servicesDirectory(), 'harness', `flink-${VERSION}`);
  if (existsSync(target)) return target;
  const work = `${target}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  const wheels = join(work, 'wheels');
  const dist = join(work, 'dist');
  mkdirSync(wheels, { recursive: true });
  mkdirSync(dist, { recursive: true });
  await run('python3', [
    '-m',
    'pip',
    'download',
    '-q',
    '--no-deps',
    '-d',
    wheels,
    `apache-flink-libraries==${VERSION}`,
    `apache-flink==${VERSION}`,
  ]);
  for (const wheel of readdirSync(wheels))
    await run('python3', ['-m', 'zipfile', '-e', join(wheels, wheel), join(work, 'unpacked')]);
  for (const folder of ['bin', 'conf', 'lib', 'opt', 'plugins'])
    cpSync(join(work, 'unpacked/pyflink', folder), join(dist, folder), { recursive: true });
  for (const script of readdirSync(join(dist, 'bin'))) chmodSync(join(dist, 'bin', script), 0o755);
  const copy = (artifact: string, to: string) =>
    run('mvn', ['-B', '-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${join(dist, to)}`]);
  for (const artifact of CONNECTORS) await copy(artifact, 'lib');
  await copy(GATEWAY, 'opt');
  mkdirSync(dirname(target), { recursive: true });
  if (!existsSync(target)) renameSync(dist, target);
  rmSync(work, { recursive: true, force: true });
  return target;
}

/** @param taskManagerMegabytes the whole process of the TaskManager */
export async function startFlink(taskManagerMegabytes = 4096): Promise<FlinkService> {
  const dist = await distribution();
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-flink-'));
  const [rest, rpc, blob] = await freePorts(3);
  const conf = join(folder, 'conf');
  cpSync(join(dist, 'conf'), conf, { recursive: true });
  writeFileSync(
    join(conf, 'config.yaml'),
    configuration(
      folder,
      taskManagerMegabytes,
      { rest: rest!, rpc: rpc!, blob: blob! },
      readFileSync(join(dist, 'conf/config.yaml'), 'utf8'),
    ),
  );
  const env = { FLINK_CONF_DIR: conf, FLINK_LOG_DIR: folder, FLINK_PID_DIR: folder, FLINK_HOME: dist };
  const log = join(folder, 'cluster.log');
  const url = `http://127.0.0.1:${rest}`;
  const services: GuardedProcess[] = [];
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    services.push(await startGuarded(join(dist, 'bin/jobmanager.sh'), ['start-foreground'], { logPath: log, env }));
    services.push(await startGuarded(join(dist, 'bin/taskmanager.sh'), ['start-foreground'], { logPath: log, env }));
    await waitForSlots(url, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pids: services.map((service) => service.pid),
    async runSql(file) {
      await run('env', [
        ...Object.entries(env).map(([key, value]) => `${key}=${value}`),
        join(dist, 'bin/sql-client.sh'),
        '-f',
        file,
      ]);
      return finishedJobs(url);
    },
    stop,
  };
}

/** Keys at the top of the file are ours; the JVM options that Java 17 needs come from the distribution's own file. */
function configuration(
  folder: string,
  megabytes: number,
  ports: { rest: number; rpc: number; blob: number },
  shipped: string,
): string {
  const javaOptions = /env:\n(?: .*\n)+/.exec(shipped)?.[0] ?? '';
  return `${javaOptions}
jobmanager:
  bind-host: 127.0.0.1
  rpc:
    address: 127.0.0.1
    port: ${ports.rpc}
  memory:
    process:
      size: 1600m
taskmanager:
  bind-host: 127.0.0.1
  host: 127.0.0.1
  numberOfTaskSlots: 2
  memory:
    process:
      size: ${megabytes}m
parallelism:
  default: 2
rest:
  address: 127.0.0.1
  bind-address: 127.0.0.1
  port: ${ports.rest}
blob:
  server:
    port: ${ports.blob}
execution:
  checkpointing:
    dir: file://${folder}/checkpoints
io:
  tmp:
    dirs: ${folder}/tmp
`;
}

async function waitForSlots(url: string, log: string): Promise<void> {
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; ) {
    const overview = await fetch(`${url}/overview`)
      .then((response) => response.json() as Promise<Record<string, number>>)
      .catch(() => undefined);
    if (overview?.['slots-available'] === 2) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the Flink cluster did not come up\n${logTail(log)}`);
}

async function finishedJobs(url: string): Promise<FlinkJob[]> {
  for (;;) {
    const { jobs } = (await (await fetch(`${url}/jobs/overview`)).json()) as {
      jobs: { jid: string; state: string; duration: number; 'start-time': number }[];
    };
    if (jobs.every((job) => ['FINISHED', 'FAILED', 'CANCELED'].includes(job.state))) {
      return jobs
        .sort((a, b) => b['start-time'] - a['start-time'])
        .map((job) => ({ id: job.jid, state: job.state, durationMs: job.duration }));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
