/** HASH_CODE: Java's hashCode of a value, which Flink uses to spread keys. */

import { isCharacter } from '../../../types/family.ts';
import { hashCode } from '../../../types/java-hash.ts';
import { INT } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';

export const hashCodeFunction = scalarFunction({
  name: 'HASH_CODE',
  category: 'arithmetic',
  summary: 'The hash code that Java gives the value, without the sign for texts.',
  parameters: [
    {
      name: 'value',
      doc: 'A number, text, BOOLEAN, date or time.',
      accepts: ['BOOLEAN', 'NUMERIC', 'CHARACTER', 'DATETIME'],
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile(call) {
    const { type } = call.args[0]!;
    const hash = hashCode(type);
    // Of texts Flink takes Java's Math.abs, which leaves the least INT as it is.
    if (isCharacter(type)) return { evaluate: (value: Value) => Math.abs(hash(value)) | 0 };
    return { evaluate: (value: Value) => hash(value) };
  },
  examples: [{ sql: "HASH_CODE('abc')", result: '96354' }],
});
