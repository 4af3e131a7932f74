/** Objects, arrays and Maps that a user's function returned, taken apart. */
import { suggest } from '../../diagnostics/suggest.ts';
import { Unfit } from './unfit.ts';

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The entries of a Map or of an object; undefined for anything else. */
export function mapEntries(value: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  if (value instanceof Map) return [...value];
  return isPlainObject(value) ? Object.entries(value) : undefined;
}

/**
 * A row's fields in order, from an object by name or from an array of the same length; a field that the object has not is NULL.
 * @returns undefined for anything else. @throws Unfit for a name that the row has not
 */
export function fieldsOf(value: unknown, names: readonly string[]): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    if (value.length === names.length) return value;
    throw new Unfit(`has ${value.length} fields, and its type has ${names.length}`);
  }
  if (!isPlainObject(value) || value instanceof Map) return undefined;
  const strange = strangeKey(value, names);
  if (strange === undefined) return names.map((name) => value[name]);
  const near = suggest(strange, names);
  throw new Unfit(
    `has a field '${strange}' that its type has not${near === undefined ? '' : `; did you mean '${near}'?`}`,
  );
}

function strangeKey(value: object, names: readonly string[]): string | undefined {
  for (const key in value) if (Object.hasOwn(value, key) && !names.includes(key)) return key;
  return undefined;
}
