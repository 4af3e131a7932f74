/** ARRAY_SLICE and ARRAY_REVERSE: a part of an array, or all of it backwards. */

import { implicitCastAllowed } from '../../../types/coercion.ts';
import { INT, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { anyNullable, refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { arrayArgument, isRefusal } from './array-types.ts';

function inferSlice(call: Call): Inference {
  const wrong = wrongCount(call, 2, 3);
  if (wrong) return wrong;
  const array = arrayArgument(call, 0);
  if (isRefusal(array)) return array;
  const offsets = call.args.slice(1).map(({ type }) => type);
  const other = offsets.findIndex((type) => !implicitCastAllowed(type, INT));
  if (other >= 0) {
    return refused(
      `argument ${other + 2} of ARRAY_SLICE must be INT, found ${describeType(offsets[other]!)}`,
      other + 1,
    );
  }
  const wanted = offsets.map((type) => withNullable(INT, type.nullable || type.kind === 'NULL'));
  return typed([array, ...wanted], withNullable(array, anyNullable(typesOf(call))));
}

/** A place counted from 1, or back from the end when negative; 0, and the place before the first, are the first, as in Flink. */
function placeOf(offset: number, length: number): number {
  const place = offset < 0 ? length + offset + 1 : offset;
  return place === 0 ? 1 : place;
}

function slice(array: readonly Value[], start: number, end: number = array.length): Value {
  const first = Math.max(placeOf(start, array.length), 1);
  return array.slice(first - 1, Math.max(placeOf(end, array.length), 0));
}

export const arraySlice = scalarFunction({
  name: 'ARRAY_SLICE',
  category: 'collection',
  summary: 'Gives a part of an array; places count from 1, or back from the end when negative.',
  parameters: [
    { name: 'array', doc: 'an array', accepts: 'ARRAY' },
    { name: 'start', doc: 'the place of the first element', accepts: INT },
    {
      name: 'end',
      doc: 'the place of the last element; the last of the array when left out',
      accepts: INT,
      optional: true,
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferSlice,
  compile: () => ({ evaluate: slice }),
  examples: [
    { sql: 'ARRAY_SLICE(ARRAY[1, 2, 3, 4], 2, 3)', result: '[2, 3]' },
    { sql: 'ARRAY_SLICE(ARRAY[1, 2, 3, 4], -2)', result: '[3, 4]' },
  ],
});

export const arrayReverse = scalarFunction({
  name: 'ARRAY_REVERSE',
  category: 'collection',
  summary: 'Turns an array round.',
  parameters: [{ name: 'array', doc: 'an array', accepts: 'ARRAY' }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => {
    const wrong = wrongCount(call, 1);
    if (wrong) return wrong;
    const array = arrayArgument(call, 0);
    return isRefusal(array) ? array : typed([array], array);
  },
  compile: () => ({ evaluate: (array: readonly Value[]) => array.toReversed() }),
  examples: [{ sql: 'ARRAY_REVERSE(ARRAY[1, 2, 3])', result: '[3, 2, 1]' }],
});
