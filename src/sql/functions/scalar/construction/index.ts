/** The functions and forms that make arrays, maps, rows and objects of values. */
import type { ScalarFunction } from '../../define.ts';
import { arrayConstructor, mapConstructor } from './array.ts';
import { objectOf, objectUpdate } from './object.ts';
import { rowConstructor } from './row.ts';

export const constructionFunctions: readonly ScalarFunction[] = [
  rowConstructor,
  arrayConstructor,
  mapConstructor,
  objectOf,
  objectUpdate,
];
