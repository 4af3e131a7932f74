import { mapColumns, sizeOf } from '../logical/expressions.ts';
import type { Rule } from './rule.ts';
import { isMovable } from './rule.ts';

/** Views over views can multiply an expression without end; beyond this many nodes the projections stay apart. */
const LARGEST_MERGED = 20_000;

export const MergeProjects: Rule = {
  name: 'MergeProjects',
  doc: 'MergeProjects turns a projection of a projection into one, when nothing in the lower one gives another value each time.',
  apply: (plan, context) => {
    if (plan.kind !== 'project' || plan.input.kind !== 'project') return plan;
    const lower = plan.input;
    if (!lower.expressions.every((e) => isMovable(e, context))) return plan;
    const expressions = plan.expressions.map((e) => mapColumns(e, (column) => lower.expressions[column.index]!));
    if (expressions.reduce((size, e) => size + sizeOf(e, LARGEST_MERGED - size), 0) >= LARGEST_MERGED) return plan;
    return { ...plan, input: lower.input, expressions };
  },
};

export const RemoveIdentityProject: Rule = {
  name: 'RemoveIdentityProject',
  doc: 'RemoveIdentityProject drops a projection that gives its input as it is, names included.',
  apply: (plan) => {
    if (plan.kind !== 'project' || plan.columns.length !== plan.input.columns.length) return plan;
    const identity = plan.expressions.every(
      (e, i) => e.kind === 'column' && e.index === i && plan.input.columns[i]!.name === plan.columns[i]!.name,
    );
    return identity ? plan.input : plan;
  },
};
