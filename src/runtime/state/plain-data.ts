/**
 * Plain data <-> JSON text, for what connectors and operators put into a checkpoint. Beside JSON's own kinds: undefined, bigint, NaN
 * and the infinities, -0, Uint8Array, Map and Set. Whatever JSON cannot say is an object with the one key `$`.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

export const encodePlainData = (value: unknown): string => JSON.stringify(toJson(value));

/** @throws SyntaxError when the text is not what encodePlainData makes */
export const decodePlainData = (text: string): unknown => fromJson(JSON.parse(text) as Json);

function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number': {
      const name = Object.is(value, -0) ? '-0' : String(value);
      return name in NUMBERS ? { $: ['number', name] } : value;
    }
    case 'bigint':
      return { $: ['bigint', value.toString()] };
    case 'undefined':
      return { $: ['undefined'] };
    case 'object':
      return value === null ? null : objectToJson(value);
    default:
      throw new Error(`assertion: a ${typeof value} in a checkpoint`);
  }
}

function objectToJson(value: object): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Uint8Array)
    return { $: ['bytes', Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')] };
  if (value instanceof Map) return { $: ['map', [...value].map(([key, item]) => [toJson(key), toJson(item)])] };
  if (value instanceof Set) return { $: ['set', [...value].map(toJson)] };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Error(`assertion: an object of class ${value.constructor.name} in a checkpoint`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const plain = Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
  return '$' in plain ? { $: ['object', entries.map(([key, item]) => [key, toJson(item)])] } : plain;
}

function fromJson(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const record = value as { readonly [key: string]: Json };
  const tagged = record['$'] as readonly Json[] | undefined;
  if (tagged === undefined)
    return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, fromJson(item)]));
  const [kind, content] = tagged;
  switch (kind) {
    case 'number':
      return NUMBERS[content as string];
    case 'bigint':
      return BigInt(content as string);
    case 'undefined':
      return undefined;
    case 'bytes':
      return new Uint8Array(Buffer.from(content as string, 'base64'));
    case 'map':
      return new Map((content as [Json, Json][]).map(([key, item]) => [fromJson(key), fromJson(item)]));
    case 'set':
      return new Set((content as Json[]).map(fromJson));
    case 'object':
      return Object.fromEntries((content as [string, Json][]).map(([key, item]) => [key, fromJson(item)]));
    default:
      throw new SyntaxError(`unknown kind of data '${String(kind)}'`);
  }
}
