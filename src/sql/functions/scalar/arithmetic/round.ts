/** ROUND and TRUNCATE: to a number of digits behind the point, or before it when negative. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { divideHalfUp, parseDecimalText, powerOfTen, roundingType, toDecimal } from '../../../types/decimal.ts';
import { isInteger, isNumeric } from '../../../types/family.ts';
import { doubleText } from '../../../types/float-text.ts';
import { printType } from '../../../types/print.ts';
import { type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import {
  type Call,
  type Compiled,
  type Inference,
  type ScalarFunction,
  scalarFunction,
  type TypedCall,
} from '../../define.ts';
import { anyNullable, refused, typed, untypedNull, wrongCount } from '../../infer.ts';

/** Divides an unscaled value by a power of ten: half up for ROUND, towards zero for TRUNCATE. */
type Drop = (value: bigint, power: bigint) => bigint;

/** More digits than this change no number. */
const MAX_DIGITS = 400;

/** `unscaled` of `scale` cut to `digits`, at a scale of its own. */
function cut(unscaled: bigint, scale: number, digits: number, drop: Drop): { unscaled: bigint; scale: number } {
  if (digits >= scale) return { unscaled, scale };
  const places = Math.max(digits, -MAX_DIGITS);
  const kept = drop(unscaled, powerOfTen(scale - places));
  return places >= 0 ? { unscaled: kept, scale: places } : { unscaled: kept * powerOfTen(-places), scale: 0 };
}

/** The type of the result; a DECIMAL's follows from the digits where they are written as a number. */
function resultType(call: Call): SqlType {
  const { type } = call.args[0]!;
  const digits = call.args[1];
  if (type.kind !== 'DECIMAL') return type;
  if (digits === undefined) return roundingType(type, 0);
  const places = digits.written ? digits.constant?.value : undefined;
  return places === undefined || places === null ? type : roundingType(type, Number(places));
}

function inferRound(call: Call): Inference {
  const problem = wrongCount(call, 1, 2) ?? untypedNull(call.args);
  if (problem) return problem;
  const [number, digits] = call.args.map((argument) => argument.type);
  if (!isNumeric(number!)) {
    return refused(`argument 1 (number) of ${call.name} must be a number, found ${printType(number!)}`, 0);
  }
  if (digits && (!isInteger(digits) || digits.kind === 'BIGINT')) {
    const hint = digits.kind === 'BIGINT' ? 'CAST it to INT' : undefined;
    return refused(`argument 2 (digits) of ${call.name} must be an INT, found ${printType(digits)}`, 1, hint);
  }
  if (call.name === 'TRUNCATE' && (number!.kind === 'TINYINT' || number!.kind === 'SMALLINT')) {
    return refused(`TRUNCATE does not take ${number!.kind}, in Flink neither`, 0, 'CAST it to INT');
  }
  const types = digits ? [number!, digits] : [number!];
  return typed(types, withNullable(resultType(call), anyNullable(types)));
}

/** How near to where the result changes a product may be and still be trusted. */
const DOUBT = 1e-6;
const MAX_EXACT_DIGITS = 15;

/** The result by floating-point arithmetic, where no rounding of it can matter; undefined near a tie or a whole number. */
function roundFast(value: number, digits: number, up: boolean): number | undefined {
  if (digits < 0 || digits > MAX_EXACT_DIGITS) return undefined;
  const power = 10 ** digits;
  const scaled = Math.abs(value) * power;
  if (!(scaled < 1e9)) return undefined;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (rest < DOUBT || rest > 1 - DOUBT || Math.abs(rest - 0.5) < DOUBT) return undefined;
  const kept = (up && rest > 0.5 ? whole + 1 : whole) / power;
  return value < 0 ? -kept : kept;
}

function roundDouble(value: number, digits: number, drop: Drop): number {
  const fast = roundFast(value, digits, drop === divideHalfUp);
  if (fast !== undefined) return fast + 0;
  if (!Number.isFinite(value)) throw new RunTimeError(`cannot round ${String(value)}`);
  const { unscaled, scale } = parseDecimalText(doubleText(value))!;
  const shown = scale < 0 ? { unscaled: unscaled * powerOfTen(-scale), scale: 0 } : { unscaled, scale };
  const result = cut(shown.unscaled, shown.scale, digits, drop);
  return Number(`${result.unscaled}e-${result.scale}`);
}

/** The function for values of the first argument's type, with the digits as a number. */
function rounder({ args, returns }: TypedCall, drop: Drop): (value: Value, digits: number) => Value {
  const { type } = args[0]!;
  switch (type.kind) {
    case 'DECIMAL':
      return (value, digits) => {
        const result = cut(value as bigint, type.scale, digits, drop);
        return returns.kind === 'DECIMAL' ? toDecimal(result.unscaled, result.scale, returns) : null;
      };
    case 'FLOAT':
      return (value, digits) => Math.fround(roundDouble(value as number, digits, drop));
    case 'DOUBLE':
      return (value, digits) => roundDouble(value as number, digits, drop);
    case 'BIGINT':
      return (value, digits) => BigInt.asIntN(64, cut(value as bigint, 0, digits, drop).unscaled);
    default: {
      const bits = type.kind === 'TINYINT' ? 8 : type.kind === 'SMALLINT' ? 16 : 32;
      return (value, digits) => {
        if (digits >= 0) return value;
        return Number(BigInt.asIntN(bits, cut(BigInt(value as number), 0, digits, drop).unscaled));
      };
    }
  }
}

const roundFunction = (
  name: 'ROUND' | 'TRUNCATE',
  drop: Drop,
  summary: string,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'arithmetic',
    summary,
    parameters: [
      { name: 'number', doc: 'The number.', accepts: 'NUMERIC' },
      {
        name: 'digits',
        doc: 'How many digits behind the point are kept; 0 when not given.',
        accepts: 'INTEGER',
        optional: true,
      },
    ],
    nulls: 'propagate',
    deterministic: true,
    infer: inferRound,
    compile(call): Compiled {
      const round = rounder(call, drop);
      return { evaluate: (value: Value, digits: number | bigint = 0) => round(value, Number(digits)) };
    },
    examples,
  });

export const round = roundFunction(
  'ROUND',
  divideHalfUp,
  'The number rounded half up to some digits behind the point.',
  [
    { sql: 'ROUND(2.675, 2)', result: '2.68' },
    { sql: 'ROUND(-2.5)', result: '-3' },
    { sql: 'ROUND(123, -2)', result: '100' },
  ],
);

export const truncate = roundFunction(
  'TRUNCATE',
  (value, power) => value / power,
  'The number with all but some digits behind the point dropped.',
  [
    { sql: 'TRUNCATE(42.345, 2)', result: '42.34' },
    { sql: 'TRUNCATE(42.345)', result: '42' },
  ],
);
