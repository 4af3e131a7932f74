/** The comparison of two values of one type as JavaScript text, for generated loops to inline. */
import { comparison } from '../../../types/compare.ts';
import { powerOfTen } from '../../../types/decimal.ts';
import { equality } from '../../../types/equality.ts';
import type { SqlType } from '../../../types/type.ts';

export type Bind = (object: unknown) => string;
export type Order = '<' | '<=' | '>' | '>=';

/** Kinds whose JavaScript values compare with `===`. */
const isPlain = (type: SqlType): boolean => {
  switch (type.kind) {
    case 'BOOLEAN':
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DECIMAL':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
    case 'CHAR':
    case 'VARCHAR':
      return true;
    default:
      return false;
  }
};

/** `a = b` for values that are not NULL; NaN equals nothing, as in Java's `==`. */
export const equalCode = (type: SqlType, a: string, b: string, bind: Bind): string =>
  isPlain(type) ? `(${a} === ${b})` : `${bind(equality(type))}(${a}, ${b})`;

/** `a < b` and its like for values that are not NULL. */
export const orderCode = (type: SqlType, operator: Order, a: string, b: string, bind: Bind): string =>
  isPlain(type) && type.kind !== 'CHAR' && type.kind !== 'VARCHAR'
    ? `(${a} ${operator} ${b})`
    : `(${bind(comparison(type))}(${a}, ${b}) ${operator} 0)`;

/** What two decimals of different scales are multiplied with to be of one; for other types nothing. */
export function scaleFactors(a: SqlType, b: SqlType): readonly [bigint, bigint] {
  if (a.kind !== 'DECIMAL' || b.kind !== 'DECIMAL') return [1n, 1n];
  const scale = Math.max(a.scale, b.scale);
  return [powerOfTen(scale - a.scale), powerOfTen(scale - b.scale)];
}

const scaled = (text: string, factor: bigint): string => (factor === 1n ? text : `(${text} * ${factor}n)`);

/** The texts of two operands, decimals brought to one scale. */
export function alignedCode(a: SqlType, b: SqlType, x: string, y: string): readonly [string, string] {
  const [left, right] = scaleFactors(a, b);
  return [scaled(x, left), scaled(y, right)];
}
