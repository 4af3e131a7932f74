/** EXPLAIN -> the stages of a plan as text. */

import { isSecretName, MASK, redactByForm } from '../../sql/diagnostics/secrets.ts';
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
    blocks.push(['Physical Execution Plan', `${JSON.stringify(physical.nodes, printable, 2)}\n`]);
  return blocks.map(([title, text]) => `== ${title} ==\n${text}`).join('\n');
}

/** Numbers that JSON does not know, and options that nobody is to read. */
function printable(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return value;
  return isSecretName(key) ? MASK : redactByForm(value);
}
