/** A VARIANT as JSON text: objects with their keys in order, temporal values and bytes as strings (Flink's Variant.toJson). */
import { doubleText, floatText } from './float-text.ts';
import { dateText, timestampText } from './temporal-text.ts';
import type { MapValue, TimestampValue, VariantValue } from './value.ts';

const base64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

export function variantText({ variant, value }: VariantValue): string {
  switch (variant) {
    case 'NULL':
      return 'null';
    case 'STRING':
      return JSON.stringify(value);
    case 'FLOAT':
    case 'DOUBLE':
      return variant === 'FLOAT' ? floatText(value as number) : doubleText(value as number);
    case 'DATE':
      return `"${dateText(value as number)}"`;
    case 'TIMESTAMP':
      return `"${timestampText(value as TimestampValue, 6).replace(' ', 'T')}"`;
    case 'TIMESTAMP_LTZ':
      return `"${timestampText(value as TimestampValue, 6).replace(' ', 'T')}+00:00"`;
    case 'BYTES':
      return `"${base64(value as Uint8Array)}"`;
    case 'ARRAY':
      return `[${(value as readonly VariantValue[]).map(variantText).join(',')}]`;
    case 'OBJECT': {
      const { keys, values } = value as MapValue;
      const fields = keys.map((key, i) => `${JSON.stringify(key)}:${variantText(values[i] as VariantValue)}`);
      return `{${fields.join(',')}}`;
    }
    default:
      return String(value);
  }
}
