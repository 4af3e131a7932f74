/** What `=` and `<` compare as: the types two operands are cast to, after Calcite's operand checks and Flink's code generation. */
import { childTypes } from '../../../types/children.ts';
import { leastRestrictive } from '../../../types/common.ts';
import { exactShape, isCharacter, isDatetime, isNumeric, isTimestamp } from '../../../types/family.ts';
import { BIGINT, decimal, MAX_DECIMAL_PRECISION, type SqlType, withNullable } from '../../../types/type.ts';
import { operandsText } from '../../infer.ts';
import { comparedUnlike } from './unlike.ts';

/** The two types to cast to, or why they do not compare. */
export type Operands = { readonly types: readonly [SqlType, SqlType] } | { readonly problem: string };

const both = (common: SqlType, a: SqlType, b: SqlType): Operands => ({
  types: [withNullable(common, a.nullable), withNullable(common, b.nullable)],
});

/** Calcite's SqlTypeUtil.isComparable: the same family, or text beside a type that text can be read as. */
function sameFamily(a: SqlType, b: SqlType): boolean {
  if (a.kind === b.kind) {
    const x = childTypes(a);
    const y = childTypes(b);
    return x.length === y.length && x.every((part, i) => part.kind === 'NULL' || sameFamily(part, y[i]!));
  }
  return (
    (isNumeric(a) && isNumeric(b)) ||
    (isCharacter(a) && isCharacter(b)) ||
    (isTimestamp(a) && isTimestamp(b)) ||
    ((a.kind === 'BINARY' || a.kind === 'VARBINARY') && (b.kind === 'BINARY' || b.kind === 'VARBINARY'))
  );
}

/** Two exact numbers whose digits no DECIMAL can hold together; they are compared as they are. */
function tooWide(a: SqlType, b: SqlType): readonly [SqlType, SqlType] | undefined {
  const x = exactShape(a);
  const y = exactShape(b);
  if (x === undefined || y === undefined) return undefined;
  const digits = Math.max(x.precision - x.scale, y.precision - y.scale) + Math.max(x.scale, y.scale);
  if (digits <= MAX_DECIMAL_PRECISION) return undefined;
  return [
    withNullable(decimal(x.precision, x.scale), a.nullable),
    withNullable(decimal(y.precision, y.scale), b.nullable),
  ];
}

const refusal = (operator: string, a: SqlType, b: SqlType): Operands => ({
  problem: `cannot compare ${operandsText(operator, a, b)}`,
});

/** `=`, `<>`, IS DISTINCT FROM, NULLIF: text compares with dates and times (it is read as one), never with
 * numbers; collections of unlike parts keep their types. */
export function equalityOperands(a: SqlType, b: SqlType, operator = '='): Operands {
  if (a.kind === 'NULL' || b.kind === 'NULL') {
    const known = a.kind === 'NULL' ? b : a;
    return {
      types: [a.kind === 'NULL' ? withNullable(known, true) : a, b.kind === 'NULL' ? withNullable(known, true) : b],
    };
  }
  if (a.kind === 'RAW' || b.kind === 'RAW') return refusal(operator, a, b);
  const wide = tooWide(a, b);
  if (wide) return { types: wide };
  // Types that Calcite does not know are equal when they are equally nullable.
  if (a.kind === 'BITMAP' && a.nullable !== b.nullable) return refusal(operator, a, b);
  if (sameFamily(a, b)) {
    const common = leastRestrictive([a, b]);
    if (common !== undefined) return both(common, a, b);
  }
  if (comparedUnlike(a, b)) return { types: [a, b] };
  if (isCharacter(a) && isDatetime(b)) return { types: [withNullable(b, a.nullable), b] };
  if (isDatetime(a) && isCharacter(b)) return { types: [a, withNullable(a, b.nullable)] };
  return refusal(operator, a, b);
}

const isOrdered = (type: SqlType): boolean =>
  childTypes(type).length === 0 &&
  type.kind !== 'RAW' &&
  type.kind !== 'VARIANT' &&
  type.kind !== 'BITMAP' &&
  type.kind !== 'STRUCTURED';

/** `<`, `BETWEEN`: text is cast to the other side's type, whole numbers being compared with it as BIGINT. */
export function orderOperands(a: SqlType, b: SqlType, operator = '<'): Operands {
  if (a.kind === 'NULL' || b.kind === 'NULL') return equalityOperands(a, b, operator);
  if (!isOrdered(a) || !isOrdered(b)) return refusal(operator, a, b);
  if (isCharacter(a) !== isCharacter(b)) {
    const other = isCharacter(a) ? b : a;
    if (other.kind === 'BINARY' || other.kind === 'VARBINARY') return refusal(operator, a, b);
    const common = isNumeric(other) ? leastRestrictive([other, BIGINT]) : other;
    return common === undefined ? refusal(operator, a, b) : both(common, a, b);
  }
  if (!sameFamily(a, b)) return refusal(operator, a, b);
  const wide = tooWide(a, b);
  if (wide) return { types: wide };
  const common = orderType(a, b);
  return common === undefined ? refusal(operator, a, b) : both(common, a, b);
}

/** Numbers are ordered as Java compares them: the wider of FLOAT and DOUBLE, decimals exactly. */
function orderType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'DOUBLE' && b.kind === 'FLOAT') return a;
  if (a.kind === 'FLOAT' && b.kind === 'DOUBLE') return b;
  return leastRestrictive([a, b]);
}
