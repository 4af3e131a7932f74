/** ABS and SIGN. */
import { powerOfTen, toDecimal } from '../../../types/decimal.ts';
import { isInterval, isNumeric } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import type { Call, Inference } from '../../define.ts';
import { scalarFunction } from '../../define.ts';
import { refused, typed, untypedNull, wrongCount } from '../../infer.ts';

const sameType =
  (intervals: boolean) =>
  (call: Call): Inference => {
    const problem = wrongCount(call, 1) ?? untypedNull(call.args);
    if (problem) return problem;
    const { type } = call.args[0]!;
    if (!isNumeric(type) && !(intervals && isInterval(type))) {
      return refused(`argument 1 (number) of ${call.name} must be a number, found ${printType(type)}`, 0);
    }
    return typed([type], type);
  };

export const abs = scalarFunction({
  name: 'ABS',
  category: 'arithmetic',
  summary: 'The absolute value; the smallest whole number of a type stays as it is.',
  parameters: [{ name: 'number', doc: 'A number or an interval.', accepts: ['NUMERIC', 'INTERVAL'] }],
  nulls: 'propagate',
  deterministic: true,
  infer: sameType(true),
  compile(call) {
    switch (call.returns.kind) {
      case 'TINYINT':
        return { code: ([a]) => `(Math.abs(${a}) << 24 >> 24)` };
      case 'SMALLINT':
        return { code: ([a]) => `(Math.abs(${a}) << 16 >> 16)` };
      case 'INT':
        return { code: ([a]) => `(Math.abs(${a}) | 0)` };
      case 'BIGINT':
        return { evaluate: (value: bigint) => BigInt.asIntN(64, value < 0n ? -value : value) };
      case 'DECIMAL':
        return { evaluate: (value: bigint) => (value < 0n ? -value : value) };
      default:
        return { code: ([a]) => `Math.abs(${a})` };
    }
  },
  examples: [{ sql: 'ABS(-5)', result: '5' }],
});

/** Flink's generated code for SIGN of these does not compile. */
const UNSUPPORTED: ReadonlySet<string> = new Set(['TINYINT', 'SMALLINT']);

export const sign = scalarFunction({
  name: 'SIGN',
  category: 'arithmetic',
  summary: '1, 0 or -1 as the number is positive, zero or negative, in the type of the number.',
  parameters: [
    { name: 'number', doc: 'A number; TINYINT and SMALLINT are refused, as Flink does.', accepts: 'NUMERIC' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer(call) {
    const inference = sameType(false)(call);
    if (inference.ok && UNSUPPORTED.has(inference.returns.kind)) {
      return refused(`SIGN does not take ${inference.returns.kind}, in Flink neither`, 0, 'CAST it to INT');
    }
    return inference;
  },
  compile(call) {
    const { returns } = call;
    if (returns.kind === 'BIGINT') return { evaluate: (value: bigint) => (value > 0n ? 1n : value < 0n ? -1n : 0n) };
    if (returns.kind === 'DECIMAL') {
      const one = powerOfTen(returns.scale);
      return {
        evaluate: (value: bigint) => toDecimal(value > 0n ? one : value < 0n ? -one : 0n, returns.scale, returns),
      };
    }
    return { code: ([a]) => `Math.sign(${a})` };
  },
  examples: [{ sql: 'SIGN(-1.1)', result: '-1.0' }],
});
