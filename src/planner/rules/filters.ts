import { mapColumns } from '../logical/expressions.ts';
import { and } from './conjuncts.ts';
import type { Rule } from './rule.ts';
import { isMovable } from './rule.ts';

export const MergeFilters: Rule = {
  name: 'MergeFilters',
  doc: 'MergeFilters turns a filter over a filter into one with both conditions, the lower one first.',
  apply: (plan) => {
    if (plan.kind !== 'filter' || plan.input.kind !== 'filter') return plan;
    return { ...plan, input: plan.input.input, condition: and(plan.input.condition, plan.condition) };
  },
};

export const PushFilterThroughProject: Rule = {
  name: 'PushFilterThroughProject',
  doc: 'PushFilterThroughProject evaluates a condition before the projection it reads, so that dropped rows are not projected.',
  apply: (plan, context) => {
    if (plan.kind !== 'filter' || plan.input.kind !== 'project') return plan;
    const project = plan.input;
    if (!project.expressions.every((e) => isMovable(e, context)) || !isMovable(plan.condition, context)) return plan;
    const condition = mapColumns(plan.condition, (column) => project.expressions[column.index]!);
    return {
      ...project,
      input: { kind: 'filter', input: project.input, condition, columns: project.input.columns, span: plan.span },
    };
  },
};

export const PushFilterThroughUnion: Rule = {
  name: 'PushFilterThroughUnion',
  doc: 'PushFilterThroughUnion filters each input of a UNION ALL instead of its result.',
  apply: (plan) => {
    if (plan.kind !== 'filter' || plan.input.kind !== 'union') return plan;
    const inputs = plan.input.inputs.map(
      (input) =>
        ({ kind: 'filter', input, condition: plan.condition, columns: input.columns, span: plan.span }) as const,
    );
    return { ...plan.input, inputs };
  },
};

export const RemoveTrueFilter: Rule = {
  name: 'RemoveTrueFilter',
  doc: 'RemoveTrueFilter drops a filter whose condition is the constant TRUE.',
  apply: (plan) =>
    plan.kind === 'filter' && plan.condition.kind === 'literal' && plan.condition.value === true ? plan.input : plan,
};

export const RemoveFalseFilter: Rule = {
  name: 'RemoveFalseFilter',
  doc: 'RemoveFalseFilter replaces a filter whose condition is the constant FALSE or NULL by no rows; what it reads is not opened.',
  apply: (plan) => {
    if (plan.kind !== 'filter' || plan.condition.kind !== 'literal' || plan.condition.value === true) return plan;
    return { kind: 'values', rows: [], columns: plan.columns, span: plan.span };
  },
};
