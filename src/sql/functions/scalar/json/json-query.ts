/** JSON_QUERY: the array or object at the end of a path, as JSON text or as an array of strings. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { fitText } from '../../../types/cast/to-text.ts';
import { printType } from '../../../types/print.ts';
import { type LengthType, type SqlType, STRING } from '../../../types/type.ts';
import type { Value, VariantValue } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import {
  isArray,
  isKeys,
  isScalar,
  type JsonArray,
  type JsonValue,
  javaText,
  scalarText,
} from '../../json-path/value.ts';
import { writeJson } from '../../json-path/writer.ts';
import { infer } from '../../resolve.ts';
import { PATH_PARAMETER, pathReader } from './input.ts';

export type JsonQueryBehavior = 'ERROR' | 'NULL' | 'EMPTY ARRAY' | 'EMPTY OBJECT';

export interface JsonQueryOptions {
  readonly returning?: SqlType;
  readonly wrapper?: 'WITHOUT' | 'WITH CONDITIONAL' | 'WITH UNCONDITIONAL';
  readonly onEmpty?: JsonQueryBehavior;
  readonly onError?: JsonQueryBehavior;
}

const definition = {
  name: 'JSON_QUERY',
  category: 'json',
  summary: 'Extracts an array or object from a JSON text.',
  syntax: [
    'JSON_QUERY(json, path [RETURNING type] [{WITHOUT | WITH CONDITIONAL | WITH UNCONDITIONAL} [ARRAY] WRAPPER] ' +
      '[{NULL | EMPTY ARRAY | EMPTY OBJECT | ERROR} ON EMPTY] [{NULL | EMPTY ARRAY | EMPTY OBJECT | ERROR} ON ERROR])',
  ],
  parameters: [{ name: 'json', doc: 'a JSON text', accepts: ['CHARACTER', 'VARIANT'] }, PATH_PARAMETER],
  nulls: 'propagate',
  deterministic: true,
  returns: (call: Call): SqlType => (call.options as JsonQueryOptions).returning ?? STRING,
  returnsNull: 'always',
  compile,
  examples: [
    { sql: `JSON_QUERY('{"a": {"c": 1, "b": [2]}}', '$.a')`, result: '{"b":[2],"c":1}' },
    { sql: `JSON_QUERY('{"a": 1}', '$.a')`, result: 'NULL' },
    { sql: `JSON_QUERY('{"a": 1}', '$.a' WITH CONDITIONAL WRAPPER)`, result: '[1]' },
    { sql: `JSON_QUERY('{"a": ["x", null]}', '$.a' RETURNING ARRAY<STRING>)`, result: '[x, NULL]' },
    { sql: `JSON_QUERY('{"a": 1}', 'lax $.b' EMPTY ARRAY ON EMPTY)`, result: '[]' },
  ],
} as const;

export const jsonQuery = scalarFunction({
  ...definition,
  infer: (call) => refuseClauses(call) ?? infer(definition, call),
});

function refuseClauses(call: Call): Inference | undefined {
  const { returning = STRING, onEmpty, onError } = call.options as JsonQueryOptions;
  const element = returning.kind === 'ARRAY' ? returning.element : undefined;
  if ((element ?? returning).kind !== 'VARCHAR') {
    return {
      ok: false,
      message: `JSON_QUERY cannot return ${printType(returning)}`,
      hint: 'RETURNING takes STRING, VARCHAR(n) or ARRAY<STRING>',
    };
  }
  if (element !== undefined && (onEmpty === 'EMPTY OBJECT' || onError === 'EMPTY OBJECT')) {
    const clause = onEmpty === 'EMPTY OBJECT' ? 'ON EMPTY' : 'ON ERROR';
    return {
      ok: false,
      message: `EMPTY OBJECT ${clause} is no ${printType(returning)}`,
      hint: 'use EMPTY ARRAY or NULL',
    };
  }
  return undefined;
}

function wrapperOf(wrapper: JsonQueryOptions['wrapper']): (value: JsonValue) => JsonValue {
  if (wrapper === 'WITH UNCONDITIONAL') return (value) => [value];
  if (wrapper === 'WITH CONDITIONAL') return (value) => (isArray(value) || isKeys(value) ? value : [value]);
  return (value) => value;
}

const elementText = (value: JsonValue): string | null =>
  value === null ? null : isScalar(value) ? scalarText(value) : writeJson(value);

/** What a behaviour gives; undefined for ERROR. */
function behaviorValue(behavior: JsonQueryBehavior, array: boolean): Value | undefined {
  if (behavior === 'NULL') return null;
  if (behavior === 'ERROR') return undefined;
  return behavior === 'EMPTY ARRAY' ? (array ? [] : '[]') : '{}';
}

function compile(call: TypedCall) {
  const options = call.options as JsonQueryOptions;
  const asArray = call.returns.kind === 'ARRAY';
  const read = pathReader(call.args[0]!, call.args[1]!);
  const wrap = wrapperOf(options.wrapper);
  const cut = asArray ? (text: string) => text : fitText(call.returns as LengthType);
  const behave = (behavior: JsonQueryBehavior) => {
    const value = behaviorValue(behavior, asArray);
    return (message: string): Value => {
      if (value !== undefined) return value;
      throw new RunTimeError(`JSON_QUERY: ${message}`);
    };
  };
  const empty = behave(options.onEmpty ?? 'NULL');
  const error = behave(options.onError ?? 'NULL');
  return {
    evaluate: (json: string | VariantValue, path: string): Value => {
      const outcome = read(json, path);
      if (!outcome.ok) return error(outcome.message);
      if (outcome.value === null) return empty('the path leads to nothing');
      const value = wrap(outcome.value);
      if (isScalar(value)) {
        const message = `the path leads to ${javaText(value)}, an array or object expected`;
        return outcome.lax ? empty(message) : error(message);
      }
      if (!asArray) return cut(writeJson(value));
      return isArray(value) ? (value as JsonArray).map(elementText) : error('the path leads to no array');
    },
  };
}
