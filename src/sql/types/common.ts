/** Common types: what Calcite gives CASE, UNION and VALUES (`leastRestrictive`), and what Flink's own functions take (`commonType`). */
import { childTypes, withChildTypes } from './children.ts';
import { implicitCastAllowed } from './coercion.ts';
import {
  exactShape,
  isApproximate,
  isBinary,
  isCharacter,
  isDatetime,
  isDecimal,
  isExact,
  isInteger,
  isInterval,
  isNumeric,
  isTimestamp,
} from './family.ts';
import { sameTypeButNull } from './same.ts';
import {
  DOUBLE,
  decimal,
  type IntervalType,
  type LengthType,
  MAX_DECIMAL_PRECISION,
  nullable,
  type SqlType,
  type TemporalType,
  type TimeUnit,
  withNullable,
} from './type.ts';

const UNITS: readonly TimeUnit[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

const widerInterval = (a: IntervalType, b: IntervalType): SqlType => {
  const from = UNITS[Math.min(UNITS.indexOf(a.from), UNITS.indexOf(b.from))]!;
  const to = UNITS[Math.max(UNITS.indexOf(a.to), UNITS.indexOf(b.to))]!;
  return { ...a, from, to, precision: Math.max(a.precision, b.precision), fraction: Math.max(a.fraction, b.fraction) };
};

/** Different fixed lengths become a varying one, so that no blanks are added. */
const widerText = (a: LengthType, b: LengthType): SqlType => {
  const length = Math.max(a.length, b.length);
  const varying = isCharacter(a) ? 'VARCHAR' : 'VARBINARY';
  const fixed = a.kind === b.kind && a.kind !== varying && a.length === b.length;
  return { kind: fixed ? a.kind : varying, length, nullable: true };
};

const widerExact = (a: SqlType, b: SqlType): SqlType => {
  if (sameTypeButNull(a, b)) return a;
  const x = exactShape(a)!;
  const y = exactShape(b)!;
  if (isInteger(a) && isInteger(b)) return y.precision > x.precision ? b : a;
  const whole = Math.min(Math.max(x.precision - x.scale, y.precision - y.scale), MAX_DECIMAL_PRECISION);
  const scale = Math.min(Math.max(x.scale, y.scale), MAX_DECIMAL_PRECISION - whole);
  return decimal(whole + scale, scale);
};

const dropAttribute = (type: TemporalType): TemporalType => ({
  kind: type.kind,
  precision: type.precision,
  nullable: type.nullable,
});

/** Of one precision the first type wins, of different ones the second with the larger. */
const widerTimestampCalcite = (a: TemporalType, b: TemporalType): SqlType => {
  if (sameTypeButNull(a, b)) return a.attribute === b.attribute ? a : dropAttribute(a);
  if (a.precision === b.precision) return dropAttribute(a);
  return { kind: b.kind, precision: Math.max(a.precision, b.precision), nullable: true };
};

/** Columns one by one; undefined when the kinds or the numbers of parts differ. */
const mergeChildren = (
  types: readonly SqlType[],
  merge: (types: readonly SqlType[]) => SqlType | undefined,
): SqlType | undefined => {
  const first = types[0]!;
  const count = childTypes(first).length;
  if (types.some((type) => type.kind !== first.kind || childTypes(type).length !== count)) return undefined;
  const children: SqlType[] = [];
  for (let i = 0; i < count; i++) {
    const child = merge(types.map((type) => childTypes(type)[i]!));
    if (child === undefined) return undefined;
    children.push(child);
  }
  return withChildTypes(first, children);
};

/** The result is nullable when a type is, or when an untyped NULL stands among them. */
const withNullabilityOf = (result: SqlType | undefined, types: readonly SqlType[]): SqlType | undefined =>
  result === undefined || result.kind === 'NULL'
    ? undefined
    : withNullable(
        result,
        types.some((type) => type.nullable || type.kind === 'NULL'),
      );

// ---- Calcite's SqlTypeFactoryImpl.leastRestrictive with Flink's type system

const mergeNumericCalcite = (result: SqlType, type: SqlType): SqlType => {
  if (isExact(type)) {
    if (isExact(result)) return widerExact(result, type);
    return isDecimal(type) ? DOUBLE : result;
  }
  // FLOAT and DOUBLE have the same precision there, so that the first of the two wins.
  if (isApproximate(result)) return result;
  return isDecimal(result) ? DOUBLE : type;
};

const mergeCalcite = (result: SqlType, type: SqlType): SqlType | undefined => {
  if (isCharacter(result) && isCharacter(type)) return widerText(result, type);
  if (isBinary(result) && isBinary(type)) return widerText(result, type);
  if (isNumeric(result) && isNumeric(type)) return mergeNumericCalcite(result, type);
  if (isInterval(result) && isInterval(type)) {
    return result.kind === type.kind ? widerInterval(result, type) : undefined;
  }
  if (isTimestamp(result) && isTimestamp(type)) return widerTimestampCalcite(result, type);
  if (result.kind === 'TIME' && type.kind === 'TIME') {
    return { ...result, precision: Math.max(result.precision, type.precision) };
  }
  return result.kind === type.kind && sameTypeButNull(result, type) ? result : undefined;
};

/**
 * The common type of the branches of CASE, of the inputs of UNION, of the rows of VALUES and of the elements of ARRAY[…].
 * Undefined when there is none, or when all are untyped NULLs.
 */
export function leastRestrictive(types: readonly SqlType[]): SqlType | undefined {
  const known = types.filter((type) => type.kind !== 'NULL').map((type) => nullable(type));
  if (known.length === 0) return undefined;
  let result: SqlType | undefined = known[0]!;
  if (known.every((type) => sameTypeButNull(type, known[0]!))) {
    for (const type of known.slice(1)) result = mergeCalcite(result, type) ?? result;
    return withNullabilityOf(result, types);
  }
  if (childTypes(result).length > 0) return withNullabilityOf(mergeChildren(known, leastRestrictive), types);
  for (const type of known.slice(1)) {
    result = mergeCalcite(result, type);
    if (result === undefined) return undefined;
  }
  return withNullabilityOf(result, types);
}

// ---- Flink's LogicalTypeMerging.findCommonType

const mergeNumericFlink = (result: SqlType, type: SqlType): SqlType => {
  if (isExact(type)) {
    if (isExact(result)) return widerExact(result, type);
    return isDecimal(type) ? DOUBLE : result;
  }
  if (isExact(result)) return type;
  return result.kind === 'DOUBLE' ? result : type;
};

const ZONE_ORDER = ['TIMESTAMP', 'TIMESTAMP_LTZ', 'TIMESTAMP_TZ'] as const;

const widerTimestampFlink = (a: TemporalType, b: TemporalType): SqlType => {
  if (sameTypeButNull(a, b)) return a.attribute === b.attribute ? a : dropAttribute(a);
  const kind = ZONE_ORDER.findLast((zone) => zone === a.kind || zone === b.kind)!;
  return { kind, precision: Math.max(a.precision, b.precision), nullable: true };
};

const mergeFlink = (result: SqlType, type: SqlType): SqlType | undefined => {
  if (isDatetime(result) && isInterval(type)) return result;
  if (isInterval(result) && isDatetime(type)) return type;
  if ((isTimestamp(result) || result.kind === 'DATE') && isExact(type)) return result;
  if (isExact(result) && (isTimestamp(type) || type.kind === 'DATE')) return type;
  if (isNumeric(result) && isNumeric(type)) return mergeNumericFlink(result, type);
  if (isTimestamp(result) && isTimestamp(type)) return widerTimestampFlink(result, type);
  return mergeCalcite(result, type);
};

const commonByCast = (types: readonly SqlType[]): SqlType | undefined => {
  let result = types[0]!;
  for (const type of types) {
    if (type.kind === 'NULL') continue;
    if (implicitCastAllowed(result, type)) result = type;
    else if (!implicitCastAllowed(type, result)) return undefined;
  }
  return result;
};

/** The common type of the arguments of COALESCE, GREATEST, IFNULL and the collection functions. */
export function commonType(types: readonly SqlType[]): SqlType | undefined {
  const normal = types.map((type) => nullable(type));
  const known = normal.filter((type) => type.kind !== 'NULL');
  if (known.length === 0) return undefined;
  let result: SqlType | undefined = known[0]!;
  if (childTypes(result).length > 0) {
    result = mergeChildren(known, commonType);
  } else {
    for (const type of known.slice(1)) {
      result = mergeFlink(result, type);
      if (result === undefined) break;
    }
  }
  return withNullabilityOf(result ?? commonByCast(known), types);
}
