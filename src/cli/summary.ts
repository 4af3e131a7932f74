/** What came of a job, at its end. */
import type { JobResult } from '../runtime/index.ts';
import { bytesText, countText, durationText } from './output/amounts.ts';

const STATES: Readonly<Record<JobResult['state'], string>> = {
  finished: 'finished',
  stopped: 'stopped, and can go on later',
  canceled: 'cut off',
  failed: 'failed',
};

export function printSummary(result: JobResult, format: 'text' | 'json' | 'none'): void {
  if (format === 'none') return;
  if (format === 'json') {
    const { failure, ...rest } = result;
    console.log(
      JSON.stringify({
        ...rest,
        rowsPerSecond: rate(result),
        failure: failure ? { code: failure.code, message: failure.message } : null,
      }),
    );
    return;
  }
  const lines = [
    `${result.jobName}: ${STATES[result.state]} after ${durationText(result.millis)}`,
    `  rows in      ${countText(result.rowsIn)}  (${countText(rate(result))}/s)`,
    `  rows out     ${countText(result.rowsOut)}`,
    `  files        ${countText(result.files)}  (${bytesText(result.bytes)})`,
    `  checkpoints  ${countText(result.checkpoints)}${result.checkpoint === undefined ? '' : `  (newest: ${result.checkpoint})`}`,
  ];
  if (result.restarts > 0) lines.push(`  restarts     ${countText(result.restarts)}`);
  console.log(lines.join('\n'));
}

const rate = (result: JobResult): number =>
  result.millis > 0 ? Math.round(result.rowsIn / (result.millis / 1000)) : 0;
