/** POWER, LOG and ATAN2: functions of two numbers that give a DOUBLE. */
import { DOUBLE } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction, type TypedCall } from '../../define.ts';
import { log as ln, pow } from '../../java-math.ts';
import { numberOf } from './number-of.ts';

const binary = (compute: (x: number, y: number) => number) => (call: TypedCall) => {
  const x = numberOf(call.args[0]!.type);
  const y = numberOf(call.args[1]!.type);
  return { evaluate: (a: Value, b: Value) => compute(x(a), y(b)) };
};

export const powerFunction = scalarFunction({
  name: 'POWER',
  category: 'arithmetic',
  summary: 'A number to the power of another.',
  parameters: [
    { name: 'base', doc: 'The base.', accepts: 'NUMERIC' },
    { name: 'exponent', doc: 'The exponent.', accepts: 'NUMERIC' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: DOUBLE,
  compile: binary(pow),
  examples: [{ sql: 'POWER(2, 10)', result: '1024.0' }],
});

export const log = scalarFunction({
  name: 'LOG',
  category: 'arithmetic',
  summary:
    'The natural logarithm of a number or, with two arguments, the logarithm of the second to the base of the first.',
  syntax: ['LOG(number)', 'LOG(base, number)'],
  parameters: [
    { name: 'base', doc: 'The base; the number itself when it stands alone.', accepts: 'NUMERIC' },
    { name: 'number', doc: 'The number.', accepts: 'NUMERIC', optional: true },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: DOUBLE,
  compile(call) {
    if (call.args.length === 2) return binary((base, x) => ln(x) / ln(base))(call);
    const number = numberOf(call.args[0]!.type);
    return { evaluate: (value: Value) => ln(number(value)) };
  },
  examples: [
    { sql: 'LOG(2, 8)', result: '3.0' },
    { sql: 'LOG(1)', result: '0.0' },
  ],
});

export const atan2 = scalarFunction({
  name: 'ATAN2',
  category: 'arithmetic',
  summary: 'The angle of the point (x, y), in radians.',
  parameters: [
    { name: 'y', doc: 'The second coordinate.', accepts: 'NUMERIC' },
    { name: 'x', doc: 'The first coordinate.', accepts: 'NUMERIC' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: DOUBLE,
  compile: binary(Math.atan2),
  examples: [{ sql: 'ATAN2(0, 1)', result: '0.0' }],
});
