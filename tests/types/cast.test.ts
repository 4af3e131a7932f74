import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../src/sql/diagnostics/run-time-error.ts';
import { castAllowed } from '../../src/sql/types/cast/allowed.ts';
import { compileCast } from '../../src/sql/types/cast/compile.ts';
import { equality } from '../../src/sql/types/equality.ts';
import { parseDate, parseTimestamp } from '../../src/sql/types/parse-temporal.ts';
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
  row,
  SMALLINT,
  type SqlType,
  STRING,
  TINYINT,
  time,
  timestamp,
  timestampLtz,
  varchar,
} from '../../src/sql/types/type.ts';
import { timestampOf, type Value } from '../../src/sql/types/value.ts';
import { anyType, typedValue, valuesOf } from './arbitrary.ts';

const session = { timeZone: 'UTC' };
const cast = (value: Value, from: SqlType, to: SqlType, timeZone = 'UTC'): Value =>
  compileCast(from, to, { session: { timeZone } })(value);
const text = (value: string, to: SqlType): Value => cast(value, STRING, to);

describe('text to numbers', () => {
  it.each([
    [' 42 ', TINYINT, 42],
    ['+7', INT, 7],
    ['4.7', INT, 4],
    ['-4.7', INT, -4],
    ['.5', INT, 0],
    ['-9223372036854775808', BIGINT, -9223372036854775808n],
    ['0000000000000000000000001', BIGINT, 1n],
    [' 1.5f ', DOUBLE, 1.5],
    ['0x1.8p1', DOUBLE, 3],
    ['1e3', decimal(10, 2), 100_000n],
    ['1.005', decimal(5, 2), 101n],
    // Of short text Flink does not look at the byte behind the number.
    ['t', decimal(5, 2), 0n],
    ['-.', decimal(18, 4), 0n],
    ['1x ', decimal(5, 2), 100n],
    ['1e', decimal(5, 2), 100n],
    ['1e1e', decimal(5, 2), 1000n],
    ['9.995', decimal(5, 2), 1000n],
    ['00012', decimal(20, 2), 1200n],
  ])('reads %j', (input, type, value) => {
    expect(text(input, type)).toBe(value);
  });

  it.each([
    ['', INT],
    ['-', INT],
    ['1e3', INT],
    ['1 2', INT],
    ['128', TINYINT],
    ['32768', SMALLINT],
    ['9223372036854775808', BIGINT],
    ['ab', DOUBLE],
    ['1e3', decimal(5, 2)],
    ['', decimal(5, 2)],
    ['t1', decimal(5, 2)],
    ['1xx', decimal(5, 2)],
    ['1x', decimal(20, 2)],
    ['1e+', decimal(5, 2)],
    ['0001.5', decimal(5, 2)],
    ['1e-30', decimal(5, 2)],
    ['é', decimal(5, 2)],
  ])('refuses %j', (input, type) => {
    expect(() => text(input, type)).toThrow(RunTimeError);
    expect(compileCast(STRING, type, { session, try: true })(input)).toBeNull();
  });

  it('rounds text to FLOAT once', () => {
    // Above the middle of 1 and its next float, by less than a double tells from the middle.
    expect(text('1.00000005960464477540', FLOAT)).toBe(1.0000001192092896);
    expect(text('1.00000005960464477539', FLOAT)).toBe(1);
  });
});

describe('numbers', () => {
  it.each([
    [300, INT, TINYINT, 44],
    [-129, INT, TINYINT, 127],
    [1e30, DOUBLE, INT, 2147483647],
    [1e10, DOUBLE, TINYINT, -1],
    [Number.NaN, DOUBLE, BIGINT, 0n],
    [-1e300, DOUBLE, BIGINT, -9223372036854775808n],
    [2n ** 40n + 5n, BIGINT, INT, 5],
    [-199n, decimal(5, 2), INT, -1],
    [1.1, DOUBLE, FLOAT, Math.fround(1.1)],
    [12345n, decimal(10, 2), decimal(4, 1), 1235n],
    [99999n, decimal(10, 2), decimal(3, 1), null],
    [0.1, DOUBLE, decimal(10, 5), 10_000n],
    [true, BOOLEAN, decimal(5, 2), 100n],
    [0.5, DOUBLE, BOOLEAN, true],
  ] as const)('%s of %o', (value, from, to, result) => {
    expect(cast(value, from, to)).toBe(result);
  });

  it('are exact on the way to a wider type and back', () => {
    const pairs = fc.constantFrom<readonly [SqlType, SqlType]>(
      [TINYINT, SMALLINT],
      [SMALLINT, INT],
      [INT, BIGINT],
      [INT, DOUBLE],
      [BIGINT, decimal(19, 0)],
      [FLOAT, DOUBLE],
    );
    fc.assert(
      fc.property(
        pairs.chain((pair) => valuesOf(pair[0]).map((value) => ({ pair, value }))),
        ({ pair: [narrow, wide], value }) => {
          expect(cast(cast(value, narrow, wide), wide, narrow)).toBe(value);
        },
      ),
    );
  });
});

describe('text of values', () => {
  it.each([
    ['ab', STRING, char(4), 'ab  '],
    ['abcdef', STRING, varchar(3), 'abc'],
    ['😀😀😀', STRING, varchar(2), '😀😀'],
    [false, BOOLEAN, char(3), 'FAL'],
    [[1, null], array(INT), STRING, '[1, NULL]'],
    [{ keys: ['a'], values: [1] }, map(STRING, INT), STRING, '{a=1}'],
    [
      [1, 'x'],
      row([
        { name: 'a', type: INT },
        { name: 'b', type: STRING },
      ]),
      STRING,
      '(1, x)',
    ],
    [timestampOf(-1, 500_000), timestamp(3), STRING, '1969-12-31 23:59:59.9995'],
    [45_296_700, time(3), STRING, '12:34:56.7'],
    [45_296_000, time(0), STRING, '12:34:56'],
  ] as const)('%j', (value, from, to, result) => {
    expect(cast(value as Value, from, to)).toBe(result);
  });

  it('pads and cuts bytes', () => {
    expect(text('1', binary(2))).toEqual(new Uint8Array([0x31, 0]));
    expect(text('123', binary(2))).toEqual(new Uint8Array([0x31, 0x32]));
  });

  it('reads back as the value', () => {
    const types = fc.oneof(
      fc.constantFrom<SqlType>(BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DOUBLE, FLOAT, time(3)),
      // The 0 before the point needs room among the digits of short text.
      fc.integer({ min: 1, max: 38 }).chain((p) => fc.integer({ min: 0, max: p - 1 }).map((s) => decimal(p, s))),
    );
    fc.assert(
      fc.property(typedValue(types), ({ type, value }) => {
        expect(cast(cast(value, type, STRING), STRING, type)).toBe(value);
      }),
    );
  });

  it('of dates and timestamps from year 1 to 9999 reads back, in any fixed zone', () => {
    const days = fc.integer({ min: -719_161, max: 2_932_895 });
    const zones = fc.constantFrom('UTC', 'GMT+08:00', 'GMT-11:30');
    fc.assert(
      fc.property(days, fc.nat(86_399_999), fc.nat(999_999), zones, (day, millis, nanos, zone) => {
        expect(cast(cast(day, DATE, STRING), STRING, DATE)).toBe(day);
        const moment = timestampOf(day * 86_400_000 + millis, nanos);
        for (const type of [timestamp(9), timestampLtz(9)]) {
          expect(cast(cast(moment, type, STRING, zone), STRING, type, zone)).toEqual(moment);
        }
      }),
    );
  });
});

describe('dates and times', () => {
  const at = (iso: string, nanos = 0): Value => timestampOf(Date.parse(iso), nanos);

  it.each([
    ['2024-2-9', DATE, 19_762],
    ['2024-02-09 whatever', DATE, 19_762],
    ['2024', DATE, 19_723],
    ['12:34', time(0), 45_240_000],
    ['12:34:56.789', time(0), 45_296_000],
    [' 12: 34 :56 ', time(0), 45_296_000],
    ['012:034', time(0), 45_240_000],
    ['12:34:56.7x', time(3), 45_296_700],
    ['12:34:56.7896', time(3), 45_296_790],
    // An offset goes the wrong way.
    ['12:34:56+02:00', time(0), 52_496_000],
    ['12:34:56.5-1', time(3), 41_696_500],
    ['2024-02-', timestamp(3), at('2024-02-01T00:00:00Z')],
    ['2024-- ::5', timestamp(3), at('2024-01-01T00:00:05Z')],
    ['2023-02-29', timestamp(3), at('2023-02-28T00:00:00Z')],
    ['2024-02-29 24:00:00', timestamp(3), at('2024-03-01T00:00:00Z')],
    ['2024-02-29 12:34:56.123456789', timestamp(6), at('2024-02-29T12:34:56.123Z', 456_000)],
  ])('reads %j', (input, type, value) => {
    expect(text(input, type)).toEqual(value);
  });

  it.each([
    ['2023-02-29', DATE],
    ['10000-01-01', DATE],
    ['24:00:00', time(0)],
    ['12:00+13:00', time(0)],
    ['12-02:00', time(0)],
    ['1:2:3+13:30:15', time(0)],
    ['2024--3', timestamp(3)],
    ['2024-02-29T12:34:56', timestamp(3)],
    ['2024-02-29 12:34:56+02:00', timestamp(3)],
    ['2024-02-32', timestamp(3)],
    ['24-01-01', timestamp(3)],
  ])('refuses %j', (input, type) => {
    expect(() => text(input, type)).toThrow(/^cannot cast '/);
  });

  it('cuts timestamps before 1970 towards that year', () => {
    const moment = at('1969-12-31T12:00:00.987Z');
    expect(cast(moment, timestamp(3), DATE)).toBe(0);
    expect(cast(moment, timestampLtz(3), DATE)).toBe(-1);
    expect(cast(moment, timestamp(3), timestamp(0))).toEqual(at('1969-12-31T12:00:01Z'));
    expect(cast(moment, timestamp(3), timestampLtz(2))).toEqual(at('1969-12-31T12:00:00.99Z'));
    expect(cast(at('1970-01-01T03:00:00.987Z'), timestamp(3), timestampLtz(0), 'Asia/Shanghai')).toEqual(
      at('1969-12-31T19:00:01Z'),
    );
  });

  it('counts months or milliseconds by a number', () => {
    expect(cast(14, INT, intervalYearMonth('YEAR'))).toBe(14);
    expect(cast(-5_000_000_000n, BIGINT, intervalYearMonth('MONTH'))).toBe(-705_032_704);
    expect(cast(1999n, decimal(5, 2), intervalDayTime('DAY'))).toBe(19);
    expect(castAllowed(INT, intervalDayTime('DAY', 'SECOND'))).toBe('no');
    expect(castAllowed(DOUBLE, intervalDayTime('DAY'))).toBe('no');
  });

  it('goes between local and absolute times through the zone', () => {
    const noon = at('2024-07-01T12:00:00Z');
    expect(cast(noon, timestamp(3), timestampLtz(3), 'America/New_York')).toEqual(at('2024-07-01T16:00:00Z'));
    expect(cast(noon, timestampLtz(3), timestamp(3), 'America/New_York')).toEqual(at('2024-07-01T08:00:00Z'));
    expect(cast(at('2024-07-01T01:00:00Z'), timestampLtz(3), DATE, 'America/New_York')).toBe(19_904);
  });
});

describe('the usual form of a timestamp', () => {
  it('is read like every other form', () => {
    const part = (max: number): fc.Arbitrary<string> =>
      fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    const parts = fc.tuple(
      fc.integer({ min: 0, max: 9999 }),
      part(13),
      part(32),
      part(25),
      part(61),
      part(61),
      fc.nat(999_999_999),
      fc.nat(9),
    );
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute, second, fraction, digits]) => {
        const date = `${String(year).padStart(4, '0')}-${month}-${day}`;
        const clock = `${hour}:${minute}:${second}.${String(fraction).padStart(9, '0').slice(0, digits)}`;
        // A month or day with a blank before it is none, but one with fewer digits goes the long way round.
        const plain = parseTimestamp(`${date} ${clock}`, 9);
        const detour = parseTimestamp(`${date.replace(/-0(\d)/g, '-$1')} ${clock.replace(/^0(\d)/, '$1')}`, 9);
        expect(plain).toEqual(detour);
        expect(parseDate(date)).toBe(parseDate(date.replace(/-0(\d)/g, '-$1')));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('every pair of types', () => {
  it('is refused, or casts any value or fails with words for a user', () => {
    const cases = fc.tuple(typedValue(), anyType);
    fc.assert(
      fc.property(cases, ([{ type, value }, target]) => {
        if (castAllowed(type, target) === 'no') {
          expect(() => compileCast(type, target, { session })).toThrow(RunTimeError);
          return;
        }
        const result = compileCast(type, target, { session, try: true })(value);
        if (result === null) return;
        expect(equality(target)(result, result)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps NULL', () => {
    expect(compileCast(INT, STRING, { session })(null)).toBeNull();
  });
});
