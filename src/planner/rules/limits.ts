import type { LogicalPlan } from '../logical/plan.ts';
import type { Rule } from './rule.ts';

export const PushLimitThroughProject: Rule = {
  name: 'PushLimitThroughProject',
  doc: 'PushLimitThroughProject limits before projecting, so that rows beyond the limit are not projected.',
  apply: (plan) => {
    if (plan.kind !== 'limit' || plan.input.kind !== 'project') return plan;
    const project = plan.input;
    return { ...project, input: { ...plan, input: project.input, columns: project.input.columns } };
  },
};

export const PushLimitIntoScan: Rule = {
  name: 'PushLimitIntoScan',
  doc: 'PushLimitIntoScan tells a source how many rows are wanted at most; the limit itself stays above it.',
  apply: (plan) => {
    if (plan.kind !== 'limit' || plan.fetch === undefined || plan.input.kind !== 'scan') return plan;
    const wanted = plan.offset + plan.fetch;
    if (plan.input.limit !== undefined && plan.input.limit <= wanted) return plan;
    return { ...plan, input: { ...plan.input, limit: wanted } satisfies LogicalPlan };
  },
};
