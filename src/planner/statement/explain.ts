/** EXPLAIN -> the stages of a plan as text. */

import type { LogicalPlan } from '../logical/plan.ts';
import { printLogical } from '../logical/print.ts';
import type { PhysicalPlan } from '../physical/plan.ts';
import { printPhysical } from '../physical/print.ts';
import type { Optimized } from '../rules/index.ts';

export type ExplainDetail = 'ESTIMATED_COST' | 'CHANGELOG_MODE' | 'JSON_EXECUTION_PLAN' | 'PLAN_ADVICE';

/** Flink's headings; every output of a statement set in turn. */
export function explainText(
  bound: readonly LogicalPlan[],
  optimized: readonly Optimized[],
  physical: PhysicalPlan,
  details: readonly ExplainDetail[],
): string {
  const blocks = [
    ['Abstract Syntax Tree', bound.map((plan) => printLogical(plan)).join('\n')],
    [
      `Optimized Logical Plan`,
      optimized
        .map(({ plan, fired }) => `${printLogical(plan)}rules: ${fired.length > 0 ? fired.join(', ') : 'none'}\n`)
        .join('\n'),
    ],
    ['Optimized Physical Plan', printPhysical(physical, { changelogMode: details.includes('CHANGELOG_MODE') })],
  ];
  if (details.includes('JSON_EXECUTION_PLAN'))
    blocks.push([
      'Physical Execution Plan',
      `${JSON.stringify(physical.nodes, (_, v) => (typeof v === 'bigint' ? String(v) : v), 2)}\n`,
    ]);
  return blocks.map(([title, text]) => `== ${title} ==\n${text}`).join('\n');
}
