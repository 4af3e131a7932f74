import type { OptionSpec, OptionSpecs, OptionValue } from '../sql/catalog/option-spec.ts';
import { findSpec, oneOf, parseOptionValue } from '../sql/catalog/option-spec.ts';

export type { OptionSpec, OptionSpecs, OptionValue };
export { findSpec, oneOf, parseOptionValue };

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
