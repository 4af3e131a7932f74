/** The difference of two times as an interval, `(a - b) DAY`, and an interval of a computed number, `INTERVAL n DAY`. */
import { MILLIS_PER_DAY } from '../../../types/calendar.ts';
import { isDatetime, isInteger } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { type IntervalType, type SqlType, withNullable } from '../../../types/type.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import {
  anyNullable,
  hasConstantNull,
  operandsText,
  refused,
  typed,
  typesOf,
  untypedNull,
  wrongCount,
} from '../../infer.ts';
import { differenceInMillis, differenceInMonths } from '../temporal/difference.ts';

const targetOf = (call: Call): IntervalType => call.options['type'] as IntervalType;

/** What Flink's validator lets through, and its code generation refuses. */
const isDateAndInstant = (a: SqlType, b: SqlType): boolean =>
  (a.kind === 'TIMESTAMP_LTZ') !== (b.kind === 'TIMESTAMP_LTZ') && a.kind !== 'TIME' && b.kind !== 'TIME';

function inferDifference(call: Call): Inference {
  const problem = wrongCount(call, 2) ?? untypedNull(call.args);
  if (problem) return problem;
  const [a, b] = typesOf(call) as [SqlType, SqlType];
  const target = targetOf(call);
  if (!isDatetime(a) || !isDatetime(b) || (a.kind !== b.kind && !(isDateAndInstant(a, b) && hasConstantNull(call)))) {
    return refused(
      `cannot take the interval of ${operandsText('-', a, b)}`,
      undefined,
      'both must be dates, times or timestamps',
    );
  }
  return typed([a, b], withNullable(target, anyNullable([a, b])));
}

export const minusDate = scalarFunction({
  name: 'MINUS_DATE',
  category: 'arithmetic',
  summary: 'The time between two dates, times or timestamps, as an interval.',
  syntax: ['(later - earlier) unit'],
  parameters: [
    { name: 'later', doc: 'A date, time or timestamp.', accepts: 'DATETIME' },
    { name: 'earlier', doc: 'One of the same type.', accepts: 'DATETIME' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferDifference,
  compile(call) {
    const [later, earlier] = typesOf(call) as [SqlType, SqlType];
    if (later.kind !== earlier.kind) return { evaluate: () => null };
    const difference = call.returns.kind === 'INTERVAL_DAY_TIME' ? differenceInMillis : differenceInMonths;
    return { evaluate: difference(later, earlier) };
  },
  examples: [{ sql: "(DATE '2024-03-01' - DATE '2024-02-01') DAY", result: '+29 00:00:00.000' }],
});

/** Months or milliseconds of one unit. */
const UNIT_SIZES: Readonly<Record<string, number>> = {
  YEAR: 12,
  QUARTER: 3,
  MONTH: 1,
  WEEK: 7 * MILLIS_PER_DAY,
  DAY: MILLIS_PER_DAY,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1000,
};

export const intervalOf = scalarFunction({
  name: 'INTERVAL',
  category: 'arithmetic',
  summary: 'An interval of so many units.',
  syntax: ['INTERVAL number unit'],
  parameters: [{ name: 'number', doc: 'A whole number.', accepts: 'INTEGER' }],
  nulls: 'propagate',
  deterministic: true,
  infer(call) {
    const problem = wrongCount(call, 1) ?? untypedNull(call.args);
    if (problem) return problem;
    const { type } = call.args[0]!;
    const unit = String(call.options['unit']);
    if (!isInteger(type)) return refused(`the number of ${unit} must be an integer, found ${printType(type)}`, 0);
    if (UNIT_SIZES[unit] === undefined) return refused(`there is no interval of ${unit}`);
    return typed([type], withNullable(targetOf(call), type.nullable));
  },
  compile(call) {
    const size = UNIT_SIZES[String(call.options['unit'])]!;
    return { evaluate: (value: number | bigint) => Number(value) * size };
  },
  examples: [{ sql: 'INTERVAL (1 + 1) DAY', result: '+2 00:00:00.000' }],
});
