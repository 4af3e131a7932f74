/** Functions that make VARIANTs. */
import type { ScalarFunction } from '../../define.ts';
import { parseJson, tryParseJson } from './parse-json.ts';

export const variantFunctions: readonly ScalarFunction[] = [parseJson, tryParseJson];
