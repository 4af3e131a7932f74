/** Every built-in scalar function, family after family, in the order documentation shows them. */
import type { ScalarFunction } from './define.ts';
import { INTERNAL_FUNCTIONS } from './internal.ts';
import { ARITHMETIC_FUNCTIONS } from './scalar/arithmetic/index.ts';

export const SCALAR_FUNCTIONS: readonly ScalarFunction[] = [...ARITHMETIC_FUNCTIONS, ...INTERNAL_FUNCTIONS];
