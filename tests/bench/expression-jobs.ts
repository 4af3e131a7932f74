/**
 * `node scripts/run-ts.mjs tests/bench/expression-jobs.ts [--rows 5000000]` after a build: jobs of one expression each, from datagen to
 * blackhole in one subtask, with streamsql and with a real Flink in turns. A job that passes its number through is taken off, so what
 * is compared is CPU time of the expression alone.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FlinkService, startFlink } from '../harness/services/flink.ts';
import { usageOf, watch } from './process-usage.ts';
import { start } from './start-command.ts';

const at = process.argv.indexOf('--rows');
const rows = at < 0 ? 5_000_000 : Number(process.argv[at + 1]);

const NOTHING: readonly [string, string] = ['n', 'BIGINT'];
const TEXT = "CONCAT('user-', CAST(MOD(n, 1000) AS STRING))";
const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ['n * 3 + n / 7', 'BIGINT'],
  ['CAST(n AS DECIMAL(20, 2)) * 1.19', 'DECIMAL(25, 4)'],
  ['CAST(n AS STRING)', 'STRING'],
  [TEXT, 'STRING'],
  [`UPPER(${TEXT})`, 'STRING'],
  [`${TEXT} LIKE 'user-9%'`, 'BOOLEAN'],
  [`REGEXP_EXTRACT(${TEXT}, '([a-z]+)-([0-9]+)', 2)`, 'STRING'],
  [`SPLIT_INDEX(${TEXT}, '-', 1)`, 'STRING'],
  [`JSON_VALUE(CONCAT('{"id": 1, "user": {"name": "', ${TEXT}, '"}}'), '$.user.name')`, 'STRING'],
  ["DATE_FORMAT(TO_TIMESTAMP_LTZ(n * 1000, 3), 'yyyy-MM-dd HH:mm')", 'STRING'],
  ['EXTRACT(HOUR FROM TO_TIMESTAMP_LTZ(n * 1000, 3))', 'BIGINT'],
  [`MD5(${TEXT})`, 'STRING'],
];

const job = ([expression, type]: readonly [string, string]): string => `
SET 'parallelism.default' = '1';
SET 'table.dml-sync' = 'true';
CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '1000000000',
  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '${rows}');
CREATE TABLE nowhere (x ${type}) WITH ('connector' = 'blackhole');
INSERT INTO nowhere SELECT ${expression} FROM numbers;
`;

async function streamsqlSeconds(file: string): Promise<number> {
  const run = start(process.cwd(), ['run', file, '--fresh', '--quiet']);
  const watched = watch(run.pid);
  const { code, stderr } = await run.finished;
  if (code !== 0) throw new Error(`streamsql ended with ${code}\n${stderr}`);
  return watched.end().cpuSeconds;
}

async function flinkSeconds(file: string, flink: FlinkService): Promise<number> {
  const used = () => flink.pids.reduce((sum, pid) => sum + usageOf(pid)!.cpuSeconds, 0);
  const before = used();
  const [done] = await flink.runSql(file);
  if (done?.state !== 'FINISHED') throw new Error(`Flink's job is ${done?.state ?? 'not there'}`);
  return used() - before;
}

const folder = mkdtempSync(path.join(tmpdir(), 'streamsql-bench-'));
const flink = await startFlink();
try {
  const measure = async (expression: readonly [string, string]) => {
    const file = path.join(folder, 'job.sql');
    writeFileSync(file, job(expression));
    return { ours: await streamsqlSeconds(file), theirs: await flinkSeconds(file, flink) };
  };
  await measure(NOTHING); // Flink's first job also loads its classes.
  const nothing = await measure(NOTHING);
  console.log(
    `${rows} rows; CPU of a job that computes nothing: ${nothing.ours.toFixed(1)} s, Flink ${nothing.theirs.toFixed(1)} s`,
  );
  for (const expression of EXPRESSIONS) {
    const { ours, theirs } = await measure(expression);
    const nanos = (seconds: number, base: number) => Math.round(((seconds - base) / rows) * 1e9);
    const [own, other] = [nanos(ours, nothing.ours), nanos(theirs, nothing.theirs)];
    const ratio = own > 0 ? (other / own).toFixed(1) : '-';
    console.log(
      `${String(own).padStart(6)} ns  Flink ${String(other).padStart(6)} ns  Flink/streamsql ${ratio.padStart(5)}  ${expression[0]}`,
    );
  }
} finally {
  await flink.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
