/** Every key of SET: what it does, what it takes, and which of Flink's keys are refused and why. */
import { suggest } from '../diagnostics/suggest.ts';
import { timeZone } from '../types/time-zone.ts';
import { CHECKPOINTING_OPTIONS } from './config/checkpointing.ts';
import type { ConfigOption, ConfigOptions } from './config/option.ts';
import { RESTART_OPTIONS } from './config/restart.ts';
import { SESSION_OPTIONS } from './config/session.ts';
import { findSpec, type OptionValue, parseOptionValue } from './option-spec.ts';

export type { ConfigOption, ConfigOptions } from './config/option.ts';

/** Exact keys stand before the families (`execution.*`) that refuse what is left. */
export const CONFIG_OPTIONS: ConfigOptions = { ...CHECKPOINTING_OPTIONS, ...RESTART_OPTIONS, ...SESSION_OPTIONS };

export type ConfigCheck =
  | {
      readonly ok: true /** The key that the text is kept under: never a synonym. */;
      readonly key: string;
      readonly value: OptionValue;
    }
  | {
      readonly ok: false;
      readonly code: 'option-unknown' | 'option-value' | 'not-supported';
      /** Whether the key or its value is at fault. */
      readonly about: 'key' | 'value';
      readonly message: string;
      readonly hint?: string;
    };

/** Looks at one `SET 'key' = 'text'`. */
export function checkConfigOption(key: string, text: string): ConfigCheck {
  const found = findSpec(CONFIG_OPTIONS, key) as readonly [string, ConfigOption] | undefined;
  if (!found) return unknown(key);
  const [name, option] = found;
  if (option.refused !== undefined) {
    const near = suggest(key, settableKeys());
    const hint = near === undefined ? option.refused : `${option.refused}; did you mean '${near}'?`;
    return { ok: false, code: 'not-supported', about: 'key', message: `option '${key}' is not supported`, hint };
  }
  const parsed = parseOptionValue(option, text);
  if ('problem' in parsed) return badValue(key, text, parsed.problem, option);
  const outside = typeof parsed.value === 'number' ? outsideBounds(option, parsed.value) : undefined;
  if (outside !== undefined) return badValue(key, text, outside, option);
  if (name === 'table.local-time-zone' && text !== 'default' && timeZone(text) === undefined)
    return badValue(key, text, 'expected an IANA name, UTC or GMT+hh:mm', option);
  return { ok: true, key: name, value: parsed.value };
}

/** The value of a key of the table, in a session's texts: set, or the default; undefined when there is neither. */
export function configValue(config: Readonly<Record<string, string>>, key: string): OptionValue | undefined {
  const option = CONFIG_OPTIONS[key];
  if (!option) throw new Error(`assertion: no option '${key}' in the table`);
  const text = config[key];
  if (text === undefined) return option.default;
  const checked = checkConfigOption(key, text);
  if (!checked.ok) throw new Error(`assertion: option '${key}' was not checked when it was set: ${checked.message}`);
  return checked.value;
}

/** The keys that can be set, families left out. */
export const settableKeys = (): string[] =>
  Object.keys(CONFIG_OPTIONS).filter((key) => CONFIG_OPTIONS[key]!.refused === undefined && !key.endsWith('*'));

function unknown(key: string): ConfigCheck {
  const near = suggest(key, settableKeys());
  return {
    ok: false,
    code: 'option-unknown',
    about: 'key',
    message: `there is no option '${key}'`,
    ...(near === undefined ? {} : { hint: `did you mean '${near}'?` }),
  };
}

const badValue = (key: string, text: string, problem: string, option: ConfigOption): ConfigCheck => ({
  ok: false,
  code: 'option-value',
  about: 'value',
  message: `option '${key}' has no value '${text}': ${problem}`,
  hint: option.doc,
});

function outsideBounds(option: ConfigOption, value: number): string | undefined {
  const { minimum, maximum } = option;
  const unit = option.type === 'duration' ? ' ms' : option.type === 'memory' ? ' bytes' : '';
  if (minimum !== undefined && value < minimum) return `expected at least ${minimum}${unit}`;
  if (maximum !== undefined && value > maximum) return `expected at most ${maximum}${unit}`;
  return undefined;
}
