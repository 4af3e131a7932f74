/** ARRAY_CONTAINS, ARRAY_POSITION and ARRAY_REMOVE: an element looked for in an array. */
import { type ArrayType, BOOLEAN, INT, type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { typed, wrongCount } from '../../infer.ts';
import { arrayArgument, elementArgument, isRefusal } from './array-types.ts';
import { elementEquality } from './element-equality.ts';

const inferSearch =
  (returns: (array: ArrayType, needle: SqlType) => SqlType) =>
  (call: Call): Inference => {
    const wrong = wrongCount(call, 2);
    if (wrong) return wrong;
    const array = arrayArgument(call, 0);
    if (isRefusal(array)) return array;
    const needle = elementArgument(call, 1, array);
    return isRefusal(needle) ? needle : typed([array, needle], returns(array, needle));
  };

const equalityOf = (call: TypedCall) => elementEquality((call.args[0]!.type as ArrayType).element);

const PARAMETERS = [
  { name: 'array', doc: 'an array; NULL gives NULL', accepts: 'ARRAY' },
  { name: 'needle', doc: 'a value of its element type', accepts: 'ANY' },
] as const;

export const arrayContains = scalarFunction({
  name: 'ARRAY_CONTAINS',
  category: 'collection',
  summary: 'Tests whether an element, which may be NULL, is in an array.',
  parameters: PARAMETERS,
  nulls: 'handled',
  deterministic: true,
  infer: inferSearch((array) => withNullable(BOOLEAN, array.nullable)),
  compile: (call) => {
    const equals = equalityOf(call);
    return {
      evaluate: (array: readonly Value[] | null, needle: Value) =>
        array === null ? null : array.some((item) => equals(item, needle)),
    };
  },
  examples: [
    { sql: 'ARRAY_CONTAINS(ARRAY[1, 2, 3], 2)', result: 'TRUE' },
    { sql: 'ARRAY_CONTAINS(ARRAY[1, NULL], NULL)', result: 'TRUE' },
  ],
});

export const arrayPosition = scalarFunction({
  name: 'ARRAY_POSITION',
  category: 'collection',
  summary: 'Gives the place, counted from 1, of the first such element of an array; 0 when there is none.',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  infer: inferSearch((array, needle) => withNullable(INT, array.nullable || needle.nullable)),
  compile: (call) => {
    const equals = equalityOf(call);
    return {
      evaluate: (array: readonly Value[], needle: Value) => array.findIndex((item) => equals(item, needle)) + 1,
    };
  },
  examples: [
    { sql: 'ARRAY_POSITION(ARRAY[3, 4, 3], 4)', result: '2' },
    { sql: 'ARRAY_POSITION(ARRAY[3, 4, 3], 5)', result: '0' },
  ],
});

export const arrayRemove = scalarFunction({
  name: 'ARRAY_REMOVE',
  category: 'collection',
  summary: 'Leaves out all such elements of an array; NULL leaves out the NULLs.',
  parameters: PARAMETERS,
  nulls: 'handled',
  deterministic: true,
  infer: inferSearch((array) => array),
  compile: (call) => {
    const equals = equalityOf(call);
    return {
      evaluate: (array: readonly Value[] | null, needle: Value) =>
        array === null ? null : array.filter((item) => !equals(item, needle)),
    };
  },
  examples: [
    { sql: 'ARRAY_REMOVE(ARRAY[1, 2, 1], 1)', result: '[2]' },
    { sql: 'ARRAY_REMOVE(ARRAY[1, NULL], NULL)', result: '[1]' },
  ],
});
