/** Comparison operators, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { between } from './between.ts';
import { equals, isDistinctFrom, isNotDistinctFrom, notEquals } from './equals.ts';
import { inList } from './in.ts';
import { isNotNull, isNull } from './is-null.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from './order.ts';

export const comparisonFunctions: readonly ScalarFunction[] = [
  equals,
  notEquals,
  lessThan,
  lessOrEqual,
  greaterThan,
  greaterOrEqual,
  between,
  inList,
  isNull,
  isNotNull,
  isDistinctFrom,
  isNotDistinctFrom,
];
