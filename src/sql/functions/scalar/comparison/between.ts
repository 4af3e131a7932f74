/** `value [NOT] BETWEEN [SYMMETRIC] low AND high`; options `negated` and `symmetric`. */
import { leastRestrictive } from '../../../types/common.ts';
import { comparison } from '../../../types/compare.ts';
import { isApproximate, isExact } from '../../../types/family.ts';
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
    common = (isExact(common) && isExact(bound) && leastRestrictive([common, bound])) || operands.types[0];
  }
  const types = call.args.map(({ type }) => ({ ...common, nullable: type.nullable || type.kind === 'NULL' }));
  return typed(types, booleanOf(types));
}

type Three = boolean | null;

const and = (a: Three, b: Three): Three =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const or = (a: Three, b: Three): Three => (a === true || b === true ? true : a === null || b === null ? null : false);

/** `a < b`, or `a <= b`, as the operators have it: nothing comes before or after NaN. */
function order(type: SqlType, orEqual: boolean): (a: Value, b: Value) => Three {
  if (isApproximate(type)) {
    return (a, b) => (a === null || b === null ? null : orEqual ? a <= b : a < b);
  }
  const compare = comparison(type);
  const most = orEqual ? 0 : -1;
  return (a, b) => (a === null || b === null ? null : Math.sign(compare(a, b)) <= most);
}

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
    const { type } = call.args[0]!;
    const symmetric = call.options['symmetric'] === true;
    if (call.options['negated']) {
      const less = order(type, false);
      const outside = (value: Value, low: Value, high: Value): Three => or(less(value, low), less(high, value));
      if (!symmetric) return { evaluate: outside };
      return { evaluate: (value: Value, a: Value, b: Value) => and(outside(value, a, b), outside(value, b, a)) };
    }
    const atMost = order(type, true);
    const within = (value: Value, low: Value, high: Value): Three => and(atMost(low, value), atMost(value, high));
    if (!symmetric) return { evaluate: within };
    return { evaluate: (value: Value, a: Value, b: Value) => or(within(value, a, b), within(value, b, a)) };
  },
  examples: [
    { sql: '12 BETWEEN 11 AND 13', result: 'TRUE' },
    { sql: '12 BETWEEN SYMMETRIC 13 AND 11', result: 'TRUE' },
  ],
});
