import { describe, expect, test } from 'vitest';
import { restartStrategy } from '../../../src/runtime/pipeline/restart.ts';

const middle = () => 0.5;

describe('restart strategies', () => {
  test('none gives up at once', () => {
    expect(restartStrategy({ type: 'none' }, middle).afterFailure(0)).toBeUndefined();
  });

  test('fixed-delay restarts as often as it says', () => {
    const strategy = restartStrategy({ type: 'fixed-delay', attempts: 2, delayMs: 500 }, middle);
    expect([0, 10_000, 20_000].map((ms) => strategy.afterFailure(ms))).toEqual([500, 500, undefined]);
  });

  const exponential = {
    type: 'exponential-delay',
    initialBackoffMs: 1000,
    maxBackoffMs: 4000,
    multiplier: 2,
    resetThresholdMs: 60_000,
    jitterFactor: 0,
    attempts: 5,
  } as const;

  test('exponential-delay waits longer each time, up to its maximum', () => {
    const strategy = restartStrategy(exponential, middle);
    expect([0, 2000, 5000, 10_000].map((ms) => strategy.afterFailure(ms))).toEqual([1000, 2000, 4000, 4000]);
  });

  test('exponential-delay starts anew after running long enough since the restart', () => {
    const strategy = restartStrategy(exponential, middle);
    strategy.afterFailure(0);
    expect(strategy.afterFailure(2000)).toBe(2000);
    // Restarted at 4,000.
    expect(strategy.afterFailure(63_999)).toBe(4000);
    expect(strategy.afterFailure(127_999)).toBe(1000);
  });

  test('exponential-delay gives up after its attempts, which count anew with the delay', () => {
    const strategy = restartStrategy({ ...exponential, attempts: 1 }, middle);
    expect(strategy.afterFailure(0)).toBe(1000);
    expect(strategy.afterFailure(61_000)).toBe(1000);
    expect(strategy.afterFailure(62_500)).toBeUndefined();
  });

  test('jitter stays within its part of the delay and within the bounds', () => {
    const low = restartStrategy({ ...exponential, jitterFactor: 0.1 }, () => 0);
    expect([low.afterFailure(0), low.afterFailure(1)]).toEqual([1000, 1800]);
    const high = restartStrategy({ ...exponential, jitterFactor: 0.1 }, () => 1);
    expect([0, 1, 2].map((ms) => high.afterFailure(ms))).toEqual([1100, 2200, 4000]);
  });

  test('failure-rate counts the failures of the last interval', () => {
    const strategy = restartStrategy({ type: 'failure-rate', maxFailures: 2, intervalMs: 1000, delayMs: 5 }, middle);
    expect([0, 500, 1500, 2400].map((ms) => strategy.afterFailure(ms))).toEqual([5, 5, 5, 5]);
    expect(strategy.afterFailure(2450)).toBeUndefined();
  });
});
