/** A table's raw `WITH` options, split into the connector's own and those of the formats it names. */
import { suggest } from '../sql/diagnostics/suggest.ts';
import type { Connector, FormatUse } from './connector.ts';
import type { Format } from './format.ts';
import { type OptionProblem, type Options, readOptions } from './options.ts';

/** A format that a table uses, with its options (without prefix, with defaults). */
export interface FormatChoice {
  readonly part: 'value' | 'key';
  readonly format: Format;
  /** What stands before the format's option keys in the table: `json.`, `value.json.`, `key.json.` */
  readonly prefix: string;
  readonly options: Options;
}

const SKIPPING = 'ignore-parse-errors';

/** Which option leaves out records that cannot be decoded; undefined when the format has none, or it is set. */
export const skippingHint = ({ format, prefix, options }: Pick<FormatChoice, 'format' | 'prefix' | 'options'>) =>
  format.options[SKIPPING] === undefined || options.get(SKIPPING) === true
    ? undefined
    : `'${prefix}${SKIPPING}' = 'true' goes on without what cannot be read`;

export interface FormatOptions {
  readonly choices: readonly FormatChoice[];
  readonly problems: readonly OptionProblem[];
  /** The options that are the connector's: everything without a chosen format's prefix. */
  readonly connectorOptions: Readonly<Record<string, string>>;
}

type RawOptions = Readonly<Record<string, string>>;
type FormatKey = FormatUse['keys'][number];

/**
 * As Flink's FactoryUtil: the options of a format named by `format` start with `json.`, those of one named by `value.format` with
 * `value.json.`. Problems are those of the formats' options; the connector's are found by reading `connectorOptions` with its specs.
 */
export function formatOptionsOf(
  connector: Pick<Connector, 'formats'>,
  formats: readonly Format[],
  raw: RawOptions,
): FormatOptions {
  const problems: OptionProblem[] = [];
  const choices: FormatChoice[] = [];
  const taken = new Set<string>();
  for (const part of ['value', 'key'] as const) {
    const keys = connector.formats?.keys.filter((key) => key.part === part) ?? [];
    const named = keys.filter((key) => raw[key.option] !== undefined);
    const first = named[0];
    if (first === undefined) continue;
    problems.push(...contradictions(first, named, raw));
    const name = raw[first.option]!;
    const format = formats.find((candidate) => candidate.name === name);
    if (!format) {
      problems.push(
        unknownFormat(
          first.option,
          name,
          formats.filter((one) => fits(connector, one)),
        ),
      );
      continue;
    }
    if (!fits(connector, format)) {
      problems.push({
        at: first.option,
        message: `format '${name}' is one of whole files, and this table's records are single ones`,
      });
      continue;
    }
    const prefix = `${first.prefix}${name}.`;
    const own = Object.entries(raw).filter(([key]) => key.startsWith(prefix));
    for (const [key] of own) taken.add(key);
    const read = readOptions(
      format.options,
      Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])),
      format.rules,
    );
    problems.push(...read.problems.map((problem) => withPrefix(problem, prefix)));
    choices.push({ part, format, prefix, options: read.options });
  }
  const connectorOptions = Object.fromEntries(Object.entries(raw).filter(([key]) => !taken.has(key)));
  return { choices, problems, connectorOptions };
}

/** Messages are single records, which a format of whole files does not have. */
const fits = (connector: Pick<Connector, 'formats'>, format: Format): boolean =>
  connector.formats?.unit !== 'record' || format.unit !== 'file';

/** @returns the option keys of a table that hold secrets of its formats */
export const secretFormatKeys = (choices: readonly FormatChoice[]): ReadonlySet<string> =>
  new Set(
    choices.flatMap(({ format, prefix }) =>
      Object.entries(format.options)
        .filter(([, spec]) => spec.secret)
        .map(([key]) => prefix + key),
    ),
  );

/** Messages of a format's options quote its own keys: in the table they have the prefix. */
function withPrefix(problem: OptionProblem, prefix: string): OptionProblem {
  const quoted = (text: string) => text.replaceAll(`'${problem.at}'`, `'${prefix}${problem.at}'`);
  return {
    ...problem,
    at: prefix + problem.at,
    message: quoted(problem.message),
    ...(problem.hint === undefined ? {} : { hint: quoted(problem.hint) }),
  };
}

function contradictions(first: FormatKey, named: readonly FormatKey[], raw: RawOptions): OptionProblem[] {
  return named
    .filter((other) => raw[other.option] !== raw[first.option])
    .map((other) => ({
      at: other.option,
      about: 'conflict',
      message: `options '${first.option}' and '${other.option}' name different formats, '${raw[first.option]}' and '${raw[other.option]}'`,
      hint: `'${first.option}' and '${other.option}' mean the same: keep one of them`,
    }));
}

function unknownFormat(option: string, name: string, formats: readonly Format[]): OptionProblem {
  const names = formats.map((format) => format.name);
  const near = suggest(name, names);
  return {
    at: option,
    about: 'format',
    message: `unknown format '${name}': formats are ${names.join(', ')}`,
    ...(near === undefined ? {} : { hint: `did you mean '${near}'?` }),
  };
}
