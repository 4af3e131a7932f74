/** GREATEST and LEAST. */
import { commonType } from '../../../types/common.ts';
import { comparison } from '../../../types/compare.ts';
import { isCharacter } from '../../../types/family.ts';
import { withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { anyNullable, foundTypes, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { orderOperands } from '../comparison/operands.ts';

function inferExtreme(call: Call): Inference {
  const problem = wrongCount(call, 1, Number.POSITIVE_INFINITY) ?? untypedNull(call.args);
  if (problem) return problem;
  const types = typesOf(call);
  for (let i = 0; i < types.length; i++) {
    const operands = orderOperands(types[0]!, types[i]!, call.name);
    if ('problem' in operands || isCharacter(types[0]!) !== isCharacter(types[i]!)) {
      const message = `the arguments of ${call.name} cannot be compared, found ${foundTypes(types)}`;
      return refused(message, i, 'CAST them to one type');
    }
  }
  const common = commonType(types);
  if (common === undefined) return refused('illegal use of an untyped NULL', 0, 'give it a type: CAST(NULL AS …)');
  const args = types.map((type) => withNullable(common, type.nullable || type.kind === 'NULL'));
  return typed(args, withNullable(common, anyNullable(types)));
}

const extreme = (name: 'GREATEST' | 'LEAST', sign: 1 | -1, summary: string, result: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'conditional',
    summary,
    parameters: [{ name: 'value', doc: 'Values that compare with each other.', accepts: 'COMPARABLE', variadic: true }],
    nulls: 'propagate',
    deterministic: true,
    infer: inferExtreme,
    compile(call) {
      const compare = comparison(call.returns);
      return {
        evaluate: (...values: Value[]) =>
          values.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best)),
      };
    },
    examples: [{ sql: `${name}(1, 3, 2)`, result }],
  });

export const greatest = extreme('GREATEST', 1, 'The largest of the arguments; NULL when one of them is.', '3');
export const least = extreme('LEAST', -1, 'The smallest of the arguments; NULL when one of them is.', '1');
