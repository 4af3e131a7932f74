/** Conditional functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { caseFunction } from './case.ts';
import { greatest, least } from './extremes.ts';
import { isAlpha, isDecimal, isDigit } from './is-text.ts';
import { coalesce, ifFunction, ifNull, nullIf } from './null-functions.ts';

export const conditionalFunctions: readonly ScalarFunction[] = [
  caseFunction,
  nullIf,
  coalesce,
  ifFunction,
  ifNull,
  isAlpha,
  isDecimal,
  isDigit,
  greatest,
  least,
];
