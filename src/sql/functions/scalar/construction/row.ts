/** ROW(…), or (…, …): a row of values, its fields named EXPR$0, EXPR$1 and so on. */
import { notNull, row as rowType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';
import { typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';

export const rowConstructor = scalarFunction({
  name: 'ROW',
  category: 'construction',
  summary: 'Makes a row of values.',
  syntax: ['ROW(value, …)', '(value, value, …)'],
  parameters: [{ name: 'value', doc: 'a field', accepts: 'ANY', variadic: true }],
  nulls: 'handled',
  deterministic: true,
  infer: (call) => {
    const refusal = wrongCount(call, 1, Number.POSITIVE_INFINITY) ?? untypedNull(call.args);
    if (refusal) return refusal;
    const types = typesOf(call);
    return typed(types, notNull(rowType(types.map((type, i) => ({ name: `EXPR$${i}`, type })))));
  },
  compile: () => ({ evaluate: (...fields: Value[]) => fields }),
  examples: [{ sql: `ROW(1, 'a', TRUE)`, result: '(1, a, TRUE)' }],
});
