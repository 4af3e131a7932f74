/** Every built-in scalar function, family after family, in the order documentation shows them. */
import type { ScalarFunction } from './define.ts';
import { INTERNAL_FUNCTIONS } from './internal.ts';
import { arithmeticFunctions } from './scalar/arithmetic/index.ts';
import { comparisonFunctions } from './scalar/comparison/index.ts';
import { conditionalFunctions } from './scalar/conditional/index.ts';
import { conversionFunctions } from './scalar/conversion/index.ts';
import { hashFunctions } from './scalar/hash/index.ts';
import { jsonFunctions } from './scalar/json/index.ts';
import { logicalFunctions } from './scalar/logical/index.ts';

export const SCALAR_FUNCTIONS: readonly ScalarFunction[] = [
  ...comparisonFunctions,
  ...logicalFunctions,
  ...arithmeticFunctions,
  ...conditionalFunctions,
  ...conversionFunctions,
  ...jsonFunctions,
  ...hashFunctions,
  ...INTERNAL_FUNCTIONS,
];
