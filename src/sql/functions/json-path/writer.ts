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

/** Members given as (name, JSON text), in any order; of a name given twice the last counts. */
export const writeObject = (members: Iterable<readonly [string, string]>): string =>
  writeMembers(new Map(members), (text) => text);

function writeMembers<T>(members: ReadonlyMap<string, T>, write: (member: T) => string): string {
  const names = [...members.keys()];
  if (!isSorted(names)) names.sort(byCodeUnit);
  let result = '{';
  for (const name of names) result += `${result === '{' ? '' : ','}${quoteJson(name)}:${write(members.get(name)!)}`;
  return `${result}}`;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function isSorted(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if (names[i - 1]! > names[i]!) return false;
  return true;
}

export function writeJson(value: JsonValue): string {
  if (typeof value === 'string') return quoteJson(value);
  if (isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (isObject(value)) return writeMembers(value, writeJson);
  if (isKeys(value)) return `[${value.keys.map(quoteJson).join(',')}]`;
  const text = scalarText(value);
  // NaN and the infinities, which only a path function makes.
  return typeof value === 'object' && value !== null && !/\d/.test(text) ? `"${text}"` : text;
}
