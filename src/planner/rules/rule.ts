import type { ConnectorRegistry } from '../../sql/catalog/connectors.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import type { Session } from '../../sql/functions/define.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';

export interface RuleContext {
  readonly functions: FunctionRegistry;
  readonly session: Session;
  readonly connectors: ConnectorRegistry;
  readonly diagnostics: Diagnostics;
}

/** One rewriting of one node (its inputs were rewritten before); the same object when the rule does not apply. */
export interface Rule {
  readonly name: string;
  /** A sentence that begins with the name. */
  readonly doc: string;
  readonly apply: (plan: LogicalPlan, context: RuleContext) => LogicalPlan;
}

/** Every evaluation gives the same: it may be moved, merged and evaluated once or twice. */
export function isMovable(expression: Expression, context: RuleContext): boolean {
  if (expression.kind !== 'call') return true;
  return (
    context.functions.scalar(expression.name)?.deterministic !== false &&
    expression.args.every((arg) => isMovable(arg, context))
  );
}
