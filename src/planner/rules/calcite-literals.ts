/** What Calcite's literals and Flink's generated code do to folded values: floats lose or keep digits, impossible NULLs become defaults. */
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import { dateOfDays, dayOfMillis, MILLIS_PER_DAY } from '../../sql/types/calendar.ts';
import { truncateTimestamp } from '../../sql/types/cast/to-temporal.ts';
import { decimalToNumber, digitCount, exactDecimal } from '../../sql/types/decimal.ts';
import { isApproximate, isCharacter, isExact, isInteger, isNumeric } from '../../sql/types/family.ts';
import { DOUBLE, decimal, notNull, type SqlType, type TypeKind } from '../../sql/types/type.ts';
import type { TimestampValue, Value } from '../../sql/types/value.ts';
import type { Expression, FunctionCall, Literal } from '../physical/expression.ts';

const FLOAT_DIGITS = 7;

const isCast = (expression: Expression): expression is FunctionCall =>
  expression.kind === 'call' && expression.name === 'CAST';

type EvaluateAny = (expression: Expression) => Value;

/** What changes nothing on either side of an operator, or on the right one only. */
const NEUTRAL: Readonly<Record<string, { readonly value: number; readonly right: boolean }>> = {
  '+': { value: 0, right: false },
  '-': { value: 0, right: true },
  '*': { value: 1, right: false },
  '/': { value: 1, right: true },
};

/**
 * What Calcite's RexSimplify makes of an expression before anything is computed: the branch that is taken, the number that
 * nothing is added to. Undefined where there is nothing to simplify; other choices (IF, IFNULL) are computed.
 */
function simplified(call: FunctionCall, evaluate: EvaluateAny): Expression | undefined {
  const [first, second] = call.args;
  const neutral = NEUTRAL[call.name];
  if (neutral) {
    const isNeutral = (arg: Expression): boolean => isNumeric(arg.type) && Number(evaluate(arg)) === neutral.value;
    if (isNeutral(second!)) return first;
    return !neutral.right && isNeutral(first!) ? second : undefined;
  }
  switch (call.name) {
    case 'CASE': {
      const at = call.args.findIndex((arg, i) => i % 2 === 0 && i + 1 < call.args.length && evaluate(arg) === true);
      return at < 0 ? call.args.at(-1) : call.args[at + 1];
    }
    case 'COALESCE':
      return evaluate(first!) === null ? undefined : first;
    case 'NULLIF':
    case 'PLUS':
      return first;
    default:
      return undefined;
  }
}

/** Whether a FLOAT is a literal by the time Flink computes constants, and not cut to seven digits as what is computed. */
function isWritten(expression: Expression, evaluate: EvaluateAny): boolean {
  if (expression.kind !== 'call') return true;
  if (expression.name === 'CAST') {
    const argument = expression.args[0]!;
    return argument.kind === 'literal' || (isNumeric(argument.type) && isWritten(argument, evaluate));
  }
  if (expression.name === 'NEGATE') return expression.args[0]!.kind === 'literal';
  const simpler = simplified(expression, evaluate);
  return simpler !== undefined && isWritten(simpler, evaluate);
}

/** The FLOAT of a text as Calcite's literal: seven digits. */
function floatOfText(value: number): number {
  if (!Number.isFinite(value)) throw new RunTimeError('a FLOAT constant must be a finite number');
  return Number(value.toPrecision(FLOAT_DIGITS));
}

type Evaluate = (call: FunctionCall) => Value;

/** From here on the whole numbers of a text's DOUBLE are not cut to the range of an INT but wrapped. */
const WRAPPED_FROM = 1e37;

/** The number that a text was cast to, seen by a cast to `target`: a FLOAT by its seven digits, a DOUBLE by every digit it has. */
function textLiteral(call: FunctionCall, target: SqlType, evaluate: Evaluate): Literal {
  const value = evaluate(call) as number;
  const literal = (type: SqlType, kept: Value): Literal => ({ kind: 'literal', type, value: kept, span: call.span });
  if (call.type.kind === 'FLOAT') {
    const short = floatOfText(value);
    return literal(notNull(DOUBLE), isInteger(target) ? Math.fround(short) : short);
  }
  if (!Number.isFinite(value)) {
    if (target.kind === 'FLOAT') floatOfText(value);
    return literal(notNull(DOUBLE), value);
  }
  const everyDigit =
    target.kind === 'BIGINT' || target.kind === 'DECIMAL' || (isInteger(target) && Math.abs(value) >= WRAPPED_FROM);
  if (!everyDigit) return literal(notNull(DOUBLE), value + 0);
  const { unscaled, scale } = exactDecimal(value);
  return literal(notNull(decimal(digitCount(unscaled), scale)), unscaled);
}

/** A literal under casts to FLOAT and DOUBLE, which Calcite keeps as the number it was written as; text becomes one by its cast. */
function castLiteral(call: FunctionCall, target: SqlType, evaluate: Evaluate): Literal | undefined {
  if (!isApproximate(call.type)) return undefined;
  const written = call.args[0]!;
  const argument = isCast(written) && isExact(written.type) ? exactLiteral(written, evaluate) : written;
  if (isCast(argument)) return castLiteral(argument, target, evaluate);
  if (argument.kind !== 'literal' || argument.value === null) return undefined;
  if (isCharacter(argument.type)) return textLiteral(call, target, evaluate);
  if (argument.type.kind !== 'DECIMAL') return isNumeric(argument.type) ? argument : undefined;
  return { ...argument, type: notNull(DOUBLE), value: decimalToNumber(argument.value as bigint, argument.type.scale) };
}

/** A literal cast to an exact number is a literal too; a number keeps digits that its DECIMAL has not. */
function exactLiteral(call: FunctionCall, evaluate: Evaluate): Expression {
  const argument = call.args[0]!;
  if (argument.kind !== 'literal' || !(isNumeric(argument.type) || isCharacter(argument.type))) return call;
  const value = evaluate(call);
  if (value !== null && isNumeric(argument.type) && call.type.kind === 'DECIMAL') return argument;
  return { kind: 'literal', type: call.type, value, span: call.span };
}

/** `CAST(CAST(1.1 AS FLOAT) AS DOUBLE)` is 1.1: the cast of the literal itself. What generated code casts is none of Calcite's. */
export function shortenCast(call: FunctionCall, evaluate: Evaluate): FunctionCall {
  if (!isCast(call) || !isNumeric(call.type) || call.options['generated'] === true) return call;
  const argument = call.args[0]!;
  const literal = isCast(argument) ? castLiteral(argument, call.type, evaluate) : undefined;
  return literal === undefined ? call : { ...call, args: [literal] };
}

/** What a Java variable of a primitive type holds when nothing was assigned to it (Flink's CodeGenUtils.primitiveDefaultValue). */
const PRIMITIVE_DEFAULTS: Partial<Record<TypeKind, Value>> = {
  BOOLEAN: false,
  TINYINT: -1,
  SMALLINT: -1,
  INT: -1,
  BIGINT: -1n,
  FLOAT: -1,
  DOUBLE: -1,
};

/** A year is written in four digits, the last ones of a longer one. */
const WRITTEN_YEARS = 10_000;

/** Calcite has no literal of a year before 0, no DATE of the year 0, and none of 24 o'clock. */
function refuseUnwritten(value: Value, { kind }: SqlType): void {
  if (kind === 'TIMESTAMP' || kind === 'TIMESTAMP_LTZ') {
    const { year } = dateOfDays(dayOfMillis((value as TimestampValue).millis));
    if (year < 0) throw new RunTimeError(`a ${kind} constant cannot be of the year ${year}`);
  }
  if (kind === 'DATE') {
    const { year } = dateOfDays(value as number);
    if (year < 0 || year % WRITTEN_YEARS === 0) throw new RunTimeError(`a DATE constant cannot be of the year ${year}`);
  } else if (kind === 'TIME' && value === MILLIS_PER_DAY) {
    throw new RunTimeError("a TIME constant cannot be 24 o'clock");
  }
}

/** Calcite makes a literal of a literal's cast wherever it stands; one has no negative zero. */
export function castedLiteral(value: Value, call: FunctionCall): Value {
  const argument = call.args[0];
  if (value === null || argument?.kind !== 'literal' || (call.name !== 'CAST' && call.name !== 'NEGATE')) return value;
  if (value === 0) return 0;
  if (call.name !== 'CAST') return value;
  refuseUnwritten(value, call.type);
  // Digits of the fraction are dropped from the written text, before 1970 too.
  if (call.type.kind === 'TIMESTAMP' && argument.type.kind === 'TIMESTAMP')
    return truncateTimestamp(call.type.precision)(argument.value as TimestampValue);
  return call.type.kind === 'FLOAT' && isCharacter(argument.type) ? Math.fround(floatOfText(value as number)) : value;
}

/** The literal that a folded call becomes: NULL in a type that has none is its primitive default, a computed FLOAT has seven digits. */
export function foldedValue(value: Value, call: FunctionCall, evaluate: EvaluateAny): Value {
  if (value === null) return call.type.nullable ? null : (PRIMITIVE_DEFAULTS[call.type.kind] ?? null);
  refuseUnwritten(value, call.type);
  // A literal has no negative zero.
  if (typeof value === 'number' && value === 0) return 0;
  if (call.type.kind !== 'FLOAT' || typeof value !== 'number') return value;
  return isWritten(call, evaluate) ? value : Math.fround(floatOfText(value));
}
