/** Access to the parts of rows and collections. */
import type { ScalarFunction } from '../../define.ts';
import { field } from './field.ts';
import { item } from './item.ts';

export const accessFunctions: readonly ScalarFunction[] = [item, field];
