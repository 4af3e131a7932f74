/** MAP_UNION and MAP_FROM_ARRAYS: maps made of other maps, or of their keys and values. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import type { MapType } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { typed, wrongCount } from '../../infer.ts';
import { arrayArgument, isRefusal, sameCollections } from './array-types.ts';
import { valueSets } from './element-equality.ts';

export const mapUnion = scalarFunction({
  name: 'MAP_UNION',
  category: 'collection',
  summary: 'Puts maps together; of a key in more than one the last value counts.',
  parameters: [{ name: 'map', doc: 'a map', accepts: 'MAP', variadic: true }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => wrongCount(call, 1, Number.POSITIVE_INFINITY) ?? sameCollections(call, 'MAP'),
  compile: (call) => {
    const emptySet = valueSets((call.args[0]!.type as MapType).key);
    // Flink lays the entries of the later map first and behind them those that only the earlier has.
    const union = (earlier: MapValue, later: MapValue): MapValue => {
      const seen = emptySet();
      for (const key of later.keys) seen.add(key);
      const rest = [...earlier.keys.keys()].filter((i) => !seen.has(earlier.keys[i]!));
      return {
        keys: [...later.keys, ...rest.map((i) => earlier.keys[i]!)],
        values: [...later.values, ...rest.map((i) => earlier.values[i]!)],
      };
    };
    return { evaluate: (...maps: MapValue[]) => maps.reduce(union) };
  },
  examples: [{ sql: `MAP_UNION(MAP['a', 1], MAP['a', 2])`, result: '{a=2}' }],
});

function inferFromArrays(call: Call): Inference {
  const wrong = wrongCount(call, 2);
  if (wrong) return wrong;
  const keys = arrayArgument(call, 0);
  if (isRefusal(keys)) return keys;
  const values = arrayArgument(call, 1);
  if (isRefusal(values)) return values;
  const nullable = keys.nullable || values.nullable;
  return typed([keys, values], { kind: 'MAP', key: keys.element, value: values.element, nullable });
}

export const mapFromArrays = scalarFunction({
  name: 'MAP_FROM_ARRAYS',
  category: 'collection',
  summary: 'Makes a map of an array of keys and one of as many values.',
  parameters: [
    { name: 'keys', doc: 'the keys', accepts: 'ARRAY' },
    { name: 'values', doc: 'their values', accepts: 'ARRAY' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferFromArrays,
  compile: () => ({
    // Flink keeps both arrays as they are: a key given twice stands twice.
    evaluate: (keys: readonly Value[], values: readonly Value[]): Value => {
      if (keys.length === values.length) return { keys, values };
      throw new RunTimeError(`MAP_FROM_ARRAYS of ${keys.length} keys and ${values.length} values`);
    },
  }),
  examples: [{ sql: `MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1, 2])`, result: '{a=1, b=2}' }],
});
