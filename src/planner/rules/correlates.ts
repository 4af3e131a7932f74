import { columnsIn, mapColumns } from '../logical/expressions.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';
import { conjunction, conjuncts } from './conjuncts.ts';
import type { Rule } from './rule.ts';
import { isMovable } from './rule.ts';

export const PushFilterThroughCorrelate: Rule = {
  name: 'PushFilterThroughCorrelate',
  doc: 'PushFilterThroughCorrelate evaluates conditions on the input before a table function or UNNEST is asked for its rows.',
  apply: (plan, context) => {
    if (plan.kind !== 'filter' || plan.input.kind !== 'correlate') return plan;
    const correlate = plan.input;
    const { carried, input } = correlate;
    const ofInput = (e: Expression) =>
      isMovable(e, context) && [...columnsIn(e)].every((index) => index < carried.length);
    const all = conjuncts(plan.condition);
    const below = all.filter(ofInput);
    if (below.length === 0) return plan;
    const condition = mapColumns(conjunction(below), (column) => ({ ...column, index: carried[column.index]! }));
    const filtered: LogicalPlan = { kind: 'filter', input, condition, columns: input.columns, span: plan.span };
    const above = all.filter((e) => !ofInput(e));
    const pushed: LogicalPlan = { ...correlate, input: filtered };
    return above.length === 0 ? pushed : { ...plan, input: pushed, condition: conjunction(above) };
  },
};
