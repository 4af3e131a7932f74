/** CHR: the character of a code. */

import { STRING } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';

export const chr = scalarFunction({
  name: 'CHR',
  category: 'string',
  summary: 'The character of a code from 0 to 255, larger ones modulo 256; an empty text for a negative code.',
  parameters: [{ name: 'code', doc: 'The code.', accepts: 'INTEGER' }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({
    evaluate: (code: Value) => {
      const value = BigInt(code as number | bigint);
      return value < 0n ? '' : String.fromCharCode(Number(value & 0xffn));
    },
  }),
  examples: [
    { sql: 'CHR(97)', result: 'a' },
    { sql: 'CHR(353)', result: 'a' },
  ],
});
