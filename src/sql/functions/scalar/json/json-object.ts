/** JSON_OBJECT and JSON_ARRAY: JSON text made of values; nested calls of them and JSON(…) go in as they are. */
import { STRING } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { quoteJson, writeObject } from '../../json-path/writer.ts';
import { describeType } from '../../resolve.ts';
import { type JsonText, jsonRefusal, jsonText } from './node.ts';

export interface JsonConstructorOptions {
  /** What becomes of a NULL: `null` in the text, or nothing. JSON_OBJECT's default is NULL, JSON_ARRAY's ABSENT. */
  readonly onNull?: 'NULL' | 'ABSENT';
  /** The arguments that are calls of JSON_OBJECT, JSON_ARRAY or JSON, by index: their text is JSON and not quoted. */
  readonly raw?: readonly number[];
}

const isRaw = (options: JsonConstructorOptions, index: number): boolean => options.raw?.includes(index) === true;

function refuseValue(call: Call, index: number): Inference | undefined {
  const { type } = call.args[index]!;
  const reason = type.kind === 'NULL' ? `an untyped NULL cannot be converted into JSON` : jsonRefusal(type);
  if (reason === undefined) return undefined;
  const hint = type.kind === 'NULL' ? 'give the NULL a type: CAST(NULL AS …)' : 'cast it to STRING';
  return { ok: false, argument: index, message: `argument ${index + 1} of ${call.name}: ${reason}`, hint };
}

function refuseKey(call: Call, index: number): Inference | undefined {
  const { type } = call.args[index]!;
  const where = `key ${index / 2 + 1} of JSON_OBJECT`;
  if (type.kind !== 'CHAR' && type.kind !== 'VARCHAR') {
    return { ok: false, argument: index, message: `${where} must be a character string, found ${describeType(type)}` };
  }
  if (!type.nullable) return undefined;
  const hint = "COALESCE(…, '') gives it a value in any row";
  return { ok: false, argument: index, message: `${where} must not be NULL, found ${describeType(type)}`, hint };
}

const accepted = (call: Call): Inference => ({
  ok: true,
  arguments: call.args.map((arg) => arg.type),
  returns: { ...STRING, nullable: false },
});

/** The text of an argument; undefined where a NULL is left out. */
function argumentText(
  call: TypedCall,
  index: number,
  nullText: string | undefined,
): (value: Value) => string | undefined {
  const options = call.options as JsonConstructorOptions;
  const text: JsonText = isRaw(options, index) ? (value) => value as string : jsonText(call.args[index]!.type);
  return (value) => (value === null ? nullText : text(value));
}

export const jsonObject = scalarFunction({
  name: 'JSON_OBJECT',
  category: 'json',
  summary: 'Builds a JSON object from keys and values, keys in order.',
  syntax: ['JSON_OBJECT([[KEY] key VALUE value, …] [{NULL | ABSENT} ON NULL])'],
  parameters: [
    { name: 'key', doc: 'a key', accepts: 'CHARACTER', optional: true },
    { name: 'value', doc: 'its value', accepts: 'ANY', optional: true, variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: (call) => {
    for (let i = 0; i + 1 < call.args.length; i += 2) {
      const refusal = refuseKey(call, i) ?? refuseValue(call, i + 1);
      if (refusal) return refusal;
    }
    return accepted(call);
  },
  compile: (call) => {
    const { onNull = 'NULL' } = call.options as JsonConstructorOptions;
    const texts = call.args.map((_, i) => argumentText(call, i, onNull === 'NULL' ? 'null' : undefined));
    return {
      evaluate: (...args: Value[]) => {
        const members: (readonly [string, string])[] = [];
        for (let i = 0; i + 1 < args.length; i += 2) {
          const text = texts[i + 1]!(args[i + 1]!);
          if (text !== undefined) members.push([args[i] as string, text]);
        }
        return writeObject(members);
      },
    };
  },
  examples: [
    { sql: `JSON_OBJECT('b' VALUE 1, KEY 'a' VALUE 'x')`, result: '{"a":"x","b":1}' },
    { sql: `JSON_OBJECT('a' VALUE CAST(NULL AS INT))`, result: '{"a":null}' },
    { sql: `JSON_OBJECT('a' VALUE CAST(NULL AS INT) ABSENT ON NULL)`, result: '{}' },
    { sql: `JSON_OBJECT('a' VALUE JSON_ARRAY(1, 2))`, result: '{"a":[1,2]}' },
  ],
});

export const jsonArray = scalarFunction({
  name: 'JSON_ARRAY',
  category: 'json',
  summary: 'Builds a JSON array from values.',
  syntax: ['JSON_ARRAY([value, …] [{NULL | ABSENT} ON NULL])'],
  parameters: [{ name: 'value', doc: 'an element', accepts: 'ANY', optional: true, variadic: true }],
  nulls: 'handled',
  deterministic: true,
  infer: (call) =>
    call.args.map((_, i) => refuseValue(call, i)).find((refusal) => refusal !== undefined) ?? accepted(call),
  compile: (call) => {
    const { onNull = 'ABSENT' } = call.options as JsonConstructorOptions;
    const texts = call.args.map((_, i) => argumentText(call, i, onNull === 'NULL' ? 'null' : undefined));
    return {
      evaluate: (...args: Value[]) =>
        `[${args
          .map((value, i) => texts[i]!(value))
          .filter((text) => text !== undefined)
          .join(',')}]`,
    };
  },
  examples: [
    { sql: `JSON_ARRAY(1, 'x', TRUE)`, result: '[1,"x",true]' },
    { sql: `JSON_ARRAY(1, CAST(NULL AS INT))`, result: '[1]' },
    { sql: `JSON_ARRAY(1, CAST(NULL AS INT) NULL ON NULL)`, result: '[1,null]' },
    { sql: `JSON_ARRAY(JSON_OBJECT('a' VALUE 1), '{}')`, result: `[{"a":1},${quoteJson('{}')}]` },
  ],
});
