/** SQL equality of two values of one type, neither of them NULL; NULLs inside collections and rows equal each other. */
import type { SqlType } from './type.ts';
import type { BitmapValue, MapValue, TimestampValue, Value, VariantValue } from './value.ts';

type Equals = (a: Value, b: Value) => boolean;

const nullable =
  (equals: Equals): Equals =>
  (a, b) =>
    a === null || b === null ? a === b : equals(a, b);

export const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const listEquals =
  (elements: (index: number) => Equals): Equals =>
  (a, b) => {
    const x = a as readonly Value[];
    const y = b as readonly Value[];
    return x.length === y.length && x.every((value, i) => elements(i)(value, y[i]!));
  };

/** The order of the entries does not count. */
const mapEquals =
  (keyEquals: Equals, valueEquals: Equals): Equals =>
  (a, b) => {
    const x = a as MapValue;
    const y = b as MapValue;
    if (x.keys.length !== y.keys.length) return false;
    return x.keys.every((key, i) => {
      const at = y.keys.findIndex((other) => keyEquals(key, other));
      return at >= 0 && valueEquals(x.values[i]!, y.values[at]!);
    });
  };

const variantEquals = (a: VariantValue, b: VariantValue): boolean => {
  if (a.variant !== b.variant) return false;
  if (a.variant === 'ARRAY') return listEquals(() => variantValueEquals)(a.value, b.value);
  if (a.variant === 'OBJECT') return mapEquals((x, y) => x === y, variantValueEquals)(a.value, b.value);
  if (a.variant === 'BYTES') return bytesEqual(a.value as Uint8Array, b.value as Uint8Array);
  if (a.variant === 'TIMESTAMP' || a.variant === 'TIMESTAMP_LTZ') return timestampEquals(a.value, b.value);
  return a.value === b.value;
};
const variantValueEquals: Equals = (a, b) => variantEquals(a as VariantValue, b as VariantValue);

const timestampEquals: Equals = (a, b) => {
  const x = a as TimestampValue;
  const y = b as TimestampValue;
  return x.millis === y.millis && x.nanos === y.nanos;
};

const bitmapEquals: Equals = (a, b) => {
  const x = (a as BitmapValue).bitmap;
  const y = (b as BitmapValue).bitmap;
  return x.length === y.length && x.every((value, i) => value === y[i]);
};

const identical: Equals = (a, b) => a === b;

/** Equality for values of `type`; found once a query. The operator `=` treats NaN by itself, as Java's `==` does. */
export function equality(type: SqlType): (a: Value, b: Value) => boolean {
  switch (type.kind) {
    case 'BINARY':
    case 'VARBINARY':
      return (a, b) => bytesEqual(a as Uint8Array, b as Uint8Array);
    case 'FLOAT':
    case 'DOUBLE':
      return (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b));
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return timestampEquals;
    case 'ARRAY': {
      const element = nullable(equality(type.element));
      return listEquals(() => element);
    }
    case 'MAP':
      return mapEquals(nullable(equality(type.key)), nullable(equality(type.value)));
    case 'MULTISET':
      return mapEquals(nullable(equality(type.element)), identical);
    case 'ROW':
    case 'STRUCTURED': {
      const fields = type.fields.map((field) => nullable(equality(field.type)));
      return listEquals((i) => fields[i]!);
    }
    case 'VARIANT':
      return variantValueEquals;
    case 'BITMAP':
      return bitmapEquals;
    default:
      return identical;
  }
}
