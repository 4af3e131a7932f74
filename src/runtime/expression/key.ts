import type { Expression } from '../../planner/physical/expression.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import { dataKey } from '../../sql/types/data-key.ts';

/** Two expressions with the same key have the same value on the same row; undefined where each evaluation may differ (RAND). */
export function expressionKey(
  expression: Expression,
  functions: FunctionRegistry,
  known: WeakMap<Expression, string>,
): string | undefined {
  const found = known.get(expression);
  if (found !== undefined) return found;
  const key = make(expression, functions, known);
  if (key !== undefined) known.set(expression, key);
  return key;
}

function make(
  expression: Expression,
  functions: FunctionRegistry,
  known: WeakMap<Expression, string>,
): string | undefined {
  if (expression.kind === 'column') return `#${expression.index}`;
  if (expression.kind === 'literal') return `${dataKey(expression.value)}:${dataKey(expression.type)}`;
  if (functions.scalar(expression.name)?.deterministic === false) return undefined;
  const args = expression.args.map((arg) => expressionKey(arg, functions, known));
  return args.includes(undefined)
    ? undefined
    : `${expression.name}(${args.join(',')})${dataKey(expression.options)}:${dataKey(expression.type)}`;
}
