/** What Calcite's literals and Flink's generated code do to folded values: floats lose or keep digits, impossible NULLs become defaults. */
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import { dateOfDays, MILLIS_PER_DAY } from '../../sql/types/calendar.ts';
import { isApproximate, isNumeric } from '../../sql/types/family.ts';
import type { SqlType, TypeKind } from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Expression, FunctionCall } from '../physical/expression.ts';

const FLOAT_DIGITS = 7;

/** Calls that give one of their arguments and compute nothing. */
const CHOICES: ReadonlySet<string> = new Set(['CASE', 'COALESCE', 'IF', 'IFNULL', 'CAST']);

const isCast = (expression: Expression): expression is FunctionCall =>
  expression.kind === 'call' && expression.name === 'CAST';

/** A numeric literal under casts to FLOAT and DOUBLE, which Calcite keeps as the decimal number it was written as. */
function castLiteral(expression: Expression): Expression | undefined {
  if (expression.kind === 'literal') return isNumeric(expression.type) ? expression : undefined;
  return isCast(expression) && isApproximate(expression.type) ? castLiteral(expression.args[0]!) : undefined;
}

/** `CAST(CAST(1.1 AS FLOAT) AS DOUBLE)` is 1.1: the cast of the literal itself. */
export function shortenCast(call: FunctionCall): FunctionCall {
  if (!isCast(call) || !isNumeric(call.type)) return call;
  const argument = call.args[0]!;
  const literal = isCast(argument) ? castLiteral(argument) : undefined;
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

/** Calcite has no literal of the year 0, nor of 24 o'clock. */
function refuseUnwritten(value: Value, { kind }: SqlType): void {
  if (kind === 'DATE') {
    const { year } = dateOfDays(value as number);
    if (year < 0 || year % WRITTEN_YEARS === 0) throw new RunTimeError(`a DATE constant cannot be of the year ${year}`);
  } else if (kind === 'TIME' && value === MILLIS_PER_DAY) {
    throw new RunTimeError("a TIME constant cannot be 24 o'clock");
  }
}

/** Calcite makes a literal of a literal's cast wherever it stands. */
export function castedLiteral(value: Value, call: FunctionCall): Value {
  if (value !== null && isCast(call) && call.args[0]!.kind === 'literal') refuseUnwritten(value, call.type);
  return value;
}

/** The literal that a folded call becomes: NULL in a type that has none is its primitive default, a computed FLOAT has seven digits. */
export function foldedValue(value: Value, call: FunctionCall): Value {
  if (value === null) return call.type.nullable ? null : (PRIMITIVE_DEFAULTS[call.type.kind] ?? null);
  refuseUnwritten(value, call.type);
  if (call.type.kind !== 'FLOAT' || typeof value !== 'number' || !Number.isFinite(value) || CHOICES.has(call.name)) {
    return value;
  }
  return Math.fround(Number(value.toPrecision(FLOAT_DIGITS)));
}
