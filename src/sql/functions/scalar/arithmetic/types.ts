/** Result types of + - * / %: Calcite's chain of decimal rule, interval and date rules, and the least restrictive type. */
import { leastRestrictive } from '../../../types/common.ts';
import { additionType, divisionType, moduloType, multiplicationType, type Shape } from '../../../types/decimal.ts';
import { exactShape, isDatetime, isDecimal, isExact, isInteger, isInterval, isNumeric } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { type DecimalType, decimal, type SqlType, withNullable } from '../../../types/type.ts';
import type { Call, Inference } from '../../define.ts';
import { hasConstantNull, operandsText, refused, typed, untypedNull, wrongCount } from '../../infer.ts';

export type Operator = '+' | '-' | '*' | '/' | '%';

const DECIMAL_RULES: Readonly<Record<Operator, (a: Shape, b: Shape) => DecimalType>> = {
  '+': additionType,
  '-': additionType,
  '*': multiplicationType,
  '/': divisionType,
  '%': moduloType,
};

/** An exact number as the DECIMAL it is computed as. */
const asDecimal = (type: SqlType): SqlType => {
  if (isDecimal(type)) return type;
  const { precision, scale } = exactShape(type)!;
  return withNullable(decimal(precision, scale), type.nullable);
};

const nullableOf = (a: SqlType, b: SqlType): boolean => a.nullable || b.nullable;

/** Two numbers; `%` of whole numbers has the type of its right side. */
function numbers(operator: Operator, a: SqlType, b: SqlType): Inference {
  const isNull = nullableOf(a, b);
  if (isExact(a) && isExact(b) && (isDecimal(a) || isDecimal(b))) {
    const x = exactShape(a)!;
    const y = exactShape(b)!;
    const returns = operator === '%' && x.scale === 0 && y.scale === 0 ? b : DECIMAL_RULES[operator](x, y);
    return typed([asDecimal(a), asDecimal(b)], withNullable(returns, isNull));
  }
  const common = leastRestrictive([a, b])!;
  const returns = operator === '%' ? b : common;
  return typed([withNullable(common, a.nullable), withNullable(common, b.nullable)], withNullable(returns, isNull));
}

/** With an interval on one side at least; undefined where the operator has no meaning for the two. */
function intervals(operator: Operator, call: Call, a: SqlType, b: SqlType): Inference | undefined {
  const isNull = nullableOf(a, b);
  const additive = operator === '+' || operator === '-';
  if (additive && isInterval(a) && isInterval(b)) {
    const common = leastRestrictive([a, b]);
    return common && typed([a, b], withNullable(common, isNull));
  }
  if (additive && isDatetime(a) && isInterval(b)) return typed([a, b], withNullable(plain(a), isNull));
  if (operator === '+' && isInterval(a) && isDatetime(b)) {
    // Flink's code generation has this sum for no instant; a constant NULL never gets there.
    if (b.kind === 'TIMESTAMP_LTZ' && !hasConstantNull(call))
      return refused(`cannot add ${operandsText('+', a, b)}`, undefined, 'write the timestamp first');
    return typed([a, b], withNullable(plain(b), isNull));
  }
  if ((operator === '*' || operator === '/') && isInterval(a) && isNumeric(b))
    return scaled(operator, call, b) ?? typed([a, b], withNullable(a, isNull));
  if (operator === '*' && isNumeric(a) && isInterval(b))
    return scaled(operator, call, a) ?? typed([a, b], withNullable(b, isNull));
  return undefined;
}

/** Flink's code generation multiplies an interval by whole numbers only and divides none; a constant NULL never gets there. */
function scaled(operator: Operator, call: Call, number: SqlType): Inference | undefined {
  if (hasConstantNull(call)) return undefined;
  if (operator === '/')
    return refused('an interval cannot be divided', 0, 'compute the number: INTERVAL (expression) unit');
  if (isInteger(number)) return undefined;
  return refused(
    `an interval is multiplied by whole numbers only, found ${printType(number)}`,
    undefined,
    'CAST the number to INT',
  );
}

/** A time attribute that was computed with is none. */
const plain = (type: SqlType): SqlType =>
  'attribute' in type ? { kind: type.kind, precision: type.precision, nullable: type.nullable } : type;

const FORMS: Readonly<Record<Operator, string>> = {
  '+': 'two numbers, two intervals of one kind, or a date or time and an interval',
  '-': 'two numbers, two intervals of one kind, or a date or time and an interval',
  '*': 'two numbers, or a number and an interval',
  '/': 'two numbers, or an interval and a number',
  '%': 'two exact numbers',
};

function hintFor(operator: Operator, a: SqlType, b: SqlType): string {
  if (operator === '-' && isDatetime(a) && isDatetime(b)) return 'use TIMESTAMPDIFF(unit, earlier, later)';
  if (operator === '+' && (a.kind === 'VARCHAR' || a.kind === 'CHAR') && (b.kind === 'VARCHAR' || b.kind === 'CHAR')) {
    return 'use || to join text';
  }
  return `${operator} takes ${FORMS[operator]}`;
}

/** The types of `left operator right`. */
export function inferBinary(call: Call, operator: Operator): Inference {
  const problem = wrongCount(operator === '%' ? { ...call, name: 'MOD' } : call, 2) ?? untypedNull(call.args);
  if (problem) return problem;
  const [a, b] = call.args.map((argument) => argument.type) as [SqlType, SqlType];
  const fits = operator === '%' ? isExact(a) && isExact(b) : isNumeric(a) && isNumeric(b);
  if (fits) return numbers(operator, a, b);
  return (
    intervals(operator, call, a, b) ??
    refused(`cannot apply ${operator} to ${operandsText(operator, a, b)}`, undefined, hintFor(operator, a, b))
  );
}
