/** Whether and when a failed job starts again; by the rules of Flink's RestartBackoffTimeStrategy implementations. */

export type RestartSettings =
  | { readonly type: 'none' }
  | { readonly type: 'fixed-delay'; readonly attempts: number; readonly delayMs: number }
  | {
      readonly type: 'exponential-delay';
      readonly initialBackoffMs: number;
      readonly maxBackoffMs: number;
      readonly multiplier: number;
      readonly resetThresholdMs: number;
      readonly jitterFactor: number;
      readonly attempts: number;
    }
  | {
      readonly type: 'failure-rate';
      readonly maxFailures: number;
      readonly intervalMs: number;
      readonly delayMs: number;
    };

export interface RestartStrategy {
  /** Called once a failure. @returns milliseconds to wait, or undefined: the job has failed */
  afterFailure(nowMs: number): number | undefined;
}

/** @param random a number in [0, 1) */
export function restartStrategy(settings: RestartSettings, random: () => number): RestartStrategy {
  switch (settings.type) {
    case 'none':
      return { afterFailure: () => undefined };
    case 'fixed-delay':
      return fixedDelay(settings);
    case 'exponential-delay':
      return exponentialDelay(settings, random);
    case 'failure-rate':
      return failureRate(settings);
  }
}

type Of<T extends RestartSettings['type']> = Extract<RestartSettings, { type: T }>;

function fixedDelay({ attempts, delayMs }: Of<'fixed-delay'>): RestartStrategy {
  let failures = 0;
  return {
    afterFailure() {
      failures += 1;
      return failures <= attempts ? delayMs : undefined;
    },
  };
}

function exponentialDelay(settings: Of<'exponential-delay'>, random: () => number): RestartStrategy {
  const { initialBackoffMs, maxBackoffMs, multiplier, resetThresholdMs, jitterFactor, attempts } = settings;
  let failures = 0;
  let restartedAtMs = Number.NEGATIVE_INFINITY;
  return {
    afterFailure(nowMs) {
      if (nowMs - restartedAtMs >= resetThresholdMs) failures = 0;
      const backoffMs = Math.min(maxBackoffMs, initialBackoffMs * multiplier ** failures);
      failures += 1;
      if (failures > attempts) return undefined;
      const jitterMs = backoffMs * jitterFactor * (2 * random() - 1);
      const delayMs = Math.max(initialBackoffMs, Math.min(maxBackoffMs, Math.round(backoffMs + jitterMs)));
      restartedAtMs = nowMs + delayMs;
      return delayMs;
    },
  };
}

function failureRate({ maxFailures, intervalMs, delayMs }: Of<'failure-rate'>): RestartStrategy {
  /** The last failures, oldest first: one more than are allowed. */
  const failures: number[] = [];
  return {
    afterFailure(nowMs) {
      failures.push(nowMs);
      if (failures.length > maxFailures + 1) failures.shift();
      const tooMany = failures.length > maxFailures && nowMs - failures[0]! <= intervalMs;
      return tooMany ? undefined : delayMs;
    },
  };
}
