/** HASH_CODE: Java's hashCode of a value, which Flink uses to spread keys. */
import { hashCode } from '../../../types/java-hash.ts';
import { INT } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';

export const hashCodeFunction = scalarFunction({
  name: 'HASH_CODE',
  category: 'arithmetic',
  summary: 'The hash code that Java gives the value.',
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
    const hash = hashCode(call.args[0]!.type);
    return { evaluate: (value: Value) => hash(value) };
  },
  examples: [{ sql: "HASH_CODE('abc')", result: '96354' }],
});
