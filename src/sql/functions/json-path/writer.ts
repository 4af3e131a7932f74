/** JSON values to text, as Flink writes it: no blanks, keys in the order of their UTF-16 code units, non-ASCII as it is. */
import { isArray, isKeys, isObject, type JsonValue, scalarText } from './value.ts';

const SPECIAL = /["\\\u0000-\u001f]/;
const SPECIALS = /["\\\u0000-\u001f]/g;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

const escapeOf = (char: string): string =>
  SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

export const quoteJson = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replace(SPECIALS, escapeOf)}"` : `"${text}"`;

const byCodeUnit = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

/** Members given as (name, JSON text), in any order; of a name given twice the last counts. */
export function writeObject(members: Iterable<readonly [string, string]>): string {
  const list = [...new Map(members)].sort(byCodeUnit);
  return `{${list.map(([name, text]) => `${quoteJson(name)}:${text}`).join(',')}}`;
}

export function writeJson(value: JsonValue): string {
  if (typeof value === 'string') return quoteJson(value);
  if (isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (isObject(value)) return writeObject([...value].map(([name, member]) => [name, writeJson(member)] as const));
  if (isKeys(value)) return `[${value.keys.map(quoteJson).join(',')}]`;
  const text = scalarText(value);
  // NaN and the infinities, which only a path function makes.
  return typeof value === 'object' && value !== null && !/\d/.test(text) ? `"${text}"` : text;
}
