/** The SQL order of two values of one type, neither of them NULL: negative, zero or positive. */
import type { SqlType } from './type.ts';
import type { MapValue, TimestampValue, Value } from './value.ts';

type Compare = (a: Value, b: Value) => number;

/** Strings in the order of their UTF-8 bytes, which is that of their code points and not of UTF-16's units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x !== y) {
      // Surrogates stand for code points above all others.
      if (x >= 0xd800 && y >= 0xd800) {
        x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
        y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}

/** Unsigned, byte by byte; a prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** NaN above all, -0 below 0, as Java's Double.compare. */
export function compareDouble(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a !== 0 ? 0 : Number(Object.is(b, -0)) - Number(Object.is(a, -0));
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

export const compareTimestamps = (a: TimestampValue, b: TimestampValue): number =>
  a.millis - b.millis || a.nanos - b.nanos;

const nullsFirst =
  (compare: Compare): Compare =>
  (a, b) => {
    if (a === null || b === null) return Number(b === null) - Number(a === null);
    return compare(a, b);
  };

const compareLists =
  (at: (index: number) => Compare): Compare =>
  (a, b) => {
    const x = a as readonly Value[];
    const y = b as readonly Value[];
    const length = Math.min(x.length, y.length);
    for (let i = 0; i < length; i++) {
      const order = at(i)(x[i]!, y[i]!);
      if (order !== 0) return order;
    }
    return x.length - y.length;
  };

const compareMaps = (key: Compare, value: Compare): Compare => {
  const keys = compareLists(() => key);
  const values = compareLists(() => value);
  return (a, b) => {
    const x = a as MapValue;
    const y = b as MapValue;
    return keys(x.keys, y.keys) || values(x.values, y.values);
  };
};

/** The order for values of `type`; found once a query. Inside collections and rows NULL comes first. */
export function comparison(type: SqlType): (a: Value, b: Value) => number {
  switch (type.kind) {
    case 'BOOLEAN':
      return (a, b) => Number(a) - Number(b);
    case 'BIGINT':
    case 'DECIMAL':
      return (a, b) => ((a as bigint) < (b as bigint) ? -1 : (a as bigint) > (b as bigint) ? 1 : 0);
    case 'FLOAT':
    case 'DOUBLE':
      return (a, b) => compareDouble(a as number, b as number);
    case 'CHAR':
    case 'VARCHAR':
      return (a, b) => compareText(a as string, b as string);
    case 'BINARY':
    case 'VARBINARY':
      return (a, b) => compareBytes(a as Uint8Array, b as Uint8Array);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return (a, b) => compareTimestamps(a as TimestampValue, b as TimestampValue);
    case 'ARRAY': {
      const element = nullsFirst(comparison(type.element));
      return compareLists(() => element);
    }
    case 'MULTISET':
      return compareMaps(
        nullsFirst(comparison(type.element)),
        nullsFirst(comparison({ kind: 'INT', nullable: false })),
      );
    case 'MAP':
      return compareMaps(nullsFirst(comparison(type.key)), nullsFirst(comparison(type.value)));
    case 'ROW':
    case 'STRUCTURED': {
      const fields = type.fields.map((field) => nullsFirst(comparison(field.type)));
      return compareLists((i) => fields[i]!);
    }
    default:
      return (a, b) => (a as number) - (b as number);
  }
}
