/** JSON_STRING: any value as JSON text. */
import { STRING, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';
import { jsonRefusal, jsonText } from './node.ts';

export interface JsonStringOptions {
  /** The argument is a call of JSON_OBJECT or JSON_ARRAY: its text is JSON already. */
  readonly raw?: boolean;
}

export const jsonString = scalarFunction({
  name: 'JSON_STRING',
  category: 'json',
  summary: 'Writes a value as JSON text: rows and maps as objects with their keys in order, bytes as base64.',
  parameters: [{ name: 'value', doc: 'any value', accepts: 'ANY' }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => {
    const [argument] = call.args;
    if (argument === undefined || call.args.length > 1) {
      return { ok: false, message: `JSON_STRING takes 1 argument, found ${call.args.length}` };
    }
    const { type } = argument;
    const refusal = type.kind === 'NULL' ? undefined : jsonRefusal(type);
    if (refusal !== undefined) return { ok: false, argument: 0, message: refusal, hint: 'cast it to STRING' };
    return { ok: true, arguments: [type], returns: withNullable(STRING, type.nullable) };
  },
  compile: (call) => {
    if ((call.options as JsonStringOptions).raw) return { evaluate: (value: string) => value };
    const text = jsonText(call.args[0]!.type);
    return { evaluate: (value: Value) => text(value) };
  },
  examples: [
    { sql: `JSON_STRING(CAST(1.50 AS DECIMAL(3, 2)))`, result: '1.50' },
    { sql: `JSON_STRING('a"b')`, result: '"a\\"b"' },
    { sql: 'JSON_STRING(JSON_ARRAY(1, 2))', result: '[1,2]' },
    { sql: `JSON_STRING(MAP['b', 2, 'a', 1])`, result: '{"a":1,"b":2}' },
    { sql: `JSON_STRING(TIMESTAMP '2024-01-01 00:00:00.5')`, result: '"2024-01-01T00:00:00.5"' },
  ],
});
