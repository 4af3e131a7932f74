/** AND, OR and NOT with three values: TRUE, FALSE and unknown, which is NULL. */
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { booleanOf, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';

function inferBooleans(call: Call, min: number, max: number): Inference {
  const problem = wrongCount(call, min, max) ?? untypedNull(call.args);
  if (problem) return problem;
  const types = typesOf(call);
  const at = types.findIndex((type) => type.kind !== 'BOOLEAN');
  if (at >= 0) return refused(`argument ${at + 1} of ${call.name} must be BOOLEAN, found ${types[at]!.kind}`, at);
  return typed(types, booleanOf(types));
}

const junction = (name: 'AND' | 'OR', decides: boolean, summary: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'logical',
    summary,
    syntax: [`left ${name} right`],
    parameters: [{ name: 'condition', doc: 'Conditions to combine.', accepts: 'BOOLEAN', variadic: true }],
    nulls: 'handled',
    deterministic: true,
    infer: (call) => inferBooleans(call, 1, Number.POSITIVE_INFINITY),
    compile: () => ({
      evaluate: (...values: Value[]) => {
        if (values.includes(decides)) return decides;
        return values.includes(null) ? null : !decides;
      },
    }),
    examples: [
      { sql: `TRUE ${name} FALSE`, result: decides ? 'TRUE' : 'FALSE' },
      { sql: `${decides ? 'FALSE' : 'TRUE'} ${name} CAST(NULL AS BOOLEAN)`, result: 'NULL' },
    ],
  });

export const and = junction('AND', false, 'TRUE when all conditions are, FALSE when one is FALSE, else NULL.');
export const or = junction('OR', true, 'TRUE when one condition is, FALSE when all are FALSE, else NULL.');

export const not = scalarFunction({
  name: 'NOT',
  category: 'logical',
  summary: 'The opposite of a condition; NULL stays NULL.',
  syntax: ['NOT condition'],
  parameters: [{ name: 'condition', doc: 'The condition to negate.', accepts: 'BOOLEAN' }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => inferBooleans(call, 1, 1),
  compile: () => ({ code: ([a]) => `!${a}` }),
  examples: [{ sql: 'NOT TRUE', result: 'FALSE' }],
});
