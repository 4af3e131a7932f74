/** Keys and values to a map: a key given twice keeps its first place and its last value. */
import type { SqlType } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import { elementEquality } from './element-equality.ts';

const PRIMITIVE = new Set(['boolean', 'number', 'bigint', 'string']);

/** For keys of `type`, NULL allowed. */
export function mapBuilder(type: SqlType): (keys: readonly Value[], values: readonly Value[]) => MapValue {
  const equals = elementEquality(type);
  return (keys, values) => {
    const places = new Map<Value, number>();
    const distinct: Value[] = [];
    const last: Value[] = [];
    for (const [i, key] of keys.entries()) {
      const plain = key === null || PRIMITIVE.has(typeof key);
      const place = plain ? places.get(key) : distinct.findIndex((other) => equals(key, other));
      if (place !== undefined && place >= 0) {
        last[place] = values[i]!;
        continue;
      }
      places.set(key, distinct.length);
      distinct.push(key);
      last.push(values[i]!);
    }
    return { keys: distinct, values: last };
  };
}
