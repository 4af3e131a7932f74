import { printType } from '../../sql/types/print.ts';
import type { SqlType } from '../../sql/types/type.ts';
import { durationMillis } from '../option-values.ts';
import type { OptionProblem } from '../options.ts';
import type { FieldPlan } from './field.ts';
import { numberBounds } from './number-bounds.ts';

const DEFAULT_LENGTH = 100;
const DEFAULT_COLLECTION_LENGTH = 3;
const MAX_LENGTH_OPTION = 1 << 24;
const UNBOUNDED_LENGTH = 2147483647;
const MULTISET_COUNT_MAX = 10;

export interface PlannedFields {
  readonly fields: readonly FieldPlan[];
  readonly problems: readonly OptionProblem[];
}

/** What the `fields.*` options (keys without that prefix) say about the columns (Flink's RandomGeneratorVisitor and SequenceGeneratorVisitor). */
export function planFields(
  columns: readonly { readonly name: string; readonly type: SqlType }[],
  raw: Readonly<Record<string, string>>,
): PlannedFields {
  const reading = new FieldOptions(raw);
  const fields = columns.map((column) => planColumn(reading, column.name, column.type));
  reading.reportUnused(columns.map((column) => column.name));
  return { fields, problems: reading.problems };
}

/** Reads options of fields and remembers which were asked for. */
class FieldOptions {
  readonly problems: OptionProblem[] = [];
  private readonly raw: Readonly<Record<string, string>>;
  private readonly asked = new Set<string>();

  constructor(raw: Readonly<Record<string, string>>) {
    this.raw = raw;
  }

  text(path: string, option: string): string | undefined {
    this.asked.add(`${path}.${option}`);
    return this.raw[`${path}.${option}`];
  }

  /** A parsed value, or the fallback after a problem was noted. */
  parsed<T>(path: string, option: string, fallback: T, parse: (text: string) => T | undefined, expected: string): T {
    const text = this.text(path, option);
    if (text === undefined) return fallback;
    const value = parse(text.trim());
    if (value === undefined) this.wrong(path, option, `has no value '${text}': expected ${expected}`);
    return value ?? fallback;
  }

  wrong(path: string, option: string, message: string, about: OptionProblem['about'] = 'value', hint?: string): void {
    const at = `fields.${path}.${option}`;
    this.problems.push({ at, about, message: `option '${at}' ${message}`, ...(hint === undefined ? {} : { hint }) });
  }

  reportUnused(columns: readonly string[]): void {
    for (const key of Object.keys(this.raw)) {
      if (this.asked.has(key)) continue;
      const column = columns.find((name) => key.startsWith(`${name}.`));
      this.problems.push({
        at: `fields.${key}`,
        about: 'unknown',
        message: `unknown option 'fields.${key}'`,
        hint:
          column === undefined
            ? `the table's columns are ${columns.join(', ')}`
            : `'${column}' takes ${[...this.asked]
                .filter((one) => one.startsWith(`${column}.`))
                .map((one) => `fields.${one}`)
                .join(', ')}`,
      });
    }
  }
}

function planColumn(options: FieldOptions, path: string, type: SqlType): FieldPlan {
  const kind = options.parsed(
    path,
    'kind',
    'random',
    (text) => (text === 'random' || text === 'sequence' ? text : undefined),
    'one of random, sequence',
  );
  return kind === 'sequence' ? planSequence(options, path, type) : planRandom(options, path, type);
}

const INTEGER = /^[+-]?\d+$/;
const asInteger = (text: string) => (INTEGER.test(text) ? BigInt(text) : undefined);

function planSequence(options: FieldOptions, path: string, type: SqlType): FieldPlan {
  const start = planSequenceBound(options, path, 'start');
  const end = planSequenceBound(options, path, 'end') ?? start ?? 0n;
  const plan: FieldPlan = { kind: 'sequence', type, start: start ?? end, end };
  if (plan.end < plan.start)
    options.wrong(path, 'end', `is below the start of the sequence: ${plan.end} < ${plan.start}`);
  switch (type.kind) {
    case 'DATE':
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return { kind: 'now', type, maxPastMs: 0, nullRate: 0 };
    case 'BOOLEAN':
      return { kind: 'random', path, type, nullRate: 0, length: 0, varLen: false, children: [] };
    case 'CHAR':
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return plan;
  }
  const bounds = numberBounds(type);
  if (!bounds) options.wrong(path, 'kind', `cannot be 'sequence' for a column of type ${printType(type)}`);
  else if (plan.start < bounds.min || plan.end > bounds.max)
    options.wrong(path, 'end', `goes beyond the type ${printType(type)}: ${plan.start} to ${plan.end}`);
  return plan;
}

function planSequenceBound(options: FieldOptions, path: string, option: 'start' | 'end'): bigint | undefined {
  if (options.text(path, option) === undefined) {
    options.wrong(path, option, 'is required by a sequence', 'missing');
    return undefined;
  }
  return options.parsed<bigint | undefined>(path, option, undefined, asInteger, 'an integer');
}

function planRandom(options: FieldOptions, path: string, type: SqlType): FieldPlan {
  const nullRate = planNullRate(options, path, type);
  const base = { kind: 'random' as const, path, type, nullRate, length: 0, varLen: false, children: [] };
  switch (type.kind) {
    case 'BOOLEAN':
      return base;
    case 'DATE':
    case 'TIME':
      return { kind: 'now', type, maxPastMs: 0, nullRate };
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ': {
      const maxPastMs = options.parsed(path, 'max-past', 0, durationMillis, "a duration such as '10 s'");
      return { kind: 'now', type, maxPastMs, nullRate };
    }
    case 'CHAR':
    case 'BINARY':
      refuseFixedLength(options, path, type);
      return { ...base, length: type.length };
    case 'VARCHAR':
    case 'VARBINARY':
      return { ...base, ...planVariableLength(options, path, type.length) };
    case 'ARRAY':
      return {
        ...base,
        length: planLength(options, path),
        children: [planRandom(options, `${path}.element`, type.element)],
      };
    case 'MULTISET': {
      const counts: FieldPlan = {
        ...base,
        path: `${path}.count`,
        type: { kind: 'INT', nullable: false },
        nullRate: 0,
        min: 0,
        max: MULTISET_COUNT_MAX,
      };
      return {
        ...base,
        length: planLength(options, path),
        children: [planRandom(options, `${path}.element`, type.element), counts],
      };
    }
    case 'MAP':
      return {
        ...base,
        length: planLength(options, path),
        children: [planRandom(options, `${path}.key`, type.key), planRandom(options, `${path}.value`, type.value)],
      };
    case 'ROW':
    case 'STRUCTURED':
      return {
        ...base,
        children: type.fields.map((field) => planRandom(options, `${path}.${field.name}`, field.type)),
      };
  }
  const bounds = numberBounds(type);
  if (bounds) return { ...base, ...planBounds(options, path, type, bounds) };
  options.wrong(path, 'kind', `cannot make values of type ${printType(type)}`);
  return base;
}

function planNullRate(options: FieldOptions, path: string, type: SqlType): number {
  const rate = options.parsed(
    path,
    'null-rate',
    0,
    (text) => (text !== '' && Number(text) >= 0 && Number(text) <= 1 ? Number(text) : undefined),
    'a number from 0 to 1',
  );
  if (rate > 0 && !type.nullable) options.wrong(path, 'null-rate', `wants nulls in a column that is NOT NULL`);
  return rate;
}

const asLength = (text: string) =>
  INTEGER.test(text) && Number(text) >= 1 && Number(text) <= MAX_LENGTH_OPTION ? Number(text) : undefined;

const planLength = (options: FieldOptions, path: string) =>
  options.parsed(path, 'length', DEFAULT_COLLECTION_LENGTH, asLength, `an integer from 1 to ${MAX_LENGTH_OPTION}`);

function refuseFixedLength(options: FieldOptions, path: string, type: SqlType): void {
  for (const option of ['length', 'var-len'])
    if (options.text(path, option) !== undefined)
      options.wrong(path, option, `does not apply: ${printType(type)} has a fixed length`, 'key');
}

function planVariableLength(options: FieldOptions, path: string, typeLength: number) {
  const fallback = typeLength === UNBOUNDED_LENGTH ? DEFAULT_LENGTH : typeLength;
  const length = options.parsed(path, 'length', fallback, asLength, `an integer from 1 to ${MAX_LENGTH_OPTION}`);
  if (length > typeLength) options.wrong(path, 'length', `is longer than the type allows: ${length} > ${typeLength}`);
  const varLen = options.parsed(
    path,
    'var-len',
    false,
    (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined),
    'true or false',
  );
  return { length, varLen };
}

function planBounds(
  options: FieldOptions,
  path: string,
  type: SqlType,
  bounds: NonNullable<ReturnType<typeof numberBounds>>,
) {
  const [min, max] = (['min', 'max'] as const).map((option) => {
    const value = options.parsed(
      path,
      option,
      bounds[option === 'min' ? 'defaultMin' : 'max'],
      bounds.parse,
      bounds.expected,
    );
    if (value < bounds.min || value > bounds.max) options.wrong(path, option, `is beyond the type ${printType(type)}`);
    return value;
  }) as [bigint | number, bigint | number];
  if (min > max) options.wrong(path, 'max', 'is below the minimum');
  return { min, max };
}
