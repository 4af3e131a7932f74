/** ARRAY_APPEND and ARRAY_PREPEND: an array with one element more. */
import { type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { typed, wrongCount } from '../../infer.ts';
import { arrayArgument, elementArgument, isRefusal } from './array-types.ts';

/** A NULL element makes the elements of the result nullable, and, as in Flink, the result too. */
function inferAppend(call: Call): Inference {
  const wrong = wrongCount(call, 2);
  if (wrong) return wrong;
  const array = arrayArgument(call, 0);
  if (isRefusal(array)) return array;
  const element = elementArgument(call, 1, array);
  if (isRefusal(element)) return element;
  const of: SqlType = withNullable(array.element, array.element.nullable || element.nullable);
  const result: SqlType = { kind: 'ARRAY', element: of, nullable: array.nullable || element.nullable };
  return typed([array, element], result);
}

const PARAMETERS = [
  { name: 'array', doc: 'an array; NULL gives NULL', accepts: 'ARRAY' },
  { name: 'element', doc: 'a value of its element type, NULL allowed', accepts: 'ANY' },
] as const;

export const arrayAppend = scalarFunction({
  name: 'ARRAY_APPEND',
  category: 'collection',
  summary: 'Adds an element at the end of an array.',
  parameters: PARAMETERS,
  nulls: 'handled',
  deterministic: true,
  infer: inferAppend,
  compile: () => ({ evaluate: (array: readonly Value[] | null, element: Value) => array && [...array, element] }),
  examples: [
    { sql: 'ARRAY_APPEND(ARRAY[1, 2], 3)', result: '[1, 2, 3]' },
    { sql: 'ARRAY_APPEND(ARRAY[1], NULL)', result: '[1, NULL]' },
  ],
});

export const arrayPrepend = scalarFunction({
  name: 'ARRAY_PREPEND',
  category: 'collection',
  summary: 'Adds an element at the start of an array.',
  parameters: PARAMETERS,
  nulls: 'handled',
  deterministic: true,
  infer: inferAppend,
  compile: () => ({ evaluate: (array: readonly Value[] | null, element: Value) => array && [element, ...array] }),
  examples: [{ sql: 'ARRAY_PREPEND(ARRAY[1, 2], 3)', result: '[3, 1, 2]' }],
});
