/** POWER, LOG and ATAN2: functions of two numbers that give a DOUBLE. */
import { isDecimal, isNumeric } from '../../../types/family.ts';
import { DOUBLE, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { anyNullable, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { log as ln, pow } from '../../java-math.ts';
import { describeType } from '../../resolve.ts';
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

/** Flink's code generation has ATAN2 of two decimals and of two other numbers, and casts neither. */
function inferAtan2(call: Call): Inference {
  const count = wrongCount(call, 2) ?? untypedNull(call.args);
  if (count) return count;
  const types = typesOf(call);
  const other = types.findIndex((type) => !isNumeric(type));
  if (other >= 0)
    return refused(`argument ${other + 1} of ATAN2 must be a number, found ${describeType(types[other]!)}`, other);
  if (isDecimal(types[0]!) !== isDecimal(types[1]!)) {
    const found = types.map(describeType).join(' and ');
    return refused(`ATAN2 takes two decimals or none, found ${found}`, undefined, 'CAST the decimal to DOUBLE');
  }
  return typed(types, withNullable(DOUBLE, anyNullable(types)));
}

/** What pi lacks as a double. */
const PI_LOW = 1.2246467991473532e-16;
/** y is so much larger than x that only the side of x counts. */
const STEEP = 2 ** 60;

/** Java's atan2, fdlibm's before it was mended for steep angles on the left. */
function arcTangentOf(y: number, x: number): number {
  if (!(x < 0) || !(Math.abs(y) > STEEP * -x) || !Number.isFinite(y)) return Math.atan2(y, x);
  const angle = Math.PI - (Math.PI / 2 + 0.5 * PI_LOW - PI_LOW);
  return y < 0 ? -angle : angle;
}

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
  infer: inferAtan2,
  compile: binary(arcTangentOf),
  examples: [{ sql: 'ATAN2(0, 1)', result: '0.0' }],
});
