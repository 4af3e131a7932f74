/** TIMESTAMPADD: a time moved by a number of units. */
import { isDatetime, isInteger, isTimestamp } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import {
  intervalDayTime,
  intervalYearMonth,
  MAX_TIME_PRECISION,
  type SqlType,
  timestamp,
  withNullable,
} from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Compiled, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { anyNullable, hasConstantNull, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { moveByInterval } from '../arithmetic/interval-code.ts';
import { noLength, UNITS_HINT, type UnitLength, unitLength } from './time-units.ts';

/** Digits that a result must have for the unit. */
const DIGITS: Readonly<Record<string, number>> = { MILLISECOND: 3, MICROSECOND: 6, NANOSECOND: 9 };
const CLOCK_UNITS: ReadonlySet<string> = new Set(['HOUR', 'MINUTE', 'SECOND']);

/** Calcite's SqlTimestampAddFunction.deduceType; undefined where there is no such sum. */
function resultType(type: SqlType, unit: string): SqlType | undefined {
  const digits = DIGITS[unit];
  if (digits !== undefined) {
    if (type.kind === 'DATE' || !('precision' in type)) return undefined;
    const precision = Math.max(digits, type.precision);
    return {
      ...type,
      precision: type.kind === 'TIME' ? Math.min(precision, MAX_TIME_PRECISION) : precision,
    } as SqlType;
  }
  return CLOCK_UNITS.has(unit) && type.kind === 'DATE' ? timestamp(6) : type;
}

function inferAdd(call: Call): Inference {
  const problem = wrongCount(call, 2) ?? untypedNull(call.args);
  if (problem) return problem;
  const length = unitLength(call);
  if (length === undefined) return refused(noLength(call), undefined, UNITS_HINT);
  const [count, time] = typesOf(call) as [SqlType, SqlType];
  // Flink divides milliseconds by them, which its code generation has not.
  if (length.millis !== undefined && length.millis < 1 && !hasConstantNull(call))
    return refused(`TIMESTAMPADD does not move by ${length.unit}`, undefined, 'units are YEAR to MILLISECOND');
  if (!isInteger(count)) return refused(`the count of TIMESTAMPADD must be an integer, found ${printType(count)}`, 0);
  const result = isDatetime(time) ? resultType(time, length.unit) : undefined;
  if (result === undefined) {
    return refused(`TIMESTAMPADD(${length.unit}, …) takes a date, time or timestamp, found ${printType(time)}`, 1);
  }
  const plain = 'attribute' in result ? { ...result, attribute: undefined } : result;
  const argument = isTimestamp(result) && time.kind === 'DATE' ? withNullable(result, time.nullable) : time;
  return typed([count, argument], withNullable(plain as SqlType, anyNullable([count, time])));
}

/** The count in months or milliseconds, wrapped at 32 or 64 bits as Flink's intervals are. */
function amountOf({ months, millis }: UnitLength): (count: Value) => number {
  if (months !== undefined) return (count) => Math.imul(Number(BigInt.asIntN(32, BigInt(count as number))), months);
  const size = millis!;
  if (size < 1) {
    const parts = Math.round(1 / size);
    return (count) => Math.trunc(Number(count) / parts);
  }
  return (count) => {
    const amount = Number(count) * size;
    return Number.isSafeInteger(amount) ? amount : Number(BigInt.asIntN(64, BigInt(count as number) * BigInt(size)));
  };
}

function compileAdd(call: TypedCall): Compiled {
  const length = unitLength(call)!;
  const interval = length.months === undefined ? intervalDayTime('SECOND') : intervalYearMonth('MONTH');
  const move = moveByInterval(call.returns, interval);
  const amount = amountOf(length);
  return { evaluate: (count: Value, time: Value) => move(time, amount(count)) };
}

export const timestampAdd = scalarFunction({
  name: 'TIMESTAMPADD',
  category: 'temporal',
  summary: 'A date, time or timestamp moved by a number of units; a DATE moved by less than a day is a TIMESTAMP.',
  syntax: ['TIMESTAMPADD(unit, count, time)'],
  parameters: [
    { name: 'count', doc: 'How many units; negative moves back.', accepts: 'INTEGER' },
    { name: 'time', doc: 'A date, time or timestamp.', accepts: 'DATETIME' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferAdd,
  compile: compileAdd,
  examples: [
    { sql: "TIMESTAMPADD(MONTH, 1, DATE '2024-01-31')", result: '2024-02-29' },
    { sql: "TIMESTAMPADD(HOUR, -1, TIME '00:30:00')", result: '23:30:00' },
  ],
});
