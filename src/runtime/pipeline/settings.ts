/** A session's SET options -> what the runner of a job goes by. */
import { availableParallelism } from 'node:os';
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import { configValue } from '../../sql/catalog/config-options.ts';
import type { RestartSettings } from './restart.ts';

export interface JobSettings {
  readonly parallelism: number;
  readonly workerMemoryBytes: number;
  readonly workerHeapBytes: number;
  readonly checkpoints: CheckpointSettings;
  readonly restart: RestartSettings;
  /** `execution.state-recovery.path` */
  readonly startFrom: string | undefined;
  readonly ignoreUnclaimedState: boolean;
}

export interface CheckpointSettings {
  /** 0: only the last one. */
  readonly intervalMs: number;
  readonly minPauseMs: number;
  readonly timeoutMs: number;
  /** In a row. */
  readonly tolerableFailures: number;
  readonly retained: number;
  readonly retention: 'RETAIN_ON_CANCELLATION' | 'DELETE_ON_CANCELLATION' | 'NO_EXTERNALIZED_CHECKPOINTS';
  readonly directory: string | undefined;
}

type Config = Readonly<Record<string, string>>;

export function jobSettings(plan: PhysicalPlan): JobSettings {
  const { config, batch } = plan.session;
  const wanted = (configValue(config, 'parallelism.default') as number | undefined) ?? availableParallelism();
  // In batch mode everything is published at once, as in Flink: a checkpoint half way would publish a half.
  const intervalMs = batch ? 0 : (configValue(config, 'execution.checkpointing.interval') as number);
  if (plan.maxParallelism !== 1 && plan.nodes.some((node) => node.kind === 'limit'))
    throw new Error('assertion: a plan with LIMIT that is not planned for one subtask');
  return {
    parallelism: Math.min(wanted, plan.maxParallelism ?? Number.POSITIVE_INFINITY),
    workerHeapBytes: configValue(config, 'streamsql.worker.heap') as number,
    workerMemoryBytes: configValue(config, 'streamsql.worker.memory') as number,
    checkpoints: {
      intervalMs,
      minPauseMs: configValue(config, 'execution.checkpointing.min-pause') as number,
      timeoutMs: configValue(config, 'execution.checkpointing.timeout') as number,
      tolerableFailures: configValue(config, 'execution.checkpointing.tolerable-failed-checkpoints') as number,
      retained: configValue(config, 'execution.checkpointing.num-retained') as number,
      retention: configValue(
        config,
        'execution.checkpointing.externalized-checkpoint-retention',
      ) as CheckpointSettings['retention'],
      directory: configValue(config, 'execution.checkpointing.dir') as string | undefined,
    },
    restart: restartSettings(config, intervalMs > 0),
    startFrom: configValue(config, 'execution.state-recovery.path') as string | undefined,
    ignoreUnclaimedState: configValue(config, 'execution.state-recovery.ignore-unclaimed-state') as boolean,
  };
}

function restartSettings(config: Config, hasCheckpoints: boolean): RestartSettings {
  const number = (key: string) => configValue(config, `restart-strategy.${key}`) as number;
  const type = configValue(config, 'restart-strategy.type') ?? (hasCheckpoints ? 'exponential-delay' : 'none');
  switch (type) {
    case 'fixed-delay':
    case 'fixeddelay':
      return { type: 'fixed-delay', attempts: number('fixed-delay.attempts'), delayMs: number('fixed-delay.delay') };
    case 'exponential-delay':
    case 'exponentialdelay':
      return {
        type: 'exponential-delay',
        initialBackoffMs: number('exponential-delay.initial-backoff'),
        maxBackoffMs: number('exponential-delay.max-backoff'),
        multiplier: number('exponential-delay.backoff-multiplier'),
        resetThresholdMs: number('exponential-delay.reset-backoff-threshold'),
        jitterFactor: number('exponential-delay.jitter-factor'),
        attempts: number('exponential-delay.attempts-before-reset-backoff'),
      };
    case 'failure-rate':
    case 'failurerate':
      return {
        type: 'failure-rate',
        maxFailures: number('failure-rate.max-failures-per-interval'),
        intervalMs: number('failure-rate.failure-rate-interval'),
        delayMs: number('failure-rate.delay'),
      };
    default:
      return { type: 'none' };
  }
}
