/** ARRAY[…] and MAP[…]: collections of values of one type, the least restrictive of all. */

import { leastRestrictive } from '../../../types/common.ts';
import { isInterval } from '../../../types/family.ts';
import { type MapType, nullable, type SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { mapBuilder } from '../collection/map-builder.ts';

const noCommonType = (what: string, types: readonly SqlType[]): Inference =>
  refused(
    `${what} must be of one type, found ${types.map(describeType).join(', ')}`,
    undefined,
    'cast them to one type',
  );

/** Intervals are not cast to one another within a collection: Flink fails to, even for another precision or nullability. */
function unlikeIntervals(what: string, types: readonly SqlType[]): Inference | undefined {
  const first = types.find(isInterval);
  if (first === undefined) return undefined;
  const alike = (type: SqlType): boolean =>
    isInterval(type) &&
    type.from === first.from &&
    type.to === first.to &&
    type.precision === first.precision &&
    type.fraction === first.fraction &&
    type.nullable === first.nullable;
  return types.every(alike)
    ? undefined
    : refused(`${what} are intervals of different units or precisions`, undefined, 'write them with the same units');
}

function inferArray(call: Call): Inference {
  const wrong = wrongCount(call, 1, Number.POSITIVE_INFINITY);
  if (wrong) return wrong;
  const types = typesOf(call);
  const element = leastRestrictive(types);
  if (element === undefined) return noCommonType('the elements of ARRAY[…]', types);
  const unlike = unlikeIntervals('the elements of ARRAY[…]', types);
  if (unlike) return unlike;
  return typed(
    types.map(() => element),
    { kind: 'ARRAY', element, nullable: false },
  );
}

export const arrayConstructor = scalarFunction({
  name: 'ARRAY',
  category: 'construction',
  summary: 'Makes an array of values.',
  syntax: ['ARRAY[value, …]'],
  parameters: [{ name: 'value', doc: 'an element', accepts: 'ANY', variadic: true }],
  nulls: 'handled',
  deterministic: true,
  infer: inferArray,
  compile: () => ({ evaluate: (...elements: Value[]) => elements }),
  examples: [
    { sql: 'ARRAY[1, 2, 3]', result: '[1, 2, 3]' },
    { sql: 'ARRAY[1, 2.5]', result: '[1.0, 2.5]' },
  ],
});

function inferMap(call: Call): Inference {
  const wrong = wrongCount(call, 2, Number.POSITIVE_INFINITY);
  if (wrong) return wrong;
  if (call.args.length % 2 !== 0)
    return refused('MAP[…] takes keys and values in turn, found an odd number of arguments');
  const types = typesOf(call);
  const keys = types.filter((_, i) => i % 2 === 0);
  const values = types.filter((_, i) => i % 2 === 1);
  const key = leastRestrictive(keys);
  if (key === undefined) return noCommonType('the keys of MAP[…]', keys);
  // Untyped NULLs alone take the type of the keys, as in Calcite.
  const value = values.every((type) => type.kind === 'NULL') ? nullable(key) : leastRestrictive(values);
  if (value === undefined) return noCommonType('the values of MAP[…]', values);
  const unlike = unlikeIntervals('the keys of MAP[…]', keys) ?? unlikeIntervals('the values of MAP[…]', values);
  if (unlike) return unlike;
  return typed(
    types.map((_, i) => (i % 2 === 0 ? key : value)),
    { kind: 'MAP', key, value, nullable: false },
  );
}

export const mapConstructor = scalarFunction({
  name: 'MAP',
  category: 'construction',
  summary: 'Makes a map of keys and values; of a key given twice the last value counts.',
  syntax: ['MAP[key, value, …]'],
  parameters: [
    { name: 'key', doc: 'a key', accepts: 'ANY' },
    { name: 'value', doc: 'its value', accepts: 'ANY', variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferMap,
  compile: (call) => {
    const build = mapBuilder((call.returns as MapType).key);
    return {
      evaluate: (...args: Value[]) =>
        build(
          args.filter((_, i) => i % 2 === 0),
          args.filter((_, i) => i % 2 === 1),
        ),
    };
  },
  examples: [{ sql: `MAP['a', 1, 'b', 2]`, result: '{a=1, b=2}' }],
});
