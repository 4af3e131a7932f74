/** Every built-in scalar function, family after family, in the order documentation shows them. */
import type { ScalarFunction } from './define.ts';
import { INTERNAL_FUNCTIONS } from './internal.ts';
import { accessFunctions } from './scalar/access/index.ts';
import { arithmeticFunctions } from './scalar/arithmetic/index.ts';
import { auxiliaryFunctions } from './scalar/auxiliary/index.ts';
import { bitmapFunctions } from './scalar/bitmap/index.ts';
import { collectionFunctions } from './scalar/collection/index.ts';
import { comparisonFunctions } from './scalar/comparison/index.ts';
import { conditionalFunctions } from './scalar/conditional/index.ts';
import { constructionFunctions } from './scalar/construction/index.ts';
import { conversionFunctions } from './scalar/conversion/index.ts';
import { hashFunctions } from './scalar/hash/index.ts';
import { jsonFunctions } from './scalar/json/index.ts';
import { logicalFunctions } from './scalar/logical/index.ts';
import { networkFunctions } from './scalar/network/index.ts';
import { stringFunctions } from './scalar/string/index.ts';
import { temporalFunctions } from './scalar/temporal/index.ts';
import { variantFunctions } from './scalar/variant/index.ts';

export const SCALAR_FUNCTIONS: readonly ScalarFunction[] = [
  ...comparisonFunctions,
  ...logicalFunctions,
  ...arithmeticFunctions,
  ...stringFunctions,
  ...temporalFunctions,
  ...conditionalFunctions,
  ...conversionFunctions,
  ...constructionFunctions,
  ...accessFunctions,
  ...collectionFunctions,
  ...jsonFunctions,
  ...variantFunctions,
  ...bitmapFunctions,
  ...networkFunctions,
  ...hashFunctions,
  ...auxiliaryFunctions,
  ...INTERNAL_FUNCTIONS,
];
