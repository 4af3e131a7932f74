/** Conversion functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { cast, tryCast } from './cast.ts';
import { typeOf } from './typeof.ts';

export const conversionFunctions: readonly ScalarFunction[] = [cast, tryCast, typeOf];
