/** The rules in the order they are tried, and the driver that applies them until nothing changes. */
import { mapSame } from '../logical/expressions.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import { inputsOf, withInputs } from '../logical/plan.ts';
import { PushFilterThroughCorrelate } from './correlates.ts';
import {
  MergeFilters,
  PushFilterThroughProject,
  PushFilterThroughUnion,
  RemoveFalseFilter,
  RemoveTrueFilter,
} from './filters.ts';
import { FoldConstants } from './fold-constants.ts';
import { PushLimitIntoScan, PushLimitThroughProject } from './limits.ts';
import { MergeProjects, RemoveIdentityProject } from './merge-projects.ts';
import { ProjectValues } from './project-values.ts';
import { pruneColumns } from './prune-columns.ts';
import type { Rule, RuleContext } from './rule.ts';
import { shareScans } from './share-scans.ts';

export const RULES: readonly Rule[] = [
  FoldConstants,
  RemoveTrueFilter,
  RemoveFalseFilter,
  MergeFilters,
  PushFilterThroughProject,
  PushFilterThroughUnion,
  PushFilterThroughCorrelate,
  MergeProjects,
  RemoveIdentityProject,
  ProjectValues,
  PushLimitThroughProject,
  PushLimitIntoScan,
];

/** Every rule makes a plan smaller or moves a node down once, so this many rounds are never needed. */
const MAX_ROUNDS = 1000;

export interface Optimized {
  readonly plan: LogicalPlan;
  /** Names of the rules that changed something, in the order of their first change. */
  readonly fired: readonly string[];
}

export function optimize(plan: LogicalPlan, context: RuleContext): Optimized {
  const fired = new Set<string>();
  const current = simplify(plan, context, fired);
  const pruned = pruneColumns(current, context.connectors);
  if (JSON.stringify(shape(pruned)) !== JSON.stringify(shape(current))) fired.add('PruneColumns');
  return { plan: simplify(pruned, context, fired), fired: [...fired] };
}

/** The plans of one job, each optimized: what they read of the same table is read once. */
export function optimizeTogether(plans: readonly Optimized[], context: RuleContext): readonly Optimized[] {
  const before = plans.map(({ plan }) => plan);
  return shareScans(before).map((plan, i) => {
    const fired = new Set(plans[i]!.fired);
    if (JSON.stringify(shape(plan)) !== JSON.stringify(shape(before[i]!))) fired.add('ShareScans');
    return { plan: simplify(plan, context, fired), fired: [...fired] };
  });
}

/** The rules, until nothing changes. */
function simplify(plan: LogicalPlan, context: RuleContext, fired: Set<string>): LogicalPlan {
  let current = plan;
  for (let round = 0; ; round++) {
    if (round > MAX_ROUNDS) throw new Error('assertion: the rules do not come to an end');
    const next = rewrite(current, context, fired);
    if (next === current) return current;
    current = next;
  }
}

const shape = (plan: LogicalPlan): unknown => [
  plan.kind,
  plan.columns.map((c) => c.name),
  ...inputsOf(plan).map(shape),
];

function rewrite(plan: LogicalPlan, context: RuleContext, fired: Set<string>): LogicalPlan {
  const inputs = inputsOf(plan);
  const rewritten = mapSame(inputs, (input) => rewrite(input, context, fired));
  let current = rewritten === inputs ? plan : withInputs(plan, rewritten);
  for (const rule of RULES) {
    const next = rule.apply(current, context);
    if (next !== current) {
      fired.add(rule.name);
      current = next;
    }
  }
  return current;
}
