/** Constant expressions -> their values, lazily as the run time would: a branch not taken is not evaluated. */

import type { Session } from '../../sql/functions/define.ts';
import { evaluator } from '../../sql/functions/evaluator.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Expression, FunctionCall } from '../physical/expression.ts';
import { castedLiteral, shortenCast } from './calcite-literals.ts';

export interface Evaluation {
  readonly functions: FunctionRegistry;
  readonly session: Session;
  /** Without what Calcite does to literals and their casts: as generated code would have it over columns. */
  readonly generated?: true;
}

/** The value when the expression is a constant that can be had while planning; undefined when it is none or fails. */
export function constantOf(expression: Expression, env: Evaluation): Value | undefined {
  if (expression.kind === 'literal') return expression.value;
  if (!isConstant(expression, env)) return undefined;
  try {
    return evaluateConstant(expression, env);
  } catch {
    return undefined;
  }
}

/** No column in it, and every function gives the same for the same arguments. */
export function isConstant(expression: Expression, env: Evaluation): boolean {
  if (expression.kind === 'literal') return true;
  if (expression.kind === 'column') return false;
  return (
    env.functions.scalar(expression.name)?.deterministic === true &&
    expression.args.every((arg) => isConstant(arg, env))
  );
}

/** @throws RunTimeError as the row would */
export function evaluateConstant(expression: Expression, env: Evaluation): Value {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'column') throw new Error('assertion: a column is no constant');
  const lazy = LAZY[expression.name];
  return lazy ? lazy(expression, env) : evaluateCall(expression, env);
}

/** @param values those of the arguments, where they are known */
function evaluateCall(written: FunctionCall, env: Evaluation, values?: readonly Value[]): Value {
  const call = env.generated ? written : shortenCast(written, (inner) => evaluateCall(inner, env));
  const fn = env.functions.scalar(call.name)!;
  const args = call.args.map((arg, i) => ({
    type: arg.type,
    literal: arg.kind === 'literal',
    span: arg.span,
    constant: { value: values ? values[i]! : evaluateConstant(arg, env) },
  }));
  const evaluate = evaluator(fn, {
    name: fn.name,
    args,
    options: call.options,
    session: env.session,
    returns: call.type,
  });
  const value = evaluate(args.map((arg) => arg.constant.value));
  return env.generated ? value : castedLiteral(value, call);
}

const LAZY: Readonly<Record<string, (call: FunctionCall, env: Evaluation) => Value>> = {
  AND: (call, env) => junction(call, env, false),
  OR: (call, env) => junction(call, env, true),
  CASE: (call, env) => {
    for (let i = 0; i + 1 < call.args.length; i += 2)
      if (evaluateConstant(call.args[i]!, env) === true) return evaluateConstant(call.args[i + 1]!, env);
    return call.args.length % 2 === 1 ? evaluateConstant(call.args.at(-1)!, env) : null;
  },
  IF: (call, env) => evaluateConstant(call.args[evaluateConstant(call.args[0]!, env) === true ? 1 : 2]!, env),
  COALESCE: firstNonNull,
  IFNULL: firstNonNull,
  BETWEEN: nullOfNull,
  IN: inList,
  ...Object.fromEntries(
    ['=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'].map((name) => [name, nullOfAnyNull]),
  ),
};

/** A comparison with NULL, and a sum, is NULL before the planner looks at the other side, which may fail. */
function nullOfAnyNull(call: FunctionCall, env: Evaluation): Value {
  const values: Value[] = [];
  let failure: unknown;
  for (const arg of call.args) {
    try {
      const value = evaluateConstant(arg, env);
      if (value === null) return null;
      values.push(value);
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return evaluateCall(call, env, values);
}

/** NULL in a list or between bounds is NULL before they are looked at. */
function nullOfNull(call: FunctionCall, env: Evaluation): Value {
  if (evaluateConstant(call.args[0]!, env) === null) return null;
  return evaluateCall(call, env);
}

/** One item that is equal decides, whatever the others fail with. */
function inList(call: FunctionCall, env: Evaluation): Value {
  try {
    return nullOfNull(call, env);
  } catch (error) {
    const [operand, ...items] = call.args;
    const decides = (item: Expression): boolean => {
      try {
        return evaluateCall({ ...call, args: [operand!, item] }, env) === !call.options['negated'];
      } catch {
        return false;
      }
    };
    if (items.some(decides)) return !call.options['negated'];
    throw error;
  }
}

function firstNonNull(call: FunctionCall, env: Evaluation): Value {
  for (const arg of call.args) {
    const value = evaluateConstant(arg, env);
    if (value !== null) return value;
  }
  return null;
}

function junction(call: FunctionCall, env: Evaluation, decisive: boolean): Value {
  let result: Value = !decisive;
  for (const arg of call.args) {
    const value = evaluateConstant(arg, env);
    if (value === decisive) return decisive;
    if (value === null) result = null;
  }
  return result;
}
