import { describe, expect, test } from 'vitest';
import { CheckpointCoordinator } from '../../../src/runtime/checkpoint/coordinator.ts';
import type { SubtaskSnapshot } from '../../../src/runtime/pipeline/messages.ts';
import type { CheckpointSettings } from '../../../src/runtime/pipeline/settings.ts';

const settings: CheckpointSettings = {
  intervalMs: 1000,
  minPauseMs: 0,
  timeoutMs: 5000,
  tolerableFailures: 1,
  retained: 1,
  retention: 'RETAIN_ON_CANCELLATION',
  directory: undefined,
};

const snapshot = (...committables: string[]): SubtaskSnapshot => ({
  positions: {},
  operators: {},
  committables: { sink: committables },
  writers: {},
  counters: {},
});

describe('when', () => {
  test('the first one is due an interval after the start, the next an interval after its beginning', () => {
    const coordinator = new CheckpointCoordinator(settings, 1, 1, 0);
    expect([coordinator.isDue(999), coordinator.isDue(1000)]).toEqual([false, true]);
    coordinator.begin('periodic', 1000);
    coordinator.acknowledge(0, 1, snapshot());
    coordinator.stored();
    coordinator.finish(1700);
    expect([coordinator.dueInMs(1700), coordinator.isDue(2000)]).toEqual([300, true]);
  });

  test('not before the minimum pause is over', () => {
    const coordinator = new CheckpointCoordinator({ ...settings, minPauseMs: 800 }, 1, 1, 0);
    coordinator.begin('periodic', 1000);
    coordinator.acknowledge(0, 1, snapshot());
    coordinator.stored();
    coordinator.finish(1700);
    expect([coordinator.isDue(2499), coordinator.isDue(2500)]).toEqual([false, true]);
  });

  test('interval 0 means never', () => {
    const coordinator = new CheckpointCoordinator({ ...settings, intervalMs: 0 }, 1, 1, 0);
    expect(coordinator.isDue(1e12)).toBe(false);
  });

  test('one that is not answered in time has expired', () => {
    const coordinator = new CheckpointCoordinator(settings, 2, 1, 0);
    coordinator.begin('periodic', 1000);
    coordinator.acknowledge(0, 1, snapshot());
    expect([coordinator.isExpired(5999), coordinator.isExpired(6000)]).toEqual([false, true]);
  });
});

describe('what a failed checkpoint has prepared', () => {
  test('is committed with the next one, first, also when an answer comes late', () => {
    const coordinator = new CheckpointCoordinator(settings, 2, 7, 0);
    expect(coordinator.begin('periodic', 0)).toBe(7);
    expect(coordinator.acknowledge(0, 7, snapshot('7a'))).toBeUndefined();
    expect(coordinator.fail(5000)).toBe(true);
    expect(coordinator.acknowledge(1, 7, snapshot('7b'))).toBeUndefined();
    expect(coordinator.begin('periodic', 6000)).toBe(8);
    coordinator.acknowledge(1, 8, snapshot('8b'));
    const collected = coordinator.acknowledge(0, 8, snapshot('8a'))!;
    expect(collected.committables.get('sink')).toEqual(['7a', '7b', '8a', '8b']);
    coordinator.stored();
    coordinator.finish(7000);
    coordinator.begin('periodic', 8000);
    coordinator.acknowledge(0, 9, snapshot());
    expect(coordinator.acknowledge(1, 9, snapshot('9b'))!.committables.get('sink')).toEqual(['9b']);
  });

  test('is kept when the store fails', () => {
    const coordinator = new CheckpointCoordinator(settings, 1, 1, 0);
    coordinator.begin('periodic', 0);
    coordinator.acknowledge(0, 1, snapshot('1'));
    expect(coordinator.fail(100)).toBe(true);
    coordinator.begin('periodic', 1000);
    expect(coordinator.acknowledge(0, 2, snapshot('2'))!.committables.get('sink')).toEqual(['1', '2']);
  });
});

describe('how many may fail', () => {
  test('in a row, and a success starts the count anew', () => {
    const coordinator = new CheckpointCoordinator(settings, 1, 1, 0);
    const failOnce = () => {
      coordinator.begin('periodic', 0);
      return coordinator.fail(1);
    };
    expect(failOnce()).toBe(true);
    const id = coordinator.begin('periodic', 2);
    coordinator.acknowledge(0, id, snapshot());
    coordinator.stored();
    coordinator.finish(3);
    expect([failOnce(), failOnce()]).toEqual([true, false]);
  });

  test('the last one of a job must not', () => {
    const coordinator = new CheckpointCoordinator(settings, 1, 1, 0);
    coordinator.begin('final', 0);
    expect(coordinator.fail(1)).toBe(false);
  });
});
