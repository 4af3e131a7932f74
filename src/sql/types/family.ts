/** Which types belong together: SQL's type families as predicates, and the names of families that functions accept. */
import type { Family } from '../functions/define.ts';
import type { DecimalType, IntervalType, LengthType, SqlType, TemporalType, TypeKind } from './type.ts';

/** Decimal digits that hold any value of the integer type (Flink's LogicalTypeChecks.getPrecision). */
const INTEGER_DIGITS: Partial<Record<TypeKind, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 19 };

export const isCharacter = (type: SqlType): type is LengthType & { readonly kind: 'CHAR' | 'VARCHAR' } =>
  type.kind === 'CHAR' || type.kind === 'VARCHAR';
export const isBinary = (type: SqlType): type is LengthType & { readonly kind: 'BINARY' | 'VARBINARY' } =>
  type.kind === 'BINARY' || type.kind === 'VARBINARY';
export const isInteger = (type: SqlType): boolean => INTEGER_DIGITS[type.kind] !== undefined;
export const isDecimal = (type: SqlType): type is DecimalType => type.kind === 'DECIMAL';
export const isExact = (type: SqlType): boolean => isInteger(type) || type.kind === 'DECIMAL';
export const isApproximate = (type: SqlType): boolean => type.kind === 'FLOAT' || type.kind === 'DOUBLE';
export const isNumeric = (type: SqlType): boolean => isExact(type) || isApproximate(type);
export const isTimestamp = (type: SqlType): type is TemporalType =>
  type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ' || type.kind === 'TIMESTAMP_TZ';
export const isDatetime = (type: SqlType): boolean => type.kind === 'DATE' || type.kind === 'TIME' || isTimestamp(type);
export const isInterval = (type: SqlType): type is IntervalType =>
  type.kind === 'INTERVAL_YEAR_MONTH' || type.kind === 'INTERVAL_DAY_TIME';
export const isConstructed = (type: SqlType): boolean =>
  type.kind === 'ARRAY' || type.kind === 'MAP' || type.kind === 'MULTISET' || type.kind === 'ROW';
/** The type of a NULL nobody gave a type to. */
export const isUntypedNull = (type: SqlType): boolean => type.kind === 'NULL';

/** Precision and scale of an exact number when it is written as a DECIMAL; undefined for other types. */
export function exactShape(type: SqlType): { readonly precision: number; readonly scale: number } | undefined {
  if (type.kind === 'DECIMAL') return type;
  const precision = INTEGER_DIGITS[type.kind];
  return precision === undefined ? undefined : { precision, scale: 0 };
}

/** Values can be tested for equality (Flink compares every type but RAW this way). */
export const isComparable = (type: SqlType): boolean => type.kind !== 'RAW' && type.kind !== 'VARIANT';

const MEMBERS: Record<Family, (type: SqlType) => boolean> = {
  ANY: () => true,
  CHARACTER: isCharacter,
  BINARY: isBinary,
  NUMERIC: isNumeric,
  EXACT_NUMERIC: isExact,
  INTEGER: isInteger,
  APPROXIMATE: isApproximate,
  BOOLEAN: (type) => type.kind === 'BOOLEAN',
  DATETIME: isDatetime,
  TIMESTAMP: isTimestamp,
  INTERVAL: isInterval,
  ARRAY: (type) => type.kind === 'ARRAY',
  MAP: (type) => type.kind === 'MAP',
  MULTISET: (type) => type.kind === 'MULTISET',
  ROW: (type) => type.kind === 'ROW' || type.kind === 'STRUCTURED',
  COMPARABLE: isComparable,
  VARIANT: (type) => type.kind === 'VARIANT',
  BITMAP: (type) => type.kind === 'BITMAP',
};

export const inFamily = (type: SqlType, family: Family): boolean => MEMBERS[family](type);
