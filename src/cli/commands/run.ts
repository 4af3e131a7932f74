/** `streamsql run`: the steps of the files one after another; signals end the running job with a last checkpoint. */
import path from 'node:path';
import type { JobResult } from '../../runtime/index.ts';
import { runJob } from '../../runtime/index.ts';
import { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileOptions } from '../inputs.ts';
import { firstFile, InputError, openSession, readInputs } from '../inputs.ts';
import type { RowFormat } from '../output/rows.ts';
import { printTable } from '../output/table.ts';
import type { Step } from '../plan-script.ts';
import { planScript } from '../plan-script.ts';
import { progressObserver } from '../progress.ts';
import { report } from '../report.ts';
import type { Script } from '../script.ts';
import { jobServices } from '../services.ts';
import { showQuery } from '../show-query.ts';
import { stopSignals } from '../stop-signals.ts';
import { printSummary } from '../summary.ts';

export interface RunOptions extends FileOptions {
  readonly parallelism?: number;
  readonly from?: string;
  readonly fresh: boolean;
  readonly quiet: boolean;
  readonly logFormat: 'text' | 'json';
  readonly summary: 'text' | 'json' | 'none';
  readonly format: RowFormat;
}

export async function run(args: readonly string[], options: RunOptions): Promise<number> {
  try {
    const script = readInputs(args, options);
    const session = openSession(options.set, script.diagnostics);
    if (options.parallelism !== undefined) session.config['parallelism.default'] = String(options.parallelism);
    const steps = planScript(script, session);
    report(script.diagnostics.list, script.sources);
    if (script.diagnostics.hasErrors) return EXIT.invalid;
    if (steps.length === 0) throw new InputError('there is nothing to run: the files have no INSERT and no SELECT');
    return await runSteps(steps, script, args, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    return EXIT.invalid;
  }
}

async function runSteps(
  steps: readonly Step[],
  script: Script,
  args: readonly string[],
  options: RunOptions,
): Promise<number> {
  const signals = stopSignals();
  try {
    const jobs = new Map<string, number>();
    for (const step of steps) {
      const code = await runStep(step, script, args, options, signals, occurrenceOf(step, jobs));
      if (code !== EXIT.ok || signals.stop.aborted) return code;
    }
    return EXIT.ok;
  } finally {
    signals.dispose();
  }
}

async function runStep(
  step: Step,
  script: Script,
  args: readonly string[],
  options: RunOptions,
  signals: ReturnType<typeof stopSignals>,
  occurrence: number,
): Promise<number> {
  if (step.kind === 'show') {
    if (step.result.kind === 'text') console.log(step.result.text);
    else printTable(step.result.columns, step.result.rows);
    return EXIT.ok;
  }
  if (step.kind === 'query') {
    const result = await showQuery(step.plan, options.format, (text) => void process.stdout.write(text), signals.stop);
    return failed(result.failure, script) ? EXIT.failed : EXIT.ok;
  }
  const observer = progressObserver(options, script.sources);
  const file = firstFile(args);
  const config = {
    ...(file === undefined ? {} : { file: path.resolve(file) }),
    start: startOf(options),
    occurrence,
    stop: signals.stop,
    abort: signals.abort,
  };
  const result = await runJob(step.plan, config, jobServices(observer.observe));
  observer.end();
  printSummary(result, options.summary);
  return exitCode(result, script);
}

/** Jobs of one name in a file are told apart by their number. */
function occurrenceOf(step: Step, jobs: Map<string, number>): number {
  const name = step.kind === 'job' ? (step.config['pipeline.name'] ?? step.sinks.join()) : '';
  const occurrence = (jobs.get(name) ?? 0) + 1;
  jobs.set(name, occurrence);
  return occurrence;
}

const startOf = (options: RunOptions) =>
  options.fresh
    ? ({ kind: 'fresh' } as const)
    : options.from === undefined
      ? ({ kind: 'newest' } as const)
      : ({ kind: 'from', checkpoint: options.from } as const);

function exitCode(result: JobResult, script: Script): number {
  if (failed(result.failure, script)) return EXIT.failed;
  return result.state === 'canceled' ? EXIT.aborted : result.state === 'failed' ? EXIT.failed : EXIT.ok;
}

function failed(failure: JobResult['failure'], script: Script): boolean {
  if (!failure) return false;
  const diagnostics = new Diagnostics();
  diagnostics.add(failure);
  report(diagnostics.list, script.sources);
  return true;
}
