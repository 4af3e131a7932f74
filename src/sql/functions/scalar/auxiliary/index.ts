/** Functions about the session. */
import type { ScalarFunction } from '../../define.ts';
import { currentDatabase } from './catalog.ts';

export const auxiliaryFunctions: readonly ScalarFunction[] = [currentDatabase];
