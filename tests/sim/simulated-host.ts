/** A host without real time: sleeping is a place in a queue, and the clock jumps to the next one when nothing else can go on. */
import type { Host } from '../../src/runtime/host.ts';
import type { Random } from './random.ts';

interface Sleeper {
  readonly atMs: number;
  readonly order: number;
  readonly wake: () => void;
}

export interface SimulatedHost extends Host {
  /** Runs until the promise is settled. @throws when nothing can happen any more, or after `limit` wake-ups */
  drive<T>(work: Promise<T>, limit?: number): Promise<T>;
  /** Everybody asleep sleeps for ever: their process is gone. */
  forgetSleepers(): void;
}

/** Longer than any run here: one that goes on is stuck in a loop. */
const WAKE_LIMIT = 200_000;

export function simulatedHost(random: Random, startMs = 1_700_000_000_000): SimulatedHost {
  let elapsedMs = 0;
  let order = 0;
  let sleepers: Sleeper[] = [];
  const host: SimulatedHost = {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => random.below(256)),
    environment: {},
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper: Sleeper = { atMs: elapsedMs + Math.max(0, ms), order: order++, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          resolve();
        });
      });
    },
    forgetSleepers() {
      sleepers = [];
    },
    async drive(work, limit = WAKE_LIMIT) {
      let settled = false;
      const settle = () => {
        settled = true;
      };
      work.then(settle, settle);
      for (let wakes = 0; ; wakes++) {
        // All promises that can go on have gone on when a macrotask gets its turn.
        await new Promise((resolve) => setImmediate(resolve));
        if (settled) return work;
        if (wakes >= limit) throw new Error(`still running after ${limit} wake-ups, at ${elapsedMs} ms`);
        const next = sleepers.reduce<Sleeper | undefined>(
          (best, one) =>
            !best || one.atMs < best.atMs || (one.atMs === best.atMs && one.order < best.order) ? one : best,
          undefined,
        );
        if (!next) throw new Error(`nothing can happen any more, at ${elapsedMs} ms`);
        sleepers = sleepers.filter((one) => one !== next);
        elapsedMs = Math.max(elapsedMs, next.atMs);
        next.wake();
      }
    },
  };
  return host;
}
