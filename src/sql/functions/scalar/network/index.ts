/** The network functions. */
import type { ScalarFunction } from '../../define.ts';
import { inetAton, inetNtoa } from './inet.ts';

export const networkFunctions: readonly ScalarFunction[] = [inetAton, inetNtoa];
