/** Random SQL types and random values of them, for property tests. */
import fc from 'fast-check';
import {
  array,
  BIGINT,
  BOOLEAN,
  binary,
  char,
  DATE,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  intervalDayTime,
  intervalYearMonth,
  map,
  multiset,
  row,
  SMALLINT,
  type SqlType,
  STRING,
  TINYINT,
  time,
  timestamp,
  timestampLtz,
  varbinary,
  varchar,
} from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';

const decimalType = fc
  .integer({ min: 1, max: 38 })
  .chain((precision) => fc.integer({ min: 0, max: precision }).map((scale) => decimal(precision, scale)));

/** Types that are not made of others. */
export const atomicType: fc.Arbitrary<SqlType> = fc.oneof(
  fc.constantFrom<SqlType>(
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INT,
    BIGINT,
    FLOAT,
    DOUBLE,
    DATE,
    STRING,
    intervalYearMonth('YEAR', 'MONTH'),
    intervalDayTime('DAY', 'SECOND'),
  ),
  decimalType,
  fc.integer({ min: 1, max: 12 }).map(char),
  fc.integer({ min: 1, max: 12 }).map(varchar),
  fc.integer({ min: 1, max: 12 }).map(binary),
  fc.integer({ min: 1, max: 12 }).map(varbinary),
  fc.integer({ min: 0, max: 3 }).map(time),
  fc.integer({ min: 0, max: 9 }).map(timestamp),
  fc.integer({ min: 0, max: 9 }).map(timestampLtz),
);

/** Any type, two levels deep. */
export const anyType: fc.Arbitrary<SqlType> = fc.oneof(
  { weight: 4, arbitrary: atomicType },
  { weight: 1, arbitrary: atomicType.map(array) },
  { weight: 1, arbitrary: atomicType.map(multiset) },
  { weight: 1, arbitrary: fc.tuple(atomicType, atomicType).map(([key, value]) => map(key, value)) },
  {
    weight: 1,
    arbitrary: fc
      .array(atomicType, { minLength: 1, maxLength: 3 })
      .map((types) => row(types.map((type, i) => ({ name: `f${i}`, type })))),
  },
);

/** Text that casts care about as often as not. */
const interestingText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', ' 42 ', '+7', '-0', '4.7', '.5', '1e3', 'NaN', '-Infinity', '0x1p3', 't', 'FALSE', '2024-02-30'),
  fc.constantFrom('2024-2-9 1:2:3.5', '24:00:00', '12:34', '9999-12-31 23:59:59.999999999', '1e999999', '١٢'),
  fc.bigInt().map(String),
  fc.double().map(String),
);

const signedBits = (bits: bigint): fc.Arbitrary<number> =>
  fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }).map(Number);

/** Years 1 to 9999 and some beyond. */
const days = fc.oneof(
  fc.integer({ min: -719_162, max: 2_932_896 }),
  fc.integer({ min: -100_000_000, max: 100_000_000 }),
);

const unit = (precision: number, full: number): number => 10 ** Math.max(0, full - precision);

const timestampOfPrecision = (precision: number): fc.Arbitrary<Value> =>
  fc.tuple(days, fc.integer({ min: 0, max: 86_399_999 }), fc.integer({ min: 0, max: 999_999 })).map(([day, ms, ns]) => {
    const milliUnit = unit(precision, 3);
    const nanoUnit = unit(precision, 9);
    const millis = day * 86_400_000 + Math.floor(ms / milliUnit) * milliUnit;
    return { millis, nanos: precision <= 3 ? 0 : Math.floor(ns / nanoUnit) * nanoUnit };
  });

const orNull = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> => fc.option(value, { freq: 6, nil: null });

/** Entries with different keys, as far as JavaScript's text of them tells. */
const mapOf = (keys: fc.Arbitrary<Value>, values: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc
    .uniqueArray(keys, { maxLength: 3, selector: (key) => String(typeof key === 'object' ? JSON.stringify(key) : key) })
    .chain((list) => fc.tuple(...list.map(() => values)).map((items) => ({ keys: list, values: items as Value[] })));

/** A value of the type that is not NULL; inside it NULLs stand. */
export function valuesOf(type: SqlType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'BOOLEAN':
      return fc.boolean();
    case 'TINYINT':
      return signedBits(8n);
    case 'SMALLINT':
      return signedBits(16n);
    case 'INT':
      return signedBits(32n);
    case 'BIGINT':
      return fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });
    case 'FLOAT':
      return fc.float();
    case 'DOUBLE':
      return fc.double();
    case 'DECIMAL': {
      const limit = 10n ** BigInt(type.precision) - 1n;
      return fc.bigInt({ min: -limit, max: limit });
    }
    case 'VARCHAR':
      return interestingText.map((text) => [...text].slice(0, type.length).join(''));
    case 'CHAR':
      return interestingText.map((text) => {
        const points = [...text].slice(0, type.length);
        return points.join('') + ' '.repeat(type.length - points.length);
      });
    case 'BINARY':
      return fc.uint8Array({ minLength: type.length, maxLength: type.length });
    case 'VARBINARY':
      return fc.uint8Array({ maxLength: Math.min(type.length, 12) });
    case 'DATE':
      return days;
    case 'TIME': {
      const step = unit(type.precision, 3);
      return fc.integer({ min: 0, max: 86_399_999 }).map((millis) => Math.floor(millis / step) * step);
    }
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return timestampOfPrecision(type.precision);
    case 'INTERVAL_YEAR_MONTH':
      return fc.integer({ min: -120_000, max: 120_000 });
    case 'INTERVAL_DAY_TIME':
      return fc.integer({ min: -(2 ** 45), max: 2 ** 45 });
    case 'ARRAY':
      return fc.array(orNull(valuesOf(type.element)), { maxLength: 4 });
    case 'MULTISET':
      return mapOf(valuesOf(type.element), fc.integer({ min: 1, max: 5 }));
    case 'MAP':
      return mapOf(valuesOf(type.key), orNull(valuesOf(type.value)));
    case 'ROW':
      return fc.tuple(...type.fields.map((field) => orNull(valuesOf(field.type))));
    default:
      throw new Error(`no values of ${type.kind}`);
  }
}

/** A type with a value of it. */
export const typedValue = (types: fc.Arbitrary<SqlType> = anyType): fc.Arbitrary<{ type: SqlType; value: Value }> =>
  types.chain((type) => valuesOf(type).map((value) => ({ type, value })));
