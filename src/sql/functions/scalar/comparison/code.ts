/** The comparison of two values of one type as JavaScript text, for generated loops to inline. */
import { comparison } from '../../../types/compare.ts';
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
