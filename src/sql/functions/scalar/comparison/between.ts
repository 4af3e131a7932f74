/** `value [NOT] BETWEEN [SYMMETRIC] low AND high`; options `negated` and `symmetric`. */
import { comparison } from '../../../types/compare.ts';
import type { SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { booleanOf, refused, typed, wrongCount } from '../../infer.ts';
import { orderOperands } from './operands.ts';

/** The type all three are compared as. */
function inferBetween(call: Call): Inference {
  const count = wrongCount(call, 3);
  if (count) return count;
  const [value, low, high] = call.args.map((argument) => argument.type) as [SqlType, SqlType, SqlType];
  let common = value;
  for (const bound of [low, high, low]) {
    const operands = orderOperands(common, bound, 'BETWEEN');
    if ('problem' in operands) return refused(operands.problem);
    common = operands.types[0];
  }
  const types = call.args.map(({ type }) => ({ ...common, nullable: type.nullable || type.kind === 'NULL' }));
  return typed(types, booleanOf(types));
}

type Three = boolean | null;

const and = (a: Three, b: Three): Three =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const or = (a: Three, b: Three): Three => (a === true || b === true ? true : a === null || b === null ? null : false);
const not = (a: Three): Three => (a === null ? null : !a);

export const between = scalarFunction({
  name: 'BETWEEN',
  category: 'comparison',
  summary:
    'Whether a value lies between two bounds, both included; with SYMMETRIC the bounds may stand in either order.',
  syntax: ['value [NOT] BETWEEN [ASYMMETRIC | SYMMETRIC] low AND high'],
  parameters: [
    { name: 'value', doc: 'The value tested.', accepts: 'COMPARABLE' },
    { name: 'low', doc: 'The lower bound.', accepts: 'COMPARABLE' },
    { name: 'high', doc: 'The upper bound.', accepts: 'COMPARABLE' },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferBetween,
  compile(call) {
    const compare = comparison(call.args[0]!.type);
    const atMost = (a: Value, b: Value): Three => (a === null || b === null ? null : compare(a, b) <= 0);
    const within = (value: Value, low: Value, high: Value): Three => and(atMost(low, value), atMost(value, high));
    const test = call.options['symmetric']
      ? (value: Value, low: Value, high: Value) => or(within(value, low, high), within(value, high, low))
      : within;
    if (!call.options['negated']) return { evaluate: test };
    return { evaluate: (value: Value, low: Value, high: Value) => not(test(value, low, high)) };
  },
  examples: [
    { sql: '12 BETWEEN 11 AND 13', result: 'TRUE' },
    { sql: '12 BETWEEN SYMMETRIC 13 AND 11', result: 'TRUE' },
  ],
});
