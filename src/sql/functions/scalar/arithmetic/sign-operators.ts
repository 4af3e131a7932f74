/** Unary minus (`NEGATE`) and plus (`PLUS`). */
import { isInterval, isNumeric } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { refused, typed, untypedNull, wrongCount } from '../../infer.ts';

function inferSign(call: Call): Inference {
  const problem = wrongCount(call, 1) ?? untypedNull(call.args);
  if (problem) return problem;
  const { type } = call.args[0]!;
  if (!isNumeric(type) && !isInterval(type)) {
    return refused(`cannot put a sign before ${printType(type)}`, 0, 'a sign stands before a number or an interval');
  }
  return typed([type], type);
}

const negateCode = (kind: string, a: string): string => {
  switch (kind) {
    case 'TINYINT':
      return `(-${a} << 24 >> 24)`;
    case 'SMALLINT':
      return `(-${a} << 16 >> 16)`;
    case 'INT':
      return `(-${a} | 0)`;
    case 'BIGINT':
      return `BigInt.asIntN(64, -${a})`;
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return `(0 - ${a})`;
    default:
      return `(-${a})`;
  }
};

const signOperator = (
  name: 'NEGATE' | 'PLUS',
  symbol: string,
  summary: string,
  code: (kind: string, a: string) => string,
  result: string,
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'arithmetic',
    summary,
    syntax: [`${symbol} number`],
    parameters: [{ name: 'number', doc: 'A number or an interval.', accepts: ['NUMERIC', 'INTERVAL'] }],
    nulls: 'propagate',
    deterministic: true,
    infer: inferSign,
    compile: (call) => ({ code: ([a]) => code(call.returns.kind, a!) }),
    examples: [{ sql: `${symbol}CAST('5' AS INT)`, result }],
  });

export const negate = signOperator('NEGATE', '-', 'The number or interval with the opposite sign.', negateCode, '-5');
export const unaryPlus = signOperator('PLUS', '+', 'The number or interval itself.', (_, a) => `(${a})`, '5');
