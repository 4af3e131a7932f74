/** `<`, `<=`, `>` and `>=`. */
import { isCharacter, isInterval } from '../../../types/family.ts';
import type { SqlType } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';
import { booleanOf, hasConstantNull, operandsText, refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { alignedCode, type Order, orderCode } from './code.ts';
import { orderOperands } from './operands.ts';

const orderOperator = (name: Order, summary: string, example: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'comparison',
    summary,
    syntax: [`left ${name} right`],
    parameters: [
      { name: 'left', doc: 'A number, text, bytes, date, time, interval or BOOLEAN.', accepts: 'COMPARABLE' },
      { name: 'right', doc: 'A value to compare it with; text is cast to the other type.', accepts: 'COMPARABLE' },
    ],
    nulls: 'propagate',
    deterministic: true,
    infer(call) {
      const count = wrongCount(call, 2);
      if (count) return count;
      const operands = orderOperands(call.args[0]!.type, call.args[1]!.type, name);
      if ('problem' in operands) return refused(operands.problem);
      const types = typesOf(call);
      // Flink's code generation has no such cast.
      if (types.some(isCharacter) && types.some(isInterval) && !hasConstantNull(call))
        return refused(`cannot compare ${operandsText(name, types[0]!, types[1]!)}`);
      return typed(operands.types, booleanOf(operands.types));
    },
    compile(call) {
      const [left, right] = typesOf(call) as [SqlType, SqlType];
      return {
        code: ([a, b], bind) => {
          const [x, y] = alignedCode(left, right, a!, b!);
          return orderCode(left, name, x, y, bind);
        },
      };
    },
    examples: [{ sql: `1 ${name} 2`, result: example }],
  });

export const lessThan = orderOperator('<', 'Whether the left value comes before the right one.', 'TRUE');
export const lessOrEqual = orderOperator('<=', 'Whether the left value does not come after the right one.', 'TRUE');
export const greaterThan = orderOperator('>', 'Whether the left value comes after the right one.', 'FALSE');
export const greaterOrEqual = orderOperator(
  '>=',
  'Whether the left value does not come before the right one.',
  'FALSE',
);
