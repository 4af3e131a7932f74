/** What came of the jobs of a run, at its end. */
import type { JobResult } from '../runtime/index.ts';
import type { Diagnostic } from '../sql/diagnostics/diagnostic.ts';
import { diagnosticJson } from '../sql/diagnostics/render.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';
import { bytesText, countText, durationText } from './output/amounts.ts';

const STATES: Readonly<Record<JobResult['state'], string>> = {
  finished: 'finished',
  stopped: 'stopped, and can go on later',
  canceled: 'cut off',
  failed: 'failed',
};

/** For people: one job. */
export function summaryText(result: JobResult): string {
  const lines = [
    `${result.jobName}: ${STATES[result.state]} after ${durationText(result.millis)}`,
    `  rows in      ${countText(result.rowsIn)}  (${countText(rate(result))}/s)`,
    `  rows out     ${countText(result.rowsOut)}`,
    `  files        ${countText(result.files)}  (${bytesText(result.bytes)})`,
    `  checkpoints  ${countText(result.checkpoints)}${result.checkpoint === undefined ? '' : `  (newest: ${result.checkpoint})`}`,
  ];
  if (result.restarts > 0) lines.push(`  restarts     ${countText(result.restarts)}`);
  return `${lines.join('\n')}\n`;
}

const TOTALS = ['rowsIn', 'rowsOut', 'files', 'bytes', 'millis', 'checkpoints', 'restarts'] as const;

/**
 * For programs: the whole run in one object; rows, files, bytes and times of its jobs added up, and the jobs one by one.
 * @param failure of a query between the jobs
 */
export function summaryJson(jobs: readonly JobResult[], failure: Diagnostic | undefined, sources: Sources): string {
  const failed = failure ?? jobs.find((job) => job.failure)?.failure;
  const total = Object.fromEntries(TOTALS.map((name) => [name, jobs.reduce((sum, job) => sum + job[name], 0)]));
  const summary = {
    state: failed ? 'failed' : (jobs.at(-1)?.state ?? 'finished'),
    ...total,
    rowsPerSecond: rate({ rowsIn: total['rowsIn']!, millis: total['millis']! }),
    failure: failureJson(failed, sources),
    jobs: jobs.map((job) => ({ ...job, rowsPerSecond: rate(job), failure: failureJson(job.failure, sources) })),
  };
  return `${JSON.stringify(summary)}\n`;
}

const failureJson = (failure: Diagnostic | undefined, sources: Sources) =>
  failure === undefined ? null : diagnosticJson(failure, sources);

const rate = ({ rowsIn, millis }: Pick<JobResult, 'rowsIn' | 'millis'>): number =>
  millis > 0 ? Math.round(rowsIn / (millis / 1000)) : 0;
