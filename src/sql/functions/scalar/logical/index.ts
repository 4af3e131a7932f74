/** Logical operators, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { and, not, or } from './and-or-not.ts';
import { isFalse, isNotFalse, isNotTrue, isNotUnknown, isTrue, isUnknown } from './is-truth.ts';

export const logicalFunctions: readonly ScalarFunction[] = [
  or,
  and,
  not,
  isTrue,
  isNotTrue,
  isFalse,
  isNotFalse,
  isUnknown,
  isNotUnknown,
];
