/** The collection functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { arrayAppend, arrayPrepend } from './array-append.ts';
import { arrayJoin, split } from './array-join.ts';
import { arrayMax, arrayMin, arraySort } from './array-order.ts';
import { arrayContains, arrayPosition, arrayRemove } from './array-search.ts';
import { arrayConcat, arrayDistinct, arrayExcept, arrayIntersect, arrayUnion } from './array-sets.ts';
import { arrayReverse, arraySlice } from './array-slice.ts';
import { cardinality, element } from './cardinality.ts';
import { mapEntries, mapKeys, mapValues } from './map-parts.ts';
import { mapFromArrays, mapUnion } from './map-union.ts';

export const collectionFunctions: readonly ScalarFunction[] = [
  cardinality,
  element,
  arrayAppend,
  arrayConcat,
  arrayContains,
  arrayDistinct,
  arrayExcept,
  arrayIntersect,
  arrayJoin,
  arrayMax,
  arrayMin,
  arrayPosition,
  arrayPrepend,
  arrayRemove,
  arrayReverse,
  arraySlice,
  arraySort,
  arrayUnion,
  mapEntries,
  mapFromArrays,
  mapKeys,
  mapUnion,
  mapValues,
  split,
];
