/** + - * / % of two numbers of one type, as JavaScript text where it is short, else as a function. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { wrapInteger } from '../../../types/cast/to-number.ts';
import { digitCount, divideHalfUp, divideTo38, powerOfTen, rescaleTo, toDecimal } from '../../../types/decimal.ts';
import { type DecimalType, MAX_DECIMAL_PRECISION, type SqlType } from '../../../types/type.ts';
import type { Compiled, TypedCall } from '../../define.ts';
import type { Operator } from './types.ts';

const byZero = (): never => {
  throw new RunTimeError('division by zero');
};

const divideIntegers = (a: number, b: number): number => (b === 0 ? byZero() : Math.trunc(a / b));
const moduloIntegers = (a: number, b: number): number => (b === 0 ? byZero() : (a % b) + 0);
const divideLongs = (a: bigint, b: bigint): bigint => (b === 0n ? byZero() : BigInt.asIntN(64, a / b));
const moduloLongs = (a: bigint, b: bigint): bigint => (b === 0n ? byZero() : a % b);

/** The text that cuts a number to an integer type. */
const wrapCode = (kind: SqlType['kind'], text: string): string => {
  if (kind === 'TINYINT') return `((${text}) << 24 >> 24)`;
  return kind === 'SMALLINT' ? `((${text}) << 16 >> 16)` : `((${text}) | 0)`;
};

function integerCode(operator: Operator, returns: SqlType): Compiled {
  const wrap = (text: string): string => wrapCode(returns.kind, text);
  return {
    code: ([a, b], bind) => {
      switch (operator) {
        case '*':
          return wrap(`Math.imul(${a}, ${b})`);
        case '/':
          return wrap(`${bind(divideIntegers)}(${a}, ${b})`);
        case '%':
          return wrap(`${bind(moduloIntegers)}(${a}, ${b})`);
        default:
          return wrap(`${a} ${operator} ${b}`);
      }
    },
  };
}

function longCode(operator: Operator, returns: SqlType): Compiled {
  return {
    code: ([a, b], bind) => {
      if (operator === '/') return `${bind(divideLongs)}(${a}, ${b})`;
      if (operator !== '%') return `BigInt.asIntN(64, ${a} ${operator} ${b})`;
      const rest = `${bind(moduloLongs)}(${a}, ${b})`;
      return returns.kind === 'BIGINT' ? rest : wrapCode(returns.kind, `Number(BigInt.asIntN(32, ${rest}))`);
    },
  };
}

/** A constant divided by a constant zero fails even for floats: the planner computes it as an exact number. */
const isConstantByZero = (call: TypedCall): boolean =>
  call.args.every((argument) => argument.constant !== undefined) && call.args[1]!.constant!.value === 0;

function floatCode(operator: Operator, call: TypedCall): Compiled {
  if (operator === '/' && isConstantByZero(call)) return { evaluate: byZero };
  if (call.returns.kind === 'FLOAT') return { code: ([a, b]) => `Math.fround(${a} ${operator} ${b})` };
  return { code: ([a, b]) => `(${a} ${operator} ${b})` };
}

type Decimals = (a: bigint, b: bigint) => bigint | null;

/** Both sides at the larger scale. */
function align(a: DecimalType, b: DecimalType): { scale: number; left: bigint; right: bigint } {
  const scale = Math.max(a.scale, b.scale);
  return { scale, left: powerOfTen(scale - a.scale), right: powerOfTen(scale - b.scale) };
}

/**
 * Flink rounds a quotient to 38 significant digits and then to the scale of its type. Rounding at once gives the same while
 * 38 digits tell the quotient from every tie, as they do when its own digits and those of the divisor are fewer together.
 */
function decimalDivision(a: DecimalType, b: DecimalType, to: DecimalType): Decimals {
  if (to.precision + b.precision >= MAX_DECIMAL_PRECISION) {
    return (x, y) => {
      if (y === 0n) byZero();
      const quotient = divideTo38(x, a.scale, y, b.scale);
      return rescaleTo(quotient.unscaled, quotient.scale, to);
    };
  }
  const shift = to.scale + b.scale - a.scale;
  const up = powerOfTen(Math.max(shift, 0));
  const down = powerOfTen(Math.max(-shift, 0));
  return (x, y) => (y === 0n ? byZero() : toDecimal(divideHalfUp(x * up, y * down), to.scale, to));
}

/** `%` where the whole quotient may have more than 38 digits; Java's BigDecimal.remainder fails then unless they end in zeros. */
function longModulo(left: bigint, right: bigint, scale: number, to: DecimalType): Decimals {
  return (x, y) => {
    if (y === 0n) byZero();
    const quotient = (x * left) / (y * right);
    const excess = digitCount(quotient) - MAX_DECIMAL_PRECISION;
    if (excess > 0 && quotient % powerOfTen(excess) !== 0n)
      throw new RunTimeError('division impossible: the whole quotient has more than 38 digits');
    return toDecimal((x * left) % (y * right), scale, to);
  };
}

function decimalOperation(operator: Operator, a: DecimalType, b: DecimalType, to: DecimalType): Decimals {
  const { scale, left, right } = align(a, b);
  switch (operator) {
    case '+':
      if (a.scale === b.scale) return (x, y) => toDecimal(x + y, scale, to);
      return (x, y) => toDecimal(x * left + y * right, scale, to);
    case '-':
      if (a.scale === b.scale) return (x, y) => toDecimal(x - y, scale, to);
      return (x, y) => toDecimal(x * left - y * right, scale, to);
    case '*':
      return (x, y) => toDecimal(x * y, a.scale + b.scale, to);
    case '%':
      if (a.precision - a.scale + b.scale > MAX_DECIMAL_PRECISION) return longModulo(left, right, scale, to);
      return (x, y) => (y === 0n ? byZero() : toDecimal((x * left) % (y * right), scale, to));
    case '/':
      return decimalDivision(a, b, to);
  }
}

/** `%` of whole decimals by an integer is of the integer's type; Flink computes it with the low 64 bits of the decimal. */
function decimalModuloToInteger(returns: SqlType): Compiled {
  const rest = (a: bigint, b: bigint): bigint => moduloLongs(BigInt.asIntN(64, a), b);
  if (returns.kind === 'BIGINT') return { evaluate: rest };
  const wrap = wrapInteger[returns.kind as 'TINYINT' | 'SMALLINT' | 'INT'];
  return { evaluate: (a: bigint, b: bigint) => wrap(Number(BigInt.asIntN(32, rest(a, b)))) };
}

/** Both arguments are of one number type, or DECIMALs. */
export function numberOperation(operator: Operator, call: TypedCall): Compiled {
  const [a, b] = call.args.map((argument) => argument.type) as [SqlType, SqlType];
  switch (a.kind) {
    case 'DECIMAL':
      if (call.returns.kind !== 'DECIMAL') return decimalModuloToInteger(call.returns);
      return { evaluate: decimalOperation(operator, a, b as DecimalType, call.returns) };
    case 'BIGINT':
      return longCode(operator, call.returns);
    case 'FLOAT':
    case 'DOUBLE':
      return floatCode(operator, call);
    default:
      return integerCode(operator, call.returns);
  }
}
