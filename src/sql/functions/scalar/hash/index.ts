/** Hash functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { md5, sha1, sha2, sha224, sha256, sha384, sha512 } from './digest.ts';

export const hashFunctions: readonly ScalarFunction[] = [md5, sha1, sha224, sha256, sha384, sha512, sha2];
