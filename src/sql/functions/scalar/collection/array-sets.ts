/** ARRAY_DISTINCT, ARRAY_UNION, ARRAY_EXCEPT, ARRAY_INTERSECT and ARRAY_CONCAT: arrays put together and taken apart as sets. */
import type { ArrayType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction, type TypedCall } from '../../define.ts';
import { typed, wrongCount } from '../../infer.ts';
import { arrayArgument, isRefusal, sameCollections } from './array-types.ts';
import { valueSets } from './element-equality.ts';

type Elements = readonly Value[];

const setsOf = (call: TypedCall) => valueSets((call.args[0]!.type as ArrayType).element);

const TWO_ARRAYS = [
  { name: 'array1', doc: 'an array', accepts: 'ARRAY' },
  { name: 'array2', doc: 'an array of the same type, or of one with a common type', accepts: 'ARRAY' },
] as const;

export const arrayDistinct = scalarFunction({
  name: 'ARRAY_DISTINCT',
  category: 'collection',
  summary: 'Leaves each element of an array once, where it stands first.',
  parameters: [{ name: 'array', doc: 'an array', accepts: 'ARRAY' }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => {
    const wrong = wrongCount(call, 1);
    if (wrong) return wrong;
    const array = arrayArgument(call, 0);
    return isRefusal(array) ? array : typed([array], array);
  },
  compile: (call) => {
    const emptySet = setsOf(call);
    return {
      evaluate: (array: Elements) => {
        const seen = emptySet();
        return array.filter((item) => seen.add(item));
      },
    };
  },
  examples: [{ sql: 'ARRAY_DISTINCT(ARRAY[1, 2, 1, NULL, NULL])', result: '[1, 2, NULL]' }],
});

export const arrayUnion = scalarFunction({
  name: 'ARRAY_UNION',
  category: 'collection',
  summary: 'Gives the elements of two arrays, each once.',
  parameters: TWO_ARRAYS,
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => wrongCount(call, 2) ?? sameCollections(call, 'ARRAY'),
  compile: (call) => {
    const emptySet = setsOf(call);
    return {
      evaluate: (a: Elements, b: Elements) => {
        const seen = emptySet();
        return [...a, ...b].filter((item) => seen.add(item));
      },
    };
  },
  examples: [{ sql: 'ARRAY_UNION(ARRAY[1, 2, 1], ARRAY[2, 3])', result: '[1, 2, 3]' }],
});

export const arrayExcept = scalarFunction({
  name: 'ARRAY_EXCEPT',
  category: 'collection',
  summary: 'Gives the elements of the first array that the second has not, each once.',
  parameters: TWO_ARRAYS,
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => wrongCount(call, 2) ?? sameCollections(call, 'ARRAY'),
  compile: (call) => {
    const emptySet = setsOf(call);
    return {
      evaluate: (a: Elements, b: Elements) => {
        const seen = emptySet();
        for (const item of b) seen.add(item);
        return a.filter((item) => seen.add(item));
      },
    };
  },
  examples: [{ sql: 'ARRAY_EXCEPT(ARRAY[1, 2, 2, 3], ARRAY[3])', result: '[1, 2]' }],
});

export const arrayIntersect = scalarFunction({
  name: 'ARRAY_INTERSECT',
  category: 'collection',
  summary: 'Gives the elements that both arrays have, each once.',
  parameters: TWO_ARRAYS,
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => wrongCount(call, 2) ?? sameCollections(call, 'ARRAY'),
  compile: (call) => {
    const emptySet = setsOf(call);
    return {
      evaluate: (a: Elements, b: Elements) => {
        const wanted = emptySet();
        for (const item of b) wanted.add(item);
        const seen = emptySet();
        return a.filter((item) => wanted.has(item) && seen.add(item));
      },
    };
  },
  examples: [{ sql: 'ARRAY_INTERSECT(ARRAY[1, 1, 2, 3], ARRAY[3, 1])', result: '[1, 3]' }],
});

export const arrayConcat = scalarFunction({
  name: 'ARRAY_CONCAT',
  category: 'collection',
  summary: 'Puts arrays one behind the other.',
  parameters: [{ name: 'array', doc: 'an array', accepts: 'ARRAY', variadic: true }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => wrongCount(call, 1, Number.POSITIVE_INFINITY) ?? sameCollections(call, 'ARRAY'),
  compile: () => ({ evaluate: (...arrays: Elements[]) => arrays.flat(1) as Value }),
  examples: [{ sql: 'ARRAY_CONCAT(ARRAY[1], ARRAY[2, 3])', result: '[1, 2, 3]' }],
});
