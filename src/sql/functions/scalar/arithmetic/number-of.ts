/** Values of any number type as JavaScript numbers. */
import { decimalToNumber } from '../../../types/decimal.ts';
import type { SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';

/** As a double, as Java widens it. */
export const numberOf = (type: SqlType): ((value: Value) => number) =>
  type.kind === 'DECIMAL'
    ? (value) => decimalToNumber(value as bigint, type.scale)
    : type.kind === 'BIGINT'
      ? (value) => Number(value as bigint)
      : (value) => value as number;

/** A whole number of any integer type as a 64-bit one. */
export const longOf = (value: Value): bigint => (typeof value === 'bigint' ? value : BigInt(value as number));
