/**
 * `npm run bench -- [--records 4000000] [--rounds 3] [--without-flink]`: the main job on one broker, with streamsql and with a real
 * Flink in turns; records a second, CPU seconds, peak memory, and their ratios round by round.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFlink } from '../harness/services/flink.ts';
import { startKafka } from '../harness/services/kafka.ts';
import { createTopic, produceLogs } from '../harness/services/kafka-client.ts';
import { usageOf, watch } from './process-usage.ts';
import { start } from './start-command.ts';

const PARTITIONS = 4;
const ROOT = process.cwd();

interface Measured {
  readonly recordsPerSecond: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const argument = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

const records = argument('records', 4_000_000);
const rounds = argument('rounds', 3);
const withFlink = !process.argv.includes('--without-flink');

async function runStreamsql(bootstrap: string, folder: string): Promise<Measured> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const job = path.join(folder, 'job.sql');
  writeFileSync(job, readFileSync(path.join(ROOT, 'queries/01-logs-to-parquet/job.sql')));
  const startedMs = performance.now();
  const run = start(ROOT, [
    'run',
    job,
    'topic=logs',
    `sink_path=${folder}/out`,
    `bootstrap_servers=${bootstrap}`,
    'scan_bounded_mode=latest-offset',
    '--summary',
    'json',
    '--quiet',
  ]);
  const watched = watch(run.pid);
  const { code, stdout, stderr } = await run.finished;
  const wallMs = performance.now() - startedMs;
  const usage = watched.end();
  if (code !== 0) throw new Error(`streamsql ended with ${code}\n${stderr}`);
  const summary = JSON.parse(stdout) as { rowsOut: number; millis: number };
  if (summary.rowsOut !== records) throw new Error(`streamsql wrote ${summary.rowsOut} rows of ${records}`);
  console.log(`  streamsql  ${(wallMs / 1000).toFixed(1)} s with start and end of the process`);
  return { recordsPerSecond: records / (summary.millis / 1000), seconds: summary.millis / 1000, ...usage };
}

/** A cluster of its own for every round, so that memory and CPU are those of one job; its start is not counted. */
async function runFlink(bootstrap: string, folder: string): Promise<Measured> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const flink = await startFlink();
  try {
    const before = flink.pids.map((pid) => usageOf(pid)!);
    const job = path.join(folder, 'job.sql');
    const text = readFileSync(path.join(ROOT, 'queries/01-logs-to-parquet/job.sql'), 'utf8');
    const values: Readonly<Record<string, string>> = {
      topic: 'logs',
      sink_path: `file://${folder}/out`,
      BOOTSTRAP_SERVERS: bootstrap,
      scan_bounded_mode: 'latest-offset',
    };
    writeFileSync(
      job,
      `SET 'table.dml-sync' = 'true';\n${text.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (_, name: string, fallback: string) => values[name] ?? fallback)}`,
    );
    const [done] = await flink.runSql(job);
    if (done?.state !== 'FINISHED') throw new Error(`Flink's job is ${done?.state ?? 'not there'}`);
    const after = flink.pids.map((pid) => usageOf(pid)!);
    const sum = (of: (index: number) => number) => flink.pids.reduce((total, _, i) => total + of(i), 0);
    return {
      recordsPerSecond: records / (done.durationMs / 1000),
      seconds: done.durationMs / 1000,
      cpuSeconds: sum((i) => after[i]!.cpuSeconds - before[i]!.cpuSeconds),
      peakMegabytes: sum((i) => after[i]!.peakMegabytes),
    };
  } finally {
    await flink.stop();
  }
}

const show = (name: string, m: Measured): string =>
  `  ${name.padEnd(10)} ${Math.round(m.recordsPerSecond / 1000)} thousand records/s  ${m.seconds.toFixed(1)} s  CPU ${m.cpuSeconds.toFixed(1)} s  peak ${Math.round(m.peakMegabytes)} MB`;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const kafka = await startKafka({ heapMegabytes: 1024 });
const folder = mkdtempSync(path.join(tmpdir(), 'streamsql-bench-'));
try {
  await createTopic(kafka.bootstrapServers, 'logs', PARTITIONS);
  const filledMs = performance.now();
  await produceLogs(kafka.bootstrapServers, 'logs', { count: records, partitions: PARTITIONS, codec: 'none' });
  console.log(
    `${records} records of about 383 bytes in ${PARTITIONS} partitions, filled in ${((performance.now() - filledMs) / 1000).toFixed(0)} s`,
  );
  const ratios: { speed: number; memory: number; cpu: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    console.log(`round ${round}`);
    const ours = await runStreamsql(kafka.bootstrapServers, path.join(folder, 'streamsql'));
    console.log(show('streamsql', ours));
    if (!withFlink) continue;
    const theirs = await runFlink(kafka.bootstrapServers, path.join(folder, 'flink'));
    console.log(show('flink', theirs));
    ratios.push({
      speed: ours.recordsPerSecond / theirs.recordsPerSecond,
      memory: ours.peakMegabytes / theirs.peakMegabytes,
      cpu: ours.cpuSeconds / theirs.cpuSeconds,
    });
  }
  if (ratios.length > 0) {
    const of = (key: 'speed' | 'memory' | 'cpu') => median(ratios.map((r) => r[key])).toFixed(2);
    console.log(
      `streamsql / Flink, median of ${ratios.length}: records/s ${of('speed')}, memory ${of('memory')}, CPU ${of('cpu')}`,
    );
  }
} finally {
  await kafka.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
