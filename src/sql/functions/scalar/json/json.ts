/** JSON: a text that stands in JSON_OBJECT or JSON_ARRAY as JSON and not as a string. */
import { STRING } from '../../../types/type.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { infer } from '../../resolve.ts';
import { embeddedJson } from './node.ts';

export interface JsonOptions {
  /** Set where the call is a value of JSON_OBJECT or an element of JSON_ARRAY: nowhere else may it stand. */
  readonly embedded?: boolean;
}

const definition = {
  name: 'JSON',
  category: 'json',
  summary: 'Takes a text for JSON within JSON_OBJECT and JSON_ARRAY; a blank one is NULL.',
  parameters: [{ name: 'text', doc: 'a JSON text', accepts: STRING }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({ evaluate: (text: string) => embeddedJson(text) ?? null }),
  examples: [{ sql: `JSON_OBJECT('a' VALUE JSON('{"c": 1, "b": 2}'))`, result: '{"a":{"b":2,"c":1}}' }],
} as const;

export const json = scalarFunction({
  ...definition,
  infer: (call: Call): Inference => {
    const result = infer(definition, call);
    if (!result.ok || (call.options as JsonOptions).embedded) return result;
    return {
      ok: false,
      message: 'JSON() can only be a value of JSON_OBJECT or an element of JSON_ARRAY',
      hint: `write JSON_OBJECT('key' VALUE JSON(…))`,
    };
  },
});
