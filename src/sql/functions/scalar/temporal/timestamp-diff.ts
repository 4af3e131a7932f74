/** TIMESTAMPDIFF: how many whole units lie between two times. */
import { isDatetime } from '../../../types/family.ts';
import { BIGINT, INT, type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Compiled, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
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
import { canSubtract, differenceInMillis, differenceInMonths } from './difference.ts';
import { noLength, UNITS_HINT, type UnitLength, unitLength } from './time-units.ts';

const kindOf = ({ months }: UnitLength): 'months' | 'millis' => (months === undefined ? 'millis' : 'months');

function inferDiff(call: Call): Inference {
  const problem = wrongCount(call, 2) ?? untypedNull(call.args);
  if (problem) return problem;
  const length = unitLength(call);
  if (length === undefined) return refused(noLength(call), undefined, UNITS_HINT);
  const [from, to] = typesOf(call) as [SqlType, SqlType];
  const wrong = [from, to].findIndex((type) => !isDatetime(type));
  if (wrong >= 0 || !(canSubtract(to, from, kindOf(length)) || hasConstantNull(call))) {
    return refused(
      `TIMESTAMPDIFF(${length.unit}, …) has no difference ${operandsText('-', to, from)}`,
      wrong < 0 ? undefined : wrong,
      'both must be dates and timestamps, or of the same type',
    );
  }
  return typed([from, to], withNullable(length.unit === 'NANOSECOND' ? BIGINT : INT, anyNullable([from, to])));
}

/** Units below the second count whole seconds: the interval between the two has no smaller field. */
function compileDiff(call: TypedCall): Compiled {
  const [from, to] = typesOf(call) as [SqlType, SqlType];
  const length = unitLength(call)!;
  if (!canSubtract(to, from, kindOf(length))) return { evaluate: () => null };
  const { unit, months, millis } = length;
  if (months !== undefined) {
    const between = differenceInMonths(to, from);
    // Flink counts years where decades are asked for.
    const size = unit === 'DECADE' ? 12 : months;
    return { evaluate: (a: Value, b: Value) => Math.trunc(between(b, a) / size) | 0 };
  }
  const between = differenceInMillis(to, from);
  const size = millis!;
  const seconds = (a: Value, b: Value): number => Math.trunc(between(b, a) / 1000) | 0;
  if (unit === 'NANOSECOND') {
    return { evaluate: (a: Value, b: Value) => BigInt(Math.trunc(between(b, a) / 1000)) * 1_000_000_000n };
  }
  if (size < 1000) {
    const factor = Math.round(1000 / size);
    return { evaluate: (a: Value, b: Value) => Math.imul(seconds(a, b), factor) };
  }
  // Weeks are made of seconds in 32 bits, as Flink plans them.
  if (unit === 'WEEK') return { evaluate: (a: Value, b: Value) => Math.trunc(seconds(a, b) / 604_800) | 0 };
  return { evaluate: (a: Value, b: Value) => Math.trunc(between(b, a) / size) | 0 };
}

export const timestampDiff = scalarFunction({
  name: 'TIMESTAMPDIFF',
  category: 'temporal',
  summary: 'How many whole units lie between two times; negative when the second is the earlier.',
  syntax: ['TIMESTAMPDIFF(unit, from, to)'],
  parameters: [
    { name: 'from', doc: 'A date, time or timestamp.', accepts: 'DATETIME' },
    { name: 'to', doc: 'Another.', accepts: 'DATETIME' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferDiff,
  compile: compileDiff,
  examples: [
    { sql: "TIMESTAMPDIFF(DAY, DATE '2024-02-28', DATE '2024-03-01')", result: '2' },
    { sql: "TIMESTAMPDIFF(MONTH, DATE '2024-01-31', DATE '2023-12-30')", result: '-1' },
  ],
});
