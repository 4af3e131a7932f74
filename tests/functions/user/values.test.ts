/** The JavaScript forms of SQL values: what a function is given, what it may return, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import { fromUser } from '../../../src/sql/functions/user/from-user.ts';
import { toUser } from '../../../src/sql/functions/user/to-user.ts';
import { Unfit } from '../../../src/sql/functions/user/unfit.ts';
import * as T from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';

const give = (type: T.SqlType, value: Value): unknown => (toUser(type) ?? ((v) => v))(value);
function take(type: T.SqlType, value: unknown): Value {
  try {
    return fromUser(type)(value);
  } catch (error) {
    throw error instanceof Unfit ? new RunTimeError(error.at('the result of f')) : error;
  }
}

const point = T.row([
  { name: 'x', type: T.INT },
  { name: 'y', type: T.STRING },
]);

const FORMS: readonly (readonly [T.SqlType, Value, unknown])[] = [
  [T.BOOLEAN, true, true],
  [T.INT, -7, -7],
  [T.BIGINT, 9007199254740993n, 9007199254740993n],
  [T.DOUBLE, 0.1, 0.1],
  [T.decimal(10, 2), -1250n, '-12.50'],
  [T.STRING, 'ü', 'ü'],
  [T.DATE, 19782, '2024-02-29'],
  [T.time(3), 45_296_789, '12:34:56.789'],
  [T.timestamp(9), { millis: 1709210096789, nanos: 123456 }, '2024-02-29T12:34:56.789123456'],
  [T.timestampLtz(3), { millis: 1709210096789, nanos: 0 }, '2024-02-29T12:34:56.789Z'],
  [T.timestamp(0), { millis: 1709210096000, nanos: 0 }, '2024-02-29T12:34:56'],
  [T.intervalYearMonth('YEAR'), 14, 14],
  [T.intervalDayTime('DAY'), 90_061_000, 90_061_000],
  [T.array(T.decimal(3, 1)), [15n, null], ['1.5', null]],
  [T.map(T.STRING, T.BIGINT), { keys: ['a'], values: [1n] }, new Map([['a', 1n]])],
  [T.multiset(T.INT), { keys: [4], values: [2] }, new Map([[4, 2]])],
  [point, [1, null], { x: 1, y: null }],
  [T.BYTES, Uint8Array.of(1, 255), Uint8Array.of(1, 255)],
];

describe('forms', () => {
  it.each(FORMS.map(([type, value, form]) => [type.kind, type, value, form] as const))(
    '%s both ways',
    (_, type, value, form) => {
      expect(give(type, value)).toEqual(form);
      expect(take(type, form)).toEqual(value);
      expect(give(type, null)).toBeNull();
      expect(take(type, null)).toBeNull();
      expect(take(type, undefined)).toBeNull();
    },
  );

  it.each<readonly [T.SqlType, unknown, Value]>([
    [T.BIGINT, 12, 12n],
    [T.INT, 12n, 12],
    [T.decimal(10, 2), 0.1 + 0.2, 30n],
    [T.decimal(10, 2), '1.005', 101n],
    [T.decimal(10, 2), 5n, 500n],
    [T.timestampLtz(3), new Date(5), { millis: 5, nanos: 0 }],
    [T.timestamp(3), '2024-02-29 12:34', { millis: 1709210040000, nanos: 0 }],
    [T.map(T.STRING, T.INT), { a: 1 }, { keys: ['a'], values: [1] }],
    [point, [1, 'b'], [1, 'b']],
    [point, { y: 'b' }, [null, 'b']],
  ])('%o takes %o too', (type, form, value) => {
    expect(take(type, form)).toEqual(value);
  });

  it('give copies: what a function does to an array stays with it', () => {
    const value = [1, 2];
    (give(T.array(T.INT), value) as number[]).push(3);
    expect(value).toEqual([1, 2]);
  });
});

describe('refused, with what was found and what is taken', () => {
  it.each<readonly [T.SqlType, unknown, string]>([
    [T.INT, 1.5, 'the result of f is 1.5, and INT takes whole numbers from -2147483648 to 2147483647'],
    [T.INT, 2 ** 31, 'the result of f is 2147483648, and INT takes'],
    [T.INT, '1', "the result of f is '1', and INT takes"],
    [T.INT, NaN, 'the result of f is NaN'],
    [T.BIGINT, 2n ** 63n, 'the result of f is 9223372036854775808n, and BIGINT takes'],
    [T.BIGINT, 2 ** 53, 'the result of f is 9007199254740992, and BIGINT takes'],
    [T.decimal(3, 1), '100', "the result of f is '100', and DECIMAL(3, 1) takes"],
    [T.decimal(3, 1), 'abc', "the result of f is 'abc'"],
    [T.decimal(3, 1), Number.POSITIVE_INFINITY, 'the result of f is Infinity'],
    [T.varchar(2), 'abc', "the result of f is 'abc', and VARCHAR(2) takes at most 2 characters"],
    [T.char(2), 'a', "the result of f is 'a', and CHAR(2) takes exactly 2 characters"],
    [T.STRING, 5, 'the result of f is 5, and STRING takes a string'],
    [T.STRING, {}, 'the result of f is a Object, and STRING takes a string'],
    [T.BOOLEAN, 1, 'the result of f is 1, and BOOLEAN takes true or false'],
    [T.DATE, '2024-02-30', "the result of f is '2024-02-30'"],
    [T.DATE, new Date(0), 'the result of f is a Date, and DATE takes'],
    [T.timestampLtz(3), new Date(NaN), 'the result of f is a Date'],
    [T.timestampLtz(3), '2024-02-29T12:34:56', "the result of f is '2024-02-29T12:34:56'"],
    [T.notNull(T.INT), null, 'the result of f is null, and INT NOT NULL takes none'],
    [T.array(T.INT), [1, 'x'], "element 1 of the result of f is 'x', and INT takes"],
    [T.map(T.STRING, T.INT), { a: 'x' }, "a value of the result of f is 'x'"],
    [T.multiset(T.INT), new Map([[1, 0]]), 'a value of the result of f is 0, and a MULTISET counts'],
    [point, { x: 1, Y: 'b' }, "the result of f has a field 'Y' that its type has not; did you mean 'y'?"],
    [point, [1], 'the result of f has 1 fields, and its type has 2'],
    [point, { x: 'a' }, "field x of the result of f is 'a'"],
  ])('%o and %o', (type, form, message) => {
    expect(() => take(type, form)).toThrow(RunTimeError);
    expect(() => take(type, form)).toThrow(message);
  });

  it('or converted, whatever is returned', () => {
    const types = FORMS.map(([type]) => type);
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.anything({ withBigInt: true, withDate: true, withMap: true }),
        (type, any) => {
          try {
            take(type, any);
          } catch (error) {
            expect(error).toBeInstanceOf(RunTimeError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
