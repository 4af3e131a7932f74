import fc from 'fast-check';
import { MAX_LENGTH, type SqlType } from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';

const MAX_ELEMENTS = 4;
/** Flink's range of timestamps is that of years 0 to 9999. */
const MIN_MILLIS = -62167219200000;
const MAX_MILLIS = 253402300799999;

/** Values of a type as `sql/types/value.ts` describes them; NULL only where the type allows it. */
export function valueArbitrary(type: SqlType): fc.Arbitrary<Value> {
  const value = nonNullArbitrary(type);
  return type.nullable ? fc.option(value, { nil: null, freq: 4 }) : value;
}

function nonNullArbitrary(type: SqlType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'BOOLEAN':
      return fc.boolean();
    case 'TINYINT':
      return fc.integer({ min: -128, max: 127 });
    case 'SMALLINT':
      return fc.integer({ min: -32768, max: 32767 });
    case 'INT':
    case 'INTERVAL_YEAR_MONTH':
      return fc.integer();
    case 'BIGINT':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case 'FLOAT':
      return fc.float({ noNaN: true });
    case 'DOUBLE':
      return fc.double({ noNaN: true });
    case 'INTERVAL_DAY_TIME':
      return fc.integer({ min: -1e12, max: 1e12 });
    case 'DATE':
      return fc.integer({ min: -719528, max: 2932896 });
    case 'TIME':
      return fc.integer({ min: 0, max: 86399999 });
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return timestampArbitrary(type.precision);
    case 'DECIMAL': {
      const limit = 10n ** BigInt(type.precision) - 1n;
      return fc.bigInt({ min: -limit, max: limit });
    }
    case 'CHAR':
    case 'VARCHAR':
      return fc.string({ unit: 'grapheme', maxLength: Math.min(type.length, 24) });
    case 'BINARY':
    case 'VARBINARY':
      return fc.uint8Array({ maxLength: type.length === MAX_LENGTH ? 24 : type.length });
    case 'ARRAY':
      return fc.array(valueArbitrary(type.element), { maxLength: MAX_ELEMENTS });
    case 'MAP':
      return mapArbitrary(type.key, valueArbitrary(type.value));
    case 'MULTISET':
      return mapArbitrary(type.element, fc.integer({ min: 1, max: 9 }));
    case 'ROW':
    case 'STRUCTURED':
      return fc.tuple(...type.fields.map((field) => valueArbitrary(field.type)));
    default:
      return fc.constant(null);
  }
}

function timestampArbitrary(precision: number): fc.Arbitrary<Value> {
  const unit = 10 ** Math.max(0, 3 - precision);
  const step = 10 ** (9 - Math.max(3, precision));
  return fc
    .tuple(fc.integer({ min: MIN_MILLIS, max: MAX_MILLIS }), fc.integer({ min: 0, max: 999_999 }))
    .map(([millis, nanos]) => ({
      millis: Math.floor(millis / unit) * unit,
      nanos: Math.floor(nanos / step) * step,
    }));
}

const textOf = (value: Value) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));

function mapArbitrary(key: SqlType, values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc
    .uniqueArray(fc.tuple(valueArbitrary(key), values), {
      maxLength: MAX_ELEMENTS,
      selector: ([entryKey]) => textOf(entryKey),
    })
    .map((entries) => ({ keys: entries.map(([k]) => k), values: entries.map(([, v]) => v) }));
}
