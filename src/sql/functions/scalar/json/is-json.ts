/** IS [NOT] JSON: whether a text is JSON, of a kind. */
import { BOOLEAN } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { JsonFailure, readJson } from '../../json-path/reader.ts';
import { isArray, isObject, isScalar, type JsonValue } from '../../json-path/value.ts';

export interface IsJsonOptions {
  readonly type?: 'VALUE' | 'OBJECT' | 'ARRAY' | 'SCALAR';
  readonly negated?: boolean;
}

const TESTS: Readonly<Record<NonNullable<IsJsonOptions['type']>, (value: JsonValue) => boolean>> = {
  VALUE: () => true,
  OBJECT: isObject,
  ARRAY: isArray,
  SCALAR: isScalar,
};

export const isJson = scalarFunction({
  name: 'IS JSON',
  category: 'json',
  summary: 'Tests whether a text starts with a JSON value, of a kind when one is named; NULL is not JSON.',
  syntax: ['text IS [NOT] JSON [{VALUE | SCALAR | ARRAY | OBJECT}]'],
  parameters: [{ name: 'text', doc: 'the text', accepts: 'CHARACTER' }],
  nulls: 'handled',
  deterministic: true,
  returns: BOOLEAN,
  returnsNull: 'never',
  compile: (call) => {
    const { type = 'VALUE', negated = false } = call.options as IsJsonOptions;
    const test = TESTS[type];
    return {
      evaluate: (text: string | null) => {
        const value = text === null ? undefined : readJson(text);
        const found = value !== undefined && !(value instanceof JsonFailure) && test(value);
        return found !== negated;
      },
    };
  },
  examples: [
    { sql: `'1' IS JSON`, result: 'TRUE' },
    { sql: `'abc' IS JSON`, result: 'FALSE' },
    { sql: `'{"a": 1}' IS JSON OBJECT`, result: 'TRUE' },
    { sql: `'{"a": 1}' IS NOT JSON ARRAY`, result: 'TRUE' },
    { sql: `'1' IS JSON SCALAR`, result: 'TRUE' },
  ],
});
