/** JSON_VALUE: the scalar at the end of a path, as one of the types that RETURNING may name. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { fitText } from '../../../types/cast/to-text.ts';
import { isConstructed } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { type LengthType, type SqlType, STRING } from '../../../types/type.ts';
import type { Value, VariantValue } from '../../../types/value.ts';
import { type Argument, type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import type { Outcome } from '../../json-path/spec.ts';
import { isScalar, type JsonScalar, javaText, scalarText } from '../../json-path/value.ts';
import { describeType, infer } from '../../resolve.ts';
import { javaDefaultText } from './default-text.ts';
import { PATH_PARAMETER, pathReader } from './input.ts';

export interface JsonValueBehavior {
  readonly behavior: 'NULL' | 'ERROR' | 'DEFAULT';
  /** Which argument DEFAULT's value is. */
  readonly argument?: number;
}

export interface JsonValueOptions {
  readonly returning?: SqlType;
  readonly onEmpty?: JsonValueBehavior;
  readonly onError?: JsonValueBehavior;
}

const DEFAULT_BEHAVIOR: JsonValueBehavior = { behavior: 'NULL' };
const RETURNING = new Set(['VARCHAR', 'BOOLEAN', 'INT', 'DOUBLE']);

const definition = {
  name: 'JSON_VALUE',
  category: 'json',
  summary: 'Extracts a scalar from a JSON text.',
  syntax: [
    'JSON_VALUE(json, path [RETURNING type] [{NULL | ERROR | DEFAULT value} ON EMPTY] [{NULL | ERROR | DEFAULT value} ON ERROR])',
  ],
  parameters: [
    { name: 'json', doc: 'a JSON text', accepts: ['CHARACTER', 'VARIANT'] },
    PATH_PARAMETER,
    { name: 'default', doc: 'the value of a DEFAULT clause', accepts: 'ANY', optional: true, variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  returns: (call: Call): SqlType => (call.options as JsonValueOptions).returning ?? STRING,
  returnsNull: 'always',
  compile,
  examples: [
    { sql: `JSON_VALUE('{"a": true}', '$.a')`, result: 'true' },
    { sql: `JSON_VALUE('{"a": 1.50}', '$.a' RETURNING DOUBLE)`, result: '1.5' },
    { sql: `JSON_VALUE('{"a": 1}', 'lax $.b' DEFAULT 'none' ON EMPTY)`, result: 'none' },
    { sql: `JSON_VALUE('{"a": 1}', 'strict $.b' DEFAULT 'none' ON ERROR)`, result: 'none' },
    { sql: `JSON_VALUE('{"a": [1, {"b": "x"}]}', '$.a[1].b')`, result: 'x' },
  ],
} as const;

export const jsonValue = scalarFunction({
  ...definition,
  infer: (call) => refuseClauses(call) ?? infer(definition, call),
});

/** Kinds that a DEFAULT may have: those whose values Flink can write as a literal. */
const isScalarType = (type: SqlType): boolean =>
  type.kind !== 'NULL' && type.kind !== 'VARIANT' && type.kind !== 'BITMAP' && !isConstructed(type);

function refuseClauses(call: Call): Inference | undefined {
  const { returning } = call.options as JsonValueOptions;
  const other = call.args.findIndex((argument, i) => i > 1 && !isScalarType(argument.type));
  if (other >= 0) {
    const { type } = call.args[other]!;
    return {
      ok: false,
      argument: other,
      message: `a DEFAULT of JSON_VALUE must be a scalar, found ${describeType(type)}`,
    };
  }
  if (returning === undefined || RETURNING.has(returning.kind)) return undefined;
  return {
    ok: false,
    message: `JSON_VALUE cannot return ${printType(returning)}`,
    hint: 'RETURNING takes STRING, VARCHAR(n), BOOLEAN, INT or DOUBLE: cast the text it gives',
  };
}

const fail = (message: string): never => {
  throw new RunTimeError(`JSON_VALUE: ${message}`);
};

/** A value of another type than RETURNING's fails whatever ON ERROR says, as in Flink. */
function converter(type: SqlType): (value: JsonScalar) => Value {
  switch (type.kind) {
    case 'BOOLEAN':
      return (value) => (typeof value === 'boolean' ? value : mismatch(value, type));
    case 'INT':
      return (value) => (typeof value === 'number' && (value | 0) === value ? value : mismatch(value, type));
    case 'DOUBLE':
      return (value) =>
        typeof value === 'object' && value !== null && value.number === 'decimal'
          ? Number(value.text)
          : mismatch(value, type);
    default: {
      const cut = fitText(type as LengthType);
      return (value) => cut(scalarText(value));
    }
  }
}

const mismatch = (value: JsonScalar, type: SqlType): never => {
  const hint = type.kind === 'DOUBLE' ? ' (a number with a fraction or an exponent is one)' : '';
  return fail(`${scalarText(value)} is not ${printType(type)}${hint}`);
};

/** A DEFAULT's value as the result's type; Flink converts to text and nothing else. */
function defaultConverter(returns: SqlType, argument: Argument | undefined): (value: Value) => Value {
  if (argument === undefined) return () => null;
  const { type } = argument;
  if (returns.kind === 'VARCHAR') {
    const text = javaDefaultText(type);
    const cut = fitText(returns);
    return (value) => (value === null ? null : cut(text(value)));
  }
  if (type.kind === returns.kind && type.kind !== 'DOUBLE') return (value) => value;
  return (value) =>
    value === null ? null : fail(`a DEFAULT of ${printType(type)} cannot stand for ${printType(returns)}`);
}

function compile(call: TypedCall) {
  const options = call.options as JsonValueOptions;
  const onEmpty = options.onEmpty ?? DEFAULT_BEHAVIOR;
  const onError = options.onError ?? DEFAULT_BEHAVIOR;
  const read = pathReader(call.args[0]!, call.args[1]!);
  const convert = converter(call.returns);
  const behave = ({ behavior, argument = -1 }: JsonValueBehavior) => {
    const fallback = defaultConverter(call.returns, call.args[argument]);
    return (args: readonly Value[], message: string): Value => {
      if (behavior === 'ERROR') return fail(message);
      return behavior === 'NULL' ? null : fallback(args[argument - 2] ?? null);
    };
  };
  const empty = behave(onEmpty);
  const error = behave(onError);
  return {
    evaluate: (json: string | VariantValue | null, path: string | null, ...defaults: Value[]): Value => {
      if (json === null || path === null) return null;
      const outcome: Outcome = read(json, path);
      if (!outcome.ok) return error(defaults, outcome.message);
      const { value, lax } = outcome;
      if (value !== null && isScalar(value)) return convert(value);
      if (lax) return empty(defaults, 'the path leads to no scalar');
      return error(defaults, `the path leads to ${javaText(value)}, a scalar expected`);
    },
  };
}
