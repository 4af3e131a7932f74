/** Equality of elements as the operator `=` has it, with NULL equal to NULL: what the array functions compare by. */
import { equality } from '../../../types/equality.ts';
import type { SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';

/** NaN equals nothing, as in Java. */
const identical = (a: Value, b: Value): boolean => a === b;

/** For elements of `type`, NULL allowed; found once a query. */
export function elementEquality(type: SqlType): (a: Value, b: Value) => boolean {
  const equals = type.kind === 'FLOAT' || type.kind === 'DOUBLE' ? identical : equality(type);
  return (a, b) => (a === null || b === null ? a === b : equals(a, b));
}

/** Kinds whose values are JavaScript primitives that are equal when their SQL values are. */
const PRIMITIVE = new Set([
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'DECIMAL',
  'CHAR',
  'VARCHAR',
  'DATE',
  'TIME',
]);

export interface ValueSet {
  has(value: Value): boolean;
  /** @returns false when an equal value is there already */
  add(value: Value): boolean;
}

/** Makes empty sets of values of `type`. */
export function valueSets(type: SqlType): () => ValueSet {
  if (PRIMITIVE.has(type.kind)) return primitiveSet;
  const equals = elementEquality(type);
  const hash = bucketKey(type);
  return () => listedSet(equals, hash);
}

function primitiveSet(): ValueSet {
  const values = new Set<Value>();
  return {
    has: (value) => values.has(value),
    add: (value) => {
      const { size } = values;
      return values.add(value).size > size;
    },
  };
}

function listedSet(equals: (a: Value, b: Value) => boolean, key: (value: Value) => string): ValueSet {
  const buckets = new Map<string, Value[]>();
  const has = (value: Value): boolean => buckets.get(key(value))?.some((other) => equals(value, other)) === true;
  return {
    has,
    add: (value) => {
      if (has(value)) return false;
      const bucket = buckets.get(key(value));
      if (bucket) bucket.push(value);
      else buckets.set(key(value), [value]);
      return true;
    },
  };
}

/** A text that equal values share; the order of a map's entries does not count, so that only their number goes in. */
function bucketKey(type: SqlType): (value: Value) => string {
  const key = (value: Value, inner: SqlType): string => {
    if (value === null) return 'null';
    switch (inner.kind) {
      case 'ARRAY':
        return `[${(value as readonly Value[]).map((item) => key(item, inner.element)).join()}]`;
      case 'ROW':
      case 'STRUCTURED':
        return `(${(value as readonly Value[]).map((item, i) => key(item, inner.fields[i]!.type)).join()})`;
      case 'MAP':
      case 'MULTISET':
        return `{${(value as { readonly keys: readonly Value[] }).keys.length}}`;
      case 'TIMESTAMP':
      case 'TIMESTAMP_LTZ': {
        const { millis, nanos } = value as { readonly millis: number; readonly nanos: number };
        return `${millis}.${nanos}`;
      }
      case 'VARIANT':
        return 'variant';
      case 'BITMAP':
        return (value as { readonly bitmap: readonly number[] }).bitmap.join();
      default:
        // Adding zero makes one of 0 and -0.
        return typeof value === 'number' ? String(value + 0) : String(value);
    }
  };
  return (value) => key(value, type);
}
