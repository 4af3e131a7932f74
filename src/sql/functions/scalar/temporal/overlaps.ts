/** OVERLAPS: whether two periods, each a start and an end or a length, have a moment in common. */
import { comparison } from '../../../types/compare.ts';
import { isDatetime, isInterval } from '../../../types/family.ts';
import type { SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { booleanOf, operandsText, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { moveByInterval } from '../arithmetic/interval-code.ts';

function inferOverlaps(call: Call): Inference {
  const problem = wrongCount(call, 4) ?? untypedNull(call.args);
  if (problem) return problem;
  const types = typesOf(call) as [SqlType, SqlType, SqlType, SqlType];
  const [start, end, otherStart, otherEnd] = types;
  const isEnd = (type: SqlType, of: SqlType): boolean => type.kind === of.kind || isInterval(type);
  if (!isDatetime(start) || start.kind !== otherStart.kind) {
    return refused(
      `periods must start with the same date or time type: ${operandsText('OVERLAPS', start, otherStart)}`,
    );
  }
  const wrong = !isEnd(end, start) ? 1 : !isEnd(otherEnd, otherStart) ? 3 : -1;
  if (wrong >= 0) return refused('a period ends with a value of the type it starts with, or with an interval', wrong);
  return typed(types, booleanOf(types));
}

type Compare = (a: Value, b: Value) => number;

const atLeast = (compare: Compare, a: Value, b: Value): boolean | null =>
  a === null || b === null ? null : compare(a, b) >= 0;

/** Start and end in order; where one is NULL they stay as Calcite's CASE leaves them, the other way round. */
const ordered = (compare: Compare, a: Value, b: Value): readonly [Value, Value] =>
  a !== null && b !== null && compare(a, b) <= 0 ? [a, b] : [b, a];

function endOf(start: SqlType, end: SqlType): (a: Value, b: Value) => Value {
  if (!isInterval(end)) return (_, b) => b;
  const move = moveByInterval(start, end);
  return (a, b) => (a === null || b === null ? null : move(a, b as number));
}

function compileOverlaps(call: TypedCall) {
  const [start, end, otherStart, otherEnd] = typesOf(call) as [SqlType, SqlType, SqlType, SqlType];
  const compare = comparison(start);
  const firstEnd = endOf(start, end);
  const secondEnd = endOf(otherStart, otherEnd);
  return {
    evaluate: (a: Value, b: Value, c: Value, d: Value): Value => {
      const [from, to] = ordered(compare, a, firstEnd(a, b));
      const [otherFrom, otherTo] = ordered(compare, c, secondEnd(c, d));
      const one = atLeast(compare, to, otherFrom);
      const other = atLeast(compare, otherTo, from);
      if (one === false || other === false) return false;
      return one === null || other === null ? null : true;
    },
  };
}

export const overlaps = scalarFunction({
  name: 'OVERLAPS',
  category: 'temporal',
  summary: 'Whether two periods have a moment in common; a period is a start with an end or with a length.',
  syntax: ['(start, end) OVERLAPS (start, end)', '(start, interval) OVERLAPS (start, interval)'],
  parameters: [
    { name: 'start', doc: 'Where the first period starts.', accepts: 'DATETIME' },
    { name: 'end', doc: 'Where it ends, or how long it is.', accepts: ['DATETIME', 'INTERVAL'] },
    { name: 'other_start', doc: 'Where the second period starts.', accepts: 'DATETIME' },
    { name: 'other_end', doc: 'Where it ends, or how long it is.', accepts: ['DATETIME', 'INTERVAL'] },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferOverlaps,
  compile: compileOverlaps,
  examples: [
    { sql: "(TIME '2:55:00', INTERVAL '1' HOUR) OVERLAPS (TIME '3:30:00', INTERVAL '2' HOUR)", result: 'TRUE' },
    { sql: "(TIME '9:00:00', TIME '10:00:00') OVERLAPS (TIME '10:15:00', INTERVAL '3' HOUR)", result: 'FALSE' },
  ],
});
