/** PARSE_JSON and TRY_PARSE_JSON: JSON text to a VARIANT. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { BOOLEAN, STRING, VARIANT } from '../../../types/type.ts';
import type { VariantValue } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';
import { JsonReader } from '../../json-path/reader.ts';
import { variantOf } from './from-json.ts';

const PARAMETERS = [
  { name: 'json', doc: 'a JSON text', accepts: STRING },
  {
    name: 'allow_duplicates',
    doc: 'TRUE: the last of two members with one name counts; else they are an error',
    accepts: BOOLEAN,
    optional: true,
  },
] as const;

/** The VARIANT, or why there is none. */
function parse(text: string, allowDuplicates: boolean): VariantValue | string {
  const reader = new JsonReader(text);
  const value = reader.value();
  if (value === undefined) return reader.failure;
  if (reader.repeated !== undefined && !allowDuplicates) return `an object has the member '${reader.repeated}' twice`;
  return variantOf(value);
}

export const parseJson = scalarFunction({
  name: 'PARSE_JSON',
  category: 'variant',
  summary: 'Parses a JSON text into a VARIANT; fails when it is not JSON.',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  returns: VARIANT,
  compile: () => ({
    evaluate: (text: string, allowDuplicates = false) => {
      const result = parse(text, allowDuplicates);
      if (typeof result === 'string') throw new RunTimeError(`PARSE_JSON: not JSON: ${result}`);
      return result;
    },
  }),
  examples: [
    { sql: `PARSE_JSON('{"b": 1.50, "a": [1, null]}')`, result: '{"a":[1,null],"b":1.5}' },
    { sql: `PARSE_JSON('{"a": 1}')['a']`, result: '1' },
  ],
});

export const tryParseJson = scalarFunction({
  name: 'TRY_PARSE_JSON',
  category: 'variant',
  summary: 'Parses a JSON text into a VARIANT; NULL when it is not JSON.',
  // Of families, which an untyped NULL is not of: in Flink this function is one of Calcite's.
  parameters: [
    { ...PARAMETERS[0], accepts: 'CHARACTER' },
    { ...PARAMETERS[1], accepts: 'BOOLEAN' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: VARIANT,
  returnsNull: 'always',
  compile: () => ({
    evaluate: (text: string, allowDuplicates = false) => {
      const result = parse(text, allowDuplicates);
      return typeof result === 'string' ? null : result;
    },
  }),
  examples: [
    { sql: `TRY_PARSE_JSON('[1]')`, result: '[1]' },
    { sql: `TRY_PARSE_JSON('{a')`, result: 'NULL' },
  ],
});
