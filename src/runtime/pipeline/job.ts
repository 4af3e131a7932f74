/**
 * A job from its first attempt to its end: locks its folder, chooses the checkpoint to start from, and tries again after failures
 * as the restart strategy says.
 *
 *   locked → [ attempt → finished | stopped | canceled | failed ─ restart strategy ─ delay → newest checkpoint ]* → unlocked
 *
 * A failure before any row was read in the first attempt is final (a wrong address does not become right), and so is one that a
 * restart cannot help (a row that cannot be processed).
 */
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { type DurableFiles, localFiles } from '../checkpoint/durable-files.ts';
import { identitiesOf } from '../checkpoint/fit.ts';
import { type JobFolder, type JobIdentity, jobFolderPath, openJobFolder } from '../checkpoint/job-folder.ts';
import type { Host } from '../host.ts';
import { type AttemptContext, type AttemptOutcome, runAttempt } from './attempt.ts';
import { isSink } from './build.ts';
import { sumCounters } from './counters.ts';
import type { Endpoints } from './endpoint.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Spawn } from './link.ts';
import type { NodeCounters } from './messages.ts';
import type { Observe } from './observer.ts';
import { chooseStart, type StartFrom } from './recovery.ts';
import { restartStrategy } from './restart.ts';
import { type JobSettings, jobSettings } from './settings.ts';
import { type JobResult, totalsOf } from './summary.ts';

export interface JobConfig {
  /** The SQL file the job stands in: its checkpoints are beside it. */
  readonly file?: string;
  /** Which of the file's jobs of the same name it is, from 1 (the default): each has its own checkpoints. */
  readonly occurrence?: number;
  /** Default: `newest`. */
  readonly start?: StartFrom;
  /** First signal: take a last checkpoint, commit, leave. */
  readonly stop?: AbortSignal;
  /** Second signal: leave at once. */
  readonly abort?: AbortSignal;
}

export interface JobServices {
  readonly host: Host;
  readonly endpoints: Endpoints;
  readonly spawn: Spawn;
  readonly observe?: Observe;
  /** Default: the local disk. */
  readonly files?: DurableFiles;
}

/** Flink's name for a job without one. */
export const defaultJobName = (plan: PhysicalPlan): string =>
  `insert-into_${plan.nodes
    .filter(isSink)
    .map(({ table }) => table.identifier)
    .join(',')}`;

/** Runs a plan with sinks until it ends. Never rejects because of the job: what went wrong is in the result. */
export async function runJob(plan: PhysicalPlan, config: JobConfig, services: JobServices): Promise<JobResult> {
  const startedMs = services.host.monotonicMs();
  const name = plan.session.config['pipeline.name'] ?? defaultJobName(plan);
  const identity: JobIdentity = {
    name,
    occurrence: config.occurrence ?? 1,
    ...(config.file === undefined ? {} : { file: config.file }),
  };
  const files = services.files ?? localFiles;
  let run: Run | undefined;
  let folder: JobFolder | undefined;
  try {
    const settings = jobSettings(plan);
    folder = await openJobFolder(jobFolderPath(identity, settings.checkpoints.directory), files, services.host);
    run = await Run.start(plan, config, services, settings, folder, name, files, startedMs);
    return await run.toTheEnd();
  } catch (error) {
    const failure = failureOf(error, 'start the job').diagnostic;
    const millis = services.host.monotonicMs() - startedMs;
    const nothing = { state: 'failed', checkpoints: 0, restarts: 0, millis, jobId: '', jobName: name } as const;
    return { ...nothing, ...totalsOf(plan, {}), failure };
  } finally {
    await folder?.close();
  }
}

class Run {
  private readonly context: Omit<AttemptContext, 'restored' | 'firstCheckpointId' | 'counted'>;
  private readonly folder: JobFolder;
  private restored: Checkpoint | undefined;
  private firstCheckpointId: number;
  private readonly restoredFrom: string | undefined;
  private counted: NodeCounters = {};
  private checkpoints = 0;
  private restarts = 0;

  private constructor(
    context: Run['context'],
    folder: JobFolder,
    restored: Checkpoint | undefined,
    restoredFrom: string | undefined,
    firstCheckpointId: number,
  ) {
    this.context = context;
    this.folder = folder;
    this.restored = restored;
    this.restoredFrom = restoredFrom;
    this.firstCheckpointId = firstCheckpointId;
  }

  static async start(
    plan: PhysicalPlan,
    config: JobConfig,
    services: JobServices,
    settings: JobSettings,
    folder: JobFolder,
    jobName: string,
    files: DurableFiles,
    jobStartedMs: number,
  ): Promise<Run> {
    const { host, endpoints, spawn, observe = () => {} } = services;
    const { store } = folder;
    const identities = identitiesOf(plan, endpoints);
    const start = await chooseStart(config.start ?? { kind: 'newest' }, store, files, settings, identities);
    for (const message of start.warnings) observe({ kind: 'warning', message });
    const jobId = await folder.jobId(start.checkpoint?.jobId, () => Buffer.from(host.randomBytes(16)).toString('hex'));
    const newest = (await store.complete()).at(-1) ?? 0;
    const never = new AbortController().signal;
    const context = {
      ...{ plan, identities, settings, jobId, jobName, host, endpoints, spawn, store, observe, jobStartedMs },
      stop: config.stop ?? never,
      abort: config.abort ?? never,
    };
    const { location } = start;
    observe({
      ...{ kind: 'started', jobId, jobName, parallelism: settings.parallelism },
      ...(location === undefined ? {} : { restoredFrom: location }),
    });
    return new Run(context, folder, start.checkpoint, location, Math.max(newest, start.checkpoint?.id ?? 0) + 1);
  }

  async toTheEnd(): Promise<JobResult> {
    const { settings, host } = this.context;
    const strategy = restartStrategy(settings.restart, () => host.randomBytes(1)[0]! / 256);
    for (let isFirst = true; ; isFirst = false) {
      const { restored, firstCheckpointId, counted } = this;
      const outcome = await runAttempt({
        ...this.context,
        firstCheckpointId,
        counted,
        ...(restored ? { restored } : {}),
      });
      this.counted = sumCounters([this.counted, outcome.counters]);
      this.checkpoints += outcome.checkpoints;
      this.firstCheckpointId = outcome.nextCheckpointId;
      if (outcome.state !== 'failed') return await this.leave(outcome);
      const failure = outcome.failure!;
      const isFinal = !failure.recoverable || (isFirst && !outcome.wasRunning) || this.context.stop.aborted;
      const delayMs = isFinal ? undefined : strategy.afterFailure(host.monotonicMs());
      if (delayMs === undefined) return await this.leave(outcome, failure);
      const interrupted = await this.waitBeforeRestart(failure, delayMs);
      if (interrupted) return await this.leave({ ...outcome, state: interrupted });
      this.restored = (await this.folder.store.newest()) ?? this.restored;
    }
  }

  /** @returns how the job ends when somebody stops it meanwhile */
  private async waitBeforeRestart(failure: Failure, delayMs: number): Promise<'stopped' | 'canceled' | undefined> {
    const { host, stop, abort, observe } = this.context;
    this.restarts += 1;
    observe({ kind: 'restarting', cause: failure.diagnostic, delayMs, restarts: this.restarts });
    if (!stop.aborted && !abort.aborted) await host.sleep(delayMs, AbortSignal.any([stop, abort]));
    return abort.aborted ? 'canceled' : stop.aborted ? 'stopped' : undefined;
  }

  private async leave(outcome: AttemptOutcome, failure?: Failure): Promise<JobResult> {
    const { plan, jobId, jobName, host, jobStartedMs } = this.context;
    const { state } = outcome;
    await this.discard(state);
    const newest = (await this.folder.store.complete()).at(-1);
    return {
      ...{ state, jobId, jobName, checkpoints: this.checkpoints, restarts: this.restarts },
      ...totalsOf(plan, this.counted),
      millis: host.monotonicMs() - jobStartedMs,
      ...(this.restoredFrom === undefined ? {} : { restoredFrom: this.restoredFrom }),
      ...(newest === undefined ? {} : { checkpoint: this.folder.store.location(newest) }),
      ...(failure ? { failure: failure.diagnostic } : {}),
    };
  }

  /** A finished job leaves nothing behind: the next run is a new one. Others leave what the retention says. */
  private async discard(state: AttemptOutcome['state']): Promise<void> {
    const { retention } = this.context.settings.checkpoints;
    const keeps =
      retention === 'RETAIN_ON_CANCELLATION' || (retention === 'DELETE_ON_CANCELLATION' && state === 'failed');
    if (state !== 'finished' && keeps) return;
    await this.folder.forget();
    // The last thing: until the last checkpoint is gone, a run that is cut off here is finished by the next one.
    await this.folder.store.retain(0);
  }
}
