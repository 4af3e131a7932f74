/** Describing an option and reading its value from text; the same for `WITH` and for `SET`. */
import { durationMillis, memoryBytes } from './option-values.ts';

/** The value of an option after parsing: string, number, boolean, list; durations are milliseconds, sizes bytes. */
export type OptionValue = string | number | boolean | readonly string[];

export interface OptionSpec {
  readonly type: 'string' | 'integer' | 'long' | 'boolean' | 'duration' | 'memory' | 'list' | 'enum' | 'double';
  readonly doc: string;
  readonly required?: boolean;
  readonly default?: OptionValue;
  /** Shown in documentation instead of the default's value. */
  readonly defaultText?: string;
  readonly example?: string;
  readonly values?: readonly string[];
  /** Never printed. */
  readonly secret?: boolean;
  /** Deprecated or alternative spellings. */
  readonly synonyms?: readonly string[];
  /** Flink has it, we refuse it: why, and what to do instead. */
  readonly refused?: string;
}

/** By key. A key that ends in `*` stands for every key that starts so (`properties.*`, `fields.*`). */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export const oneOf = (...values: string[]): Pick<OptionSpec, 'type' | 'values'> => ({ type: 'enum', values });

/** The option that a key means: itself, a synonym's, or one that ends in `*`. */
export const findSpec = (specs: OptionSpecs, key: string): readonly [string, OptionSpec] | undefined => {
  const exact = specs[key];
  if (exact) return [key, exact];
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.synonyms?.includes(key)) return [name, spec];
    if (name.endsWith('*') && key.startsWith(name.slice(0, -1)) && key.length > name.length - 1) return [key, spec];
  }
  return undefined;
};

/** @returns the value, or a problem in words */
export function parseOptionValue(spec: OptionSpec, text: string): { value: OptionValue } | { problem: string } {
  switch (spec.type) {
    case 'string':
      return { value: text };
    case 'integer':
    case 'long':
      return /^[+-]?\d+$/.test(text.trim()) && Number.isSafeInteger(Number(text))
        ? { value: Number(text) }
        : { problem: 'expected an integer' };
    case 'double':
      return text.trim() !== '' && Number.isFinite(Number(text))
        ? { value: Number(text) }
        : { problem: 'expected a number' };
    case 'boolean': {
      const lower = text.trim().toLowerCase();
      return lower === 'true' || lower === 'false'
        ? { value: lower === 'true' }
        : { problem: 'expected true or false' };
    }
    case 'duration': {
      const millis = durationMillis(text);
      return millis === undefined
        ? { problem: "expected a duration such as '10 s', '500 ms' or '5 min'" }
        : { value: millis };
    }
    case 'memory': {
      const bytes = memoryBytes(text);
      return bytes === undefined
        ? { problem: "expected a size such as '64 kb', '128 MB' or '1 gb'" }
        : { value: bytes };
    }
    case 'list':
      return {
        value: text
          .split(';')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      };
    case 'enum': {
      const found = spec.values!.find((value) => value.toLowerCase() === text.trim().toLowerCase());
      return found === undefined ? { problem: `expected one of ${spec.values!.join(', ')}` } : { value: found };
    }
  }
}
