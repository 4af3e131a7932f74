/** Repeats what may work the next time, with pauses that double, for a bounded time. */

import type { Host } from '../../../runtime/host.ts';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { ClientSettings } from './settings.ts';

/** Part of a pause that is left to chance, so that many clients do not come back at the same moment (Kafka's ExponentialBackoff). */
const JITTER = 0.2;

/** The pause before attempt `attempt` (from 1), in milliseconds. */
export function backoffMs(
  settings: Pick<ClientSettings, 'backoffMs' | 'backoffMaxMs'>,
  attempt: number,
  host: Host,
): number {
  const longest = Math.max(settings.backoffMs, settings.backoffMaxMs);
  const pause = Math.min(longest, settings.backoffMs * 2 ** Math.min(attempt - 1, 30));
  const [chance] = host.randomBytes(1);
  return Math.round(pause * (1 - JITTER + (2 * JITTER * chance!) / 255));
}

/** What is over sooner is not worth a word: a coordinator that is just being made, a leader that changes. */
const WARN_AFTER_MS = 1500;

export interface RetryContext {
  readonly host: Host;
  readonly settings: ClientSettings;
  readonly warn: (message: string) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds after which a failure is the last. */
  readonly limitMs: () => number;
}

/** Repeats until it works, fails for good, or the limit has passed; what takes longer is told in a warning. */
export async function withRetry<T>(context: RetryContext, work: () => Promise<T>): Promise<T> {
  const { host, settings, signal, limitMs } = context;
  const started = host.monotonicMs();
  let warned = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const again = error instanceof EndpointError && error.recoverable && !signal?.aborted;
      const pause = backoffMs(settings, attempt, host);
      if (!again || host.monotonicMs() + pause > started + limitMs()) throw error;
      if (!warned && host.monotonicMs() - started > WARN_AFTER_MS) {
        warned = true;
        context.warn(`${error.message}; trying again for up to ${Math.round(limitMs() / 1000)} s`);
      }
      await host.sleep(pause, signal);
    }
  }
}
