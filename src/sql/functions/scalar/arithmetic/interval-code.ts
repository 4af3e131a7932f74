/** Arithmetic with intervals: dates and times moved by one, intervals added, multiplied and divided. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { addMonths, dayOfMillis, MILLIS_PER_DAY } from '../../../types/calendar.ts';
import { truncateTimestamp } from '../../../types/cast/to-temporal.ts';
import { decimalToNumber } from '../../../types/decimal.ts';
import { isDatetime, isInterval, isTimestamp } from '../../../types/family.ts';
import type { SqlType } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import type { Compiled, TypedCall } from '../../define.ts';
import type { Operator } from './types.ts';

/** Moves a value by an interval, its sign applied. */
type Move = (value: Value, amount: number) => Value;

/** Months move the day and leave the time of the day; an instant is moved as in UTC (Flink's DateTimeUtils.addMonths). */
const timestampByMonths: Move = (value, months) => {
  const { millis, nanos } = value as TimestampValue;
  const day = dayOfMillis(millis);
  return { millis: millis + (addMonths(day, months) - day) * MILLIS_PER_DAY, nanos };
};

const timestampByMillis: Move = (value, amount) => {
  const { millis, nanos } = value as TimestampValue;
  return { millis: millis + amount, nanos };
};

/** Around the clock. */
const timeByMillis: Move = (value, amount) =>
  ((((value as number) + amount) % MILLIS_PER_DAY) + MILLIS_PER_DAY) % MILLIS_PER_DAY;

/** How values of a date or time type move by an interval of the given type. */
export function moveByInterval(type: SqlType, interval: SqlType): Move {
  const byMonths = interval.kind === 'INTERVAL_YEAR_MONTH';
  if (isTimestamp(type)) {
    const move = byMonths ? timestampByMonths : timestampByMillis;
    const truncate = truncateTimestamp(type.precision);
    return (value, amount) => truncate(move(value, amount) as TimestampValue);
  }
  if (type.kind === 'DATE') {
    // Whole days only: hours never reach the next date.
    return byMonths
      ? (value, amount) => addMonths(value as number, amount)
      : (value, amount) => (value as number) + Math.trunc(amount / MILLIS_PER_DAY);
  }
  return byMonths ? (value) => value : timeByMillis;
}

/** A number of any type as a double. */
const toNumber = (type: SqlType): ((value: Value) => number) =>
  type.kind === 'DECIMAL' ? (value) => decimalToNumber(value as bigint, type.scale) : (value) => Number(value);

/** Months have 32 bits and milliseconds 64; a product that has more wraps around. */
function multiplication(type: SqlType): (interval: number, factor: Value) => number {
  const bits = type.kind === 'INTERVAL_YEAR_MONTH' ? 32 : 64;
  const most = bits === 32 ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER;
  return (interval, factor) => {
    const product = interval * Number(factor);
    if (Math.abs(product) <= most) return product + 0;
    return Number(BigInt.asIntN(bits, BigInt(interval) * BigInt(factor as number | bigint)));
  };
}

const divide = (interval: number, divisor: number): number => {
  if (divisor === 0) throw new RunTimeError('division by zero');
  return Math.trunc(interval / divisor) + 0;
};

/** One argument at least is an interval. */
export function intervalOperation(operator: Operator, call: TypedCall): Compiled {
  const [a, b] = call.args.map((argument) => argument.type) as [SqlType, SqlType];
  if (isDatetime(a)) {
    const move = moveByInterval(a, b);
    const sign = operator === '-' ? -1 : 1;
    return { evaluate: (value: Value, interval: number) => move(value, sign * interval) };
  }
  if (isDatetime(b)) {
    const move = moveByInterval(b, a);
    return { evaluate: (interval: number, value: Value) => move(value, interval) };
  }
  if (isInterval(a) && isInterval(b)) return { code: ([x, y]) => `(${x} ${operator} ${y})` };
  if (isInterval(b)) {
    const multiply = multiplication(b);
    return { evaluate: (factor: Value, interval: number) => multiply(interval, factor) };
  }
  if (operator === '*') return { evaluate: multiplication(a) };
  const number = toNumber(b);
  return { evaluate: (interval: number, factor: Value) => divide(interval, number(factor)) };
}
