/** The numeric half of CEIL and FLOOR: the next whole number up or down. */
import { powerOfTen, toDecimal } from '../../../types/decimal.ts';
import { isDatetime, isNumeric } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { decimal, withNullable } from '../../../types/type.ts';
import type { Call, Compiled, Inference, TypedCall } from '../../define.ts';
import { refused, typed, untypedNull, wrongCount } from '../../infer.ts';

/** The type of a number rounded to a whole one. */
export function inferWhole(call: Call): Inference {
  const problem = wrongCount(call, 1) ?? untypedNull(call.args);
  if (problem) return problem;
  const { type } = call.args[0]!;
  if (!isNumeric(type)) {
    const hint = isDatetime(type) ? `${call.name}(value TO DAY) rounds to a unit` : undefined;
    return refused(`argument 1 (number) of ${call.name} must be a number, found ${printType(type)}`, 0, hint);
  }
  if (type.kind !== 'DECIMAL') return typed([type], type);
  return typed([type], withNullable(decimal(type.precision, 0), type.nullable));
}

/** Towards minus or plus infinity. */
function wholeDecimal(value: bigint, power: bigint, up: boolean): bigint {
  const quotient = value / power;
  const rest = value % power;
  if (rest === 0n) return quotient;
  if (up) return rest > 0n ? quotient + 1n : quotient;
  return rest < 0n ? quotient - 1n : quotient;
}

/** Rounds numbers up or down. */
export function compileWhole(call: TypedCall, up: boolean): Compiled {
  const { type } = call.args[0]!;
  const { returns } = call;
  if (type.kind === 'DECIMAL' && returns.kind === 'DECIMAL') {
    const power = powerOfTen(type.scale);
    return { evaluate: (value: bigint) => toDecimal(wholeDecimal(value, power, up), 0, returns) };
  }
  if (type.kind === 'FLOAT' || type.kind === 'DOUBLE') {
    return { code: ([a]) => `Math.${up ? 'ceil' : 'floor'}(${a})` };
  }
  return { code: ([a]) => a! };
}
