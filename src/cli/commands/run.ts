/** `streamsql run`: the steps of the files one after another; signals end the running job with a last checkpoint. */
import path from 'node:path';
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { JobResult } from '../../runtime/index.ts';
import { runJob } from '../../runtime/index.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileOptions } from '../inputs.ts';
import { firstFile, openSession, readInputs, reportingInputErrors } from '../inputs.ts';
import type { RowFormat } from '../output/rows.ts';
import { showResult } from '../output/show.ts';
import type { Step } from '../plan-script.ts';
import { planScript } from '../plan-script.ts';
import { progressObserver } from '../progress.ts';
import type { LogFormat } from '../report.ts';
import { report, tell } from '../report.ts';
import type { Script } from '../script.ts';
import { jobServices } from '../services.ts';
import { showQuery } from '../show-query.ts';
import { reserveStandardOutput } from '../standard-streams.ts';
import { stopSignals } from '../stop-signals.ts';
import { summaryJson, summaryText } from '../summary.ts';

export interface RunOptions extends FileOptions {
  readonly parallelism?: number;
  readonly from?: string;
  readonly fresh: boolean;
  readonly quiet: boolean;
  readonly logFormat: LogFormat;
  readonly summary: 'text' | 'json' | 'none';
  readonly format: RowFormat;
}

export const run = (args: readonly string[], options: RunOptions): Promise<number> =>
  reportingInputErrors(async () => {
    const script = readInputs(args, options);
    const session = openSession(options.set, script.diagnostics, script.sources);
    await session.prepare(script.statements);
    const steps = planScript(script, session);
    report(script.diagnostics.list, script.sources, options.logFormat);
    if (script.diagnostics.hasErrors) return EXIT.invalid;
    if (steps.length === 0 && !options.quiet)
      tell('note', 'there is nothing to run: the files have no INSERT and no SELECT', options.logFormat);
    return new ScriptRun(script, args, options).steps(steps);
  }, options.logFormat);

/** Ends as the step that failed did. */
class ScriptRun {
  private readonly script: Script;
  private readonly file: string | undefined;
  private readonly options: RunOptions;
  private readonly signals = stopSignals();
  private readonly jobs: JobResult[] = [];
  private failure: Diagnostic | undefined;

  constructor(script: Script, args: readonly string[], options: RunOptions) {
    this.script = script;
    this.file = firstFile(args);
    this.options = options;
  }

  async steps(steps: readonly Step[]): Promise<number> {
    const print = this.options.summary === 'json' ? reserveStandardOutput() : undefined;
    try {
      return await this.untilOneFails(steps);
    } finally {
      this.signals.dispose();
      print?.(summaryJson(this.jobs, this.failure, this.script.sources));
    }
  }

  private async untilOneFails(steps: readonly Step[]): Promise<number> {
    const names = new Map<string, number>();
    for (const step of steps) {
      const code = await this.step(step, occurrenceOf(step, names));
      if (code !== EXIT.ok || this.signals.stop.aborted) return code;
    }
    return EXIT.ok;
  }

  private async step(step: Step, occurrence: number): Promise<number> {
    const { options, script, signals } = this;
    const { format, logFormat } = options;
    switch (step.kind) {
      case 'show':
        showResult(step.result, format);
        return EXIT.ok;
      case 'query': {
        const { failure } = await showQuery(step.plan, format, script.sources, logFormat, signals.stop);
        this.failure = failure;
        if (failure) this.report(failure);
        return failure ? EXIT.failed : EXIT.ok;
      }
      case 'job':
        return this.job(step, occurrence);
    }
  }

  private async job(step: Extract<Step, { kind: 'job' }>, occurrence: number): Promise<number> {
    const { options, file, signals, script } = this;
    const observer = progressObserver(options, script.sources);
    const config = {
      ...(file === undefined ? {} : { file: path.resolve(file) }),
      start: startOf(options),
      occurrence,
      stop: signals.stop,
      abort: signals.abort,
    };
    const plan = withParallelism(step.plan, options.parallelism);
    const disregard = signals.heedTermination();
    const result = await runJob(plan, config, jobServices(observer.observe));
    disregard();
    observer.end();
    this.jobs.push(result);
    if (options.summary === 'text') process.stdout.write(summaryText(result));
    if (result.failure) this.report(result.failure);
    return exitCode(result);
  }

  private report(failure: Diagnostic): void {
    report([failure], this.script.sources, this.options.logFormat);
  }
}

/** The command line has the last word, also over SET in the file. */
function withParallelism(plan: PhysicalPlan, parallelism: number | undefined): PhysicalPlan {
  if (parallelism === undefined) return plan;
  const config = { ...plan.session.config, 'parallelism.default': String(parallelism) };
  return { ...plan, session: { ...plan.session, config } };
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

function exitCode({ failure, state }: JobResult): number {
  if (failure || state === 'failed') return EXIT.failed;
  return state === 'canceled' ? EXIT.aborted : EXIT.ok;
}
