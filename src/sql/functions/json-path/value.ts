/** JSON text read into memory keeps what Java's classes would keep: the kind of every number and the order of keys. */

/**
 * A number that a JavaScript number cannot hold as Flink's reader would: an integer beyond 2^53, a number with a fraction or an
 * exponent (Java's BigDecimal), or a DOUBLE that a path function made. `text` is what Java's toString gives.
 */
export interface JsonNumber {
  readonly number: 'integer' | 'decimal' | 'double';
  readonly text: string;
  /** The JSON text has it with an exponent. */
  readonly scientific?: true;
}

export type JsonObject = ReadonlyMap<string, JsonValue>;
export type JsonArray = readonly JsonValue[];

/** What the path function keys() gives: written as an array, and no array to the steps of a path. */
export interface JsonKeys {
  readonly keys: readonly string[];
}

/** A JavaScript number is always an integer here. */
export type JsonValue = JsonScalar | JsonKeys | JsonArray | JsonObject;
export type JsonScalar = null | boolean | string | number | JsonNumber;

export const isArray = (value: JsonValue): value is JsonArray => Array.isArray(value);
export const isObject = (value: JsonValue): value is JsonObject => value instanceof Map;

export const isNumber = (value: JsonValue): value is number | JsonNumber =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && 'number' in value);

export const isKeys = (value: JsonValue): value is JsonKeys =>
  typeof value === 'object' && value !== null && 'keys' in value && !isArray(value) && !isObject(value);

/** Neither an array nor an object; null counts as a scalar. */
export const isScalar = (value: JsonValue): value is JsonScalar =>
  !isArray(value) && !isObject(value) && !isKeys(value);

/** A scalar as Java's String.valueOf shows it: strings without quotes. */
export function scalarText(value: JsonScalar): string {
  return typeof value === 'object' && value !== null ? value.text : String(value);
}

/** Any value as Java's String.valueOf shows it: `[1, x]`, `{a=1}`. */
export function javaText(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isObject(value)) return `{${[...value].map(([name, member]) => `${name}=${javaText(member)}`).join(', ')}}`;
  return isKeys(value) ? `[${value.keys.join(', ')}]` : scalarText(value);
}

/** The value as Java's doubleValue gives it. */
export const doubleOf = (value: number | JsonNumber): number =>
  typeof value === 'number' ? value : Number(value.text);

/** Equal as Java's equals has it: 1 and 1.0 differ, and so do 1.5 and 1.50. */
export function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]!));
  if (isObject(a)) {
    if (!isObject(b) || a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = b.get(key);
      if (other === undefined || !sameJson(value, other)) return false;
    }
    return true;
  }
  if (typeof a === 'object' && a !== null) {
    return isNumber(a) && isNumber(b) && typeof b === 'object' && a.number === b.number && a.text === b.text;
  }
  return a === b;
}
