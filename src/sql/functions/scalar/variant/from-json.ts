/** A JSON value to a VARIANT: integers in the smallest type, fractions exact while they fit 38 digits, else DOUBLE. */

import { MAX_DECIMAL_PRECISION } from '../../../types/type.ts';
import type { VariantValue } from '../../../types/value.ts';
import { parseBigDecimal } from '../../json-path/big-decimal.ts';
import { isArray, isKeys, isObject, type JsonNumber, type JsonValue } from '../../json-path/value.ts';

const integer = (value: bigint): VariantValue => {
  for (const [variant, bits] of [
    ['TINYINT', 8],
    ['SMALLINT', 16],
    ['INT', 32],
  ] as const) {
    if (BigInt.asIntN(bits, value) === value) return { variant, value: Number(value) };
  }
  if (BigInt.asIntN(64, value) === value) return { variant: 'BIGINT', value };
  const text = value.toString();
  return text.replace('-', '').length <= MAX_DECIMAL_PRECISION
    ? { variant: 'DECIMAL', value: text }
    : { variant: 'DOUBLE', value: Number(text) };
};

/** The digits of a decimal without the zeros at its end, never with an exponent. */
function plainText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const text = `${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
  return sign + text.replace(/\.?0*$/, '');
}

function fraction({ text, scientific }: JsonNumber): VariantValue {
  const decimal = scientific ? undefined : parseBigDecimal(text);
  if (decimal === undefined) return { variant: 'DOUBLE', value: Number(text) };
  const precision = decimal.unscaled.toString().replace('-', '').length;
  return precision <= MAX_DECIMAL_PRECISION && decimal.scale <= MAX_DECIMAL_PRECISION
    ? { variant: 'DECIMAL', value: plainText(decimal.unscaled, decimal.scale) }
    : { variant: 'DOUBLE', value: Number(text) };
}

export function variantOf(json: JsonValue): VariantValue {
  if (json === null) return { variant: 'NULL', value: null };
  if (typeof json === 'boolean') return { variant: 'BOOLEAN', value: json };
  if (typeof json === 'string') return { variant: 'STRING', value: json };
  if (typeof json === 'number') return integer(BigInt(json));
  if (isArray(json)) return { variant: 'ARRAY', value: json.map(variantOf) };
  if (isKeys(json)) return { variant: 'ARRAY', value: json.keys.map(variantOf) };
  if (isObject(json)) {
    const keys = [...json.keys()].sort();
    return { variant: 'OBJECT', value: { keys, values: keys.map((key) => variantOf(json.get(key)!)) } };
  }
  return json.number === 'integer' ? integer(BigInt(json.text)) : fraction(json);
}
