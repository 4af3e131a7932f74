/** What Calcite's literals do to folded floats: a cast literal keeps its digits, a computed FLOAT keeps seven of them. */
import { isApproximate, isNumeric } from '../../sql/types/family.ts';
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

/** A FLOAT that folding computed goes through a decimal literal of seven digits; what was only cast or chosen does not. */
export function roundFolded(value: Value, call: FunctionCall): Value {
  if (call.type.kind !== 'FLOAT' || typeof value !== 'number' || !Number.isFinite(value) || CHOICES.has(call.name)) {
    return value;
  }
  return Math.fround(Number(value.toPrecision(FLOAT_DIGITS)));
}
