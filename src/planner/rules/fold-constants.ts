import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import { mapSame } from '../logical/expressions.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression, FunctionCall } from '../physical/expression.ts';
import { foldedValue } from './calcite-literals.ts';
import { evaluateConstant, isConstant } from './constant.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Functions whose arguments may never be evaluated: a failure inside is left to the run time. */
const LAZY: ReadonlySet<string> = new Set(['AND', 'OR', 'CASE', 'IF', 'COALESCE', 'IFNULL']);

export const FoldConstants: Rule = {
  name: 'FoldConstants',
  doc: 'FoldConstants replaces an expression without columns by its value; one that always fails is an error while planning.',
  apply: (plan, context) => {
    const fold = (e: Expression) => foldExpression(e, context, false);
    switch (plan.kind) {
      case 'filter': {
        const condition = fold(plan.condition);
        return condition === plan.condition ? plan : { ...plan, condition };
      }
      case 'project': {
        const expressions = mapSame(plan.expressions, fold);
        return expressions === plan.expressions ? plan : { ...plan, expressions };
      }
      case 'correlate': {
        const args = mapSame(plan.rows.args, fold);
        return args === plan.rows.args ? plan : { ...plan, rows: { ...plan.rows, args } };
      }
      case 'values': {
        const rows = mapSame(plan.rows, (row) => mapSame(row, fold));
        return rows === plan.rows ? plan : ({ ...plan, rows } satisfies LogicalPlan);
      }
      default:
        return plan;
    }
  },
};

export function foldExpression(expression: Expression, context: RuleContext, guarded: boolean): Expression {
  if (expression.kind !== 'call') return expression;
  if (isConstant(expression, context)) return foldCall(expression, context, guarded);
  const inner = guarded || LAZY.has(expression.name);
  const args = mapSame(expression.args, (arg) => foldExpression(arg, context, inner));
  return args === expression.args ? expression : { ...expression, args };
}

function foldCall(call: FunctionCall, context: RuleContext, guarded: boolean): Expression {
  try {
    const value = foldedValue(evaluateConstant(call, context), call, (e) => evaluateConstant(e, context));
    return { kind: 'literal', type: call.type, value, span: call.span };
  } catch (error) {
    if (!guarded && !context.diagnostics.list.some((d) => d.code === 'constant-failure' && d.span === call.span)) {
      const reason = error instanceof RunTimeError ? error.message : 'the expression could not be evaluated';
      context.diagnostics.error('constant-failure', reason, call.span);
    }
    return call;
  }
}
