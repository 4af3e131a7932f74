import { describe, expect, test } from 'vitest';
import { jobSettings } from '../../../src/runtime/pipeline/settings.ts';
import { CONFIG_OPTIONS, checkConfigOption, settableKeys } from '../../../src/sql/catalog/config-options.ts';
import { parseOptionValue } from '../../../src/sql/catalog/option-spec.ts';
import { plan, source } from '../../sim/plans.ts';

const settings = (config: Readonly<Record<string, string>> = {}) => jobSettings(plan([source('log')], config));

describe('defaults', () => {
  test('of checkpoints and restarts', () => {
    expect(settings()).toMatchObject({
      checkpoints: { intervalMs: 10_000, minPauseMs: 0, timeoutMs: 600_000, tolerableFailures: 0, retained: 1 },
      restart: {
        type: 'exponential-delay',
        initialBackoffMs: 1000,
        maxBackoffMs: 60_000,
        multiplier: 1.5,
        resetThresholdMs: 3_600_000,
        jitterFactor: 0.1,
        attempts: 2_147_483_647,
      },
    });
  });

  test('without periodic checkpoints nothing is restarted', () => {
    expect(settings({ 'execution.checkpointing.interval': '0' }).restart).toEqual({ type: 'none' });
    expect(settings({ 'execution.runtime-mode': 'BATCH' })).toMatchObject({
      checkpoints: { intervalMs: 0 },
      restart: { type: 'none' },
    });
  });

  test('of every option are values that it takes', () => {
    for (const key of settableKeys()) {
      const option = CONFIG_OPTIONS[key]!;
      if (option.default === undefined) continue;
      expect(checkConfigOption(key, String(option.default)), key).toMatchObject({ ok: true });
      if (option.example !== undefined)
        expect(checkConfigOption(key, option.example), `${key}'s example`).toMatchObject({ ok: true });
    }
  });

  test('shown as text say the same as the value', () => {
    for (const key of settableKeys()) {
      const { type, default: value, defaultText } = CONFIG_OPTIONS[key]!;
      if (defaultText === undefined || (type !== 'duration' && type !== 'memory')) continue;
      expect(parseOptionValue({ type, doc: '' }, defaultText), key).toEqual({ value });
    }
  });
});

describe('what SET takes', () => {
  test('a synonym stands for its key', () => {
    expect(checkConfigOption('state.checkpoints.dir', '/c')).toMatchObject({
      ok: true,
      key: 'execution.checkpointing.dir',
    });
    expect(checkConfigOption('restart-strategy', 'none')).toMatchObject({ ok: true, key: 'restart-strategy.type' });
  });

  test.each([
    [
      'execution.checkpointing.intervall',
      '1 s',
      'not-supported',
      "option 'execution.checkpointing.intervall' is not supported",
    ],
    [
      'restart-strategy.fixed-delay.atempts',
      '1',
      'not-supported',
      "option 'restart-strategy.fixed-delay.atempts' is not supported",
    ],
    [
      'execution.checkpointing.unaligned.enabled',
      'true',
      'option-value',
      "option 'execution.checkpointing.unaligned.enabled' has no value 'true': expected one of false",
    ],
    [
      'execution.checkpointing.interval',
      'soon',
      'option-value',
      "option 'execution.checkpointing.interval' has no value 'soon': expected a duration such as '10 s', '500 ms' or '5 min'",
    ],
    [
      'execution.checkpointing.num-retained',
      '0',
      'option-value',
      "option 'execution.checkpointing.num-retained' has no value '0': expected at least 1",
    ],
    [
      'taskmanager.memory.process.size',
      '4g',
      'not-supported',
      "option 'taskmanager.memory.process.size' is not supported",
    ],
    ['my.option', '1', 'option-unknown', "there is no option 'my.option'"],
  ])('%s = %s is refused', (key, text, code, message) => {
    expect(checkConfigOption(key, text)).toMatchObject({ ok: false, code, message });
  });

  test('a refusal says which option may be meant', () => {
    const checked = checkConfigOption('execution.checkpointing.intervall', '1 s');
    expect(checked.ok ? '' : checked.hint).toContain("did you mean 'execution.checkpointing.interval'?");
  });
});

test('every spelling of a restart strategy is understood', () => {
  const type = (text: string) => settings({ 'restart-strategy.type': text }).restart.type;
  expect(['none', 'off', 'disable', 'fixeddelay', 'failurerate', 'exponentialdelay', 'Fixed-Delay'].map(type)).toEqual([
    'none',
    'none',
    'none',
    'fixed-delay',
    'failure-rate',
    'exponential-delay',
    'fixed-delay',
  ]);
});
