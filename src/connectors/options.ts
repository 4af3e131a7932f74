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

/** A table's options after validation, with defaults; read by key. */
export interface Options {
  has(key: string): boolean;
  /** The parsed value or the default; undefined when neither is there. */
  get(key: string): OptionValue | undefined;
  string(key: string): string;
  number(key: string): number;
  boolean(key: string): boolean;
  list(key: string): readonly string[];
  /** What stands under a prefix, prefix taken off: `properties.`. */
  under(prefix: string): Readonly<Record<string, string>>;
}

export interface OptionProblem {
  /** The option's key; the value is meant unless `about` says otherwise (`format`: the value names no format). */
  readonly at: string;
  readonly about?: 'key' | 'value' | 'missing' | 'conflict' | 'unknown' | 'format';
  readonly message: string;
  readonly hint?: string;
}

/** A condition over several options. */
export interface Rule {
  readonly doc: string;
  readonly check: (options: Options) => OptionProblem | undefined;
}

export const oneOf = (...values: string[]): Pick<OptionSpec, 'type' | 'values'> => ({ type: 'enum', values });

const findSpec = (specs: OptionSpecs, key: string): readonly [string, OptionSpec] | undefined => {
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

/** Reads raw `WITH` options by their specs. Problems come with the key they are about; the options are usable only when there are none. */
export function readOptions(
  specs: OptionSpecs,
  raw: Readonly<Record<string, string>>,
  rules: readonly Rule[] = [],
): { options: Options; problems: OptionProblem[] } {
  const problems: OptionProblem[] = [];
  const values = new Map<string, OptionValue>();
  const texts = new Map<string, string>();
  for (const [key, text] of Object.entries(raw)) {
    const found = findSpec(specs, key);
    if (!found) {
      problems.push({ at: key, about: 'unknown', message: `unknown option '${key}'` });
      continue;
    }
    const [name, spec] = found;
    if (spec.refused !== undefined) {
      problems.push({ at: key, about: 'key', message: `option '${key}' is not supported`, hint: spec.refused });
      continue;
    }
    const parsed = parseOptionValue(spec, text);
    if ('problem' in parsed)
      problems.push({
        at: key,
        about: 'value',
        message: `option '${key}' has no value '${spec.secret ? '******' : text}': ${parsed.problem}`,
      });
    else {
      values.set(name, parsed.value);
      texts.set(name, text);
    }
  }
  for (const [key, spec] of Object.entries(specs)) {
    if (spec.required && !values.has(key) && !problems.some((p) => p.at === key))
      problems.push({ at: key, about: 'missing', message: `option '${key}' is required` });
    if (spec.default !== undefined && !values.has(key)) values.set(key, spec.default);
  }
  const options = optionsOf(values, texts);
  if (problems.length === 0)
    for (const rule of rules) {
      const problem = rule.check(options);
      if (problem) problems.push(problem);
    }
  return { options, problems };
}

function optionsOf(values: ReadonlyMap<string, OptionValue>, texts: ReadonlyMap<string, string>): Options {
  const get = (key: string) => values.get(key);
  const need = (key: string) => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`assertion: option '${key}' has no value and no default`);
    return value;
  };
  return {
    has: (key) => texts.has(key),
    get,
    string: (key) => String(need(key)),
    number: (key) => Number(need(key)),
    boolean: (key) => need(key) === true,
    list: (key) => (get(key) as readonly string[] | undefined) ?? [],
    under: (prefix) =>
      Object.fromEntries(
        [...texts].filter(([key]) => key.startsWith(prefix)).map(([key, text]) => [key.slice(prefix.length), text]),
      ),
  };
}
