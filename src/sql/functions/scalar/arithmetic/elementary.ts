/** Functions of one number that give a DOUBLE: roots, exponentials, logarithms and trigonometry. */
import { DOUBLE } from '../../../types/type.ts';
import type { Argument, ScalarFunction } from '../../define.ts';
import { scalarFunction } from '../../define.ts';
import { exp, log, log10 } from '../../java-math.ts';
import { cos, sin, tan } from '../../java-trigonometry.ts';
import { numberOf } from './number-of.ts';

const elementary = (
  name: string,
  compute: (x: number) => number,
  summary: string,
  example: readonly [sql: string, result: string],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'arithmetic',
    summary,
    parameters: [{ name: 'number', doc: 'A number of any type; it is computed as a DOUBLE.', accepts: 'NUMERIC' }],
    nulls: 'propagate',
    deterministic: true,
    returns: DOUBLE,
    compile(call) {
      const { type } = call.args[0] as Argument;
      if (type.kind !== 'DECIMAL' && type.kind !== 'BIGINT') {
        return { code: ([a], bind) => `${bind(compute)}(${a})` };
      }
      const number = numberOf(type);
      return { evaluate: (value: bigint) => compute(number(value)) };
    },
    examples: [{ sql: example[0], result: example[1] }],
  });

/** Java's strict exp(1), which is one unit too large in its last place; V8's is not. */
const STRICT_E = Math.E + 2 ** -51;
const LOG_HALF = Math.LN2 / 2;
const MAX_HALF_SUM = 22;

/** Java's cosh, fdlibm's, over its own exp. */
function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < LOG_HALF || size > MAX_HALF_SUM || Number.isNaN(x)) return Math.cosh(x);
  const power = size === 1 ? STRICT_E : Math.exp(size);
  return 0.5 * power + 0.5 / power;
}

/** Flink's SQRT is Java's pow(x, 0.5), which differs at two places. */
const squareRoot = (x: number): number => (x === -Infinity ? Infinity : Math.sqrt(x) + 0);

const DEGREES_PER_RADIAN = 57.29577951308232;
const RADIANS_PER_DEGREE = 0.017453292519943295;

/** In the order of the documentation. */
export const elementaryFunctions: readonly ScalarFunction[] = [
  elementary('SQRT', squareRoot, 'The square root; NaN of a negative number.', ['SQRT(4)', '2.0']),
  elementary('LN', log, 'The natural logarithm.', ['LN(1)', '0.0']),
  elementary('LOG10', log10, 'The logarithm to base 10.', ['LOG10(1000)', '3.0']),
  elementary('LOG2', (x) => log(x) / Math.LN2, 'The logarithm to base 2.', ['LOG2(8)', '3.0']),
  elementary('EXP', exp, 'e to the power of the number.', ['EXP(0)', '1.0']),
  elementary('SIN', sin, 'The sine of an angle in radians.', ['SIN(0)', '0.0']),
  elementary('SINH', Math.sinh, 'The hyperbolic sine.', ['SINH(0)', '0.0']),
  elementary('COS', cos, 'The cosine of an angle in radians.', ['COS(0)', '1.0']),
  elementary('TAN', tan, 'The tangent of an angle in radians.', ['TAN(0)', '0.0']),
  elementary('TANH', Math.tanh, 'The hyperbolic tangent.', ['TANH(0)', '0.0']),
  elementary('COT', (x) => 1 / tan(x), 'The cotangent of an angle in radians.', ['COT(0)', 'Infinity']),
  elementary('ASIN', Math.asin, 'The arc sine, in radians.', ['ASIN(0)', '0.0']),
  elementary('ACOS', Math.acos, 'The arc cosine, in radians.', ['ACOS(1)', '0.0']),
  elementary('ATAN', Math.atan, 'The arc tangent, in radians.', ['ATAN(0)', '0.0']),
  elementary('COSH', cosh, 'The hyperbolic cosine.', ['COSH(0)', '1.0']),
  elementary('DEGREES', (x) => x * DEGREES_PER_RADIAN, 'Radians as degrees.', ['DEGREES(PI())', '180.0']),
  elementary('RADIANS', (x) => x * RADIANS_PER_DEGREE, 'Degrees as radians.', ['RADIANS(180)', '3.141592653589793']),
];
