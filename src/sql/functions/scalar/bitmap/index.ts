/** The bitmap functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import {
  bitmapAnd,
  bitmapAndnot,
  bitmapBuild,
  bitmapCardinality,
  bitmapFromBytes,
  bitmapOr,
  bitmapToArray,
  bitmapToBytes,
  bitmapToString,
  bitmapXor,
} from './bitmap.ts';

export const bitmapFunctions: readonly ScalarFunction[] = [
  bitmapBuild,
  bitmapFromBytes,
  bitmapToArray,
  bitmapToBytes,
  bitmapToString,
  bitmapCardinality,
  bitmapAnd,
  bitmapAndnot,
  bitmapOr,
  bitmapXor,
];
