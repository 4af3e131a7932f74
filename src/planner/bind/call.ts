/** A call with bound arguments -> a typed call: the function found, types inferred, implicit casts written out. */
import type { Span } from '../../sql/diagnostics/span.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';
import type { Argument, Call, CallOptions, Inference, ScalarFunction } from '../../sql/functions/define.ts';
import { infer } from '../../sql/functions/resolve.ts';
import { isCharacter, isNumeric } from '../../sql/types/family.ts';
import { sameType } from '../../sql/types/same.ts';
import type { SqlType } from '../../sql/types/type.ts';
import * as T from '../../sql/types/type.ts';
import type { Expression, FunctionCall } from '../physical/expression.ts';
import { constantOf } from '../rules/constant.ts';
import type { BindContext } from './context.ts';
import { foreignFunction } from './foreign-functions.ts';
import { faultyLiteral, isFaulty } from './literal.ts';

export function bindCall(
  name: string,
  args: readonly Expression[],
  options: CallOptions,
  span: Span,
  context: BindContext,
  nameSpan: Span = span,
): Expression {
  const fn = context.functions.scalar(name);
  if (!fn) {
    unknownFunction(name, nameSpan, context);
    return faultyLiteral(span);
  }
  return args.some(isFaulty) ? faultyLiteral(span) : typedCall(fn, args, options, span, context);
}

export function unknownFunction(name: string, span: Span, context: BindContext): void {
  const foreign = foreignFunction(name);
  const near = foreign ?? suggest(name.toUpperCase(), context.functions.names);
  context.diagnostics.error(
    'unknown-function',
    `unknown function '${name}'`,
    span,
    near ? { hint: foreign ? `in Flink SQL: ${foreign}` : `did you mean ${near}?` } : {},
  );
}

function typedCall(
  fn: ScalarFunction,
  args: readonly Expression[],
  options: CallOptions,
  span: Span,
  context: BindContext,
): Expression {
  const typed = typedArguments((call) => infer(fn, call), fn.name, args, options, span, context);
  return typed
    ? { kind: 'call', name: fn.name, args: typed.args, options, type: typed.returns, span }
    : faultyLiteral(span);
}

/** The arguments cast to what the function takes, and its result's type; undefined after a diagnostic. */
export function typedArguments(
  inferCall: (call: Call) => Inference,
  name: string,
  args: readonly Expression[],
  options: CallOptions,
  span: Span,
  context: BindContext,
): { readonly args: readonly Expression[]; readonly returns: SqlType } | undefined {
  const described = args.map((arg): Argument => describe(arg, context));
  const inference = inferCall({ name, args: described, options, session: context.session });
  if (!inference.ok) {
    const at = inference.argument === undefined ? span : (args[inference.argument]?.span ?? span);
    context.diagnostics.error('argument-type', inference.message, at, inference.hint ? { hint: inference.hint } : {});
    return undefined;
  }
  return {
    args: args.map((arg, i) => implicitCast(arg, inference.arguments[i] ?? arg.type, castOptions(name, arg))),
    returns: inference.returns,
  };
}

function describe(arg: Expression, context: BindContext): Argument {
  const constant = constantOf(arg, context);
  return {
    type: arg.type,
    literal: arg.kind === 'literal',
    written: isWrittenNumber(arg),
    span: arg.span,
    ...(constant === undefined ? {} : { constant: { value: constant } }),
  };
}

/** A numeric literal, under casts and under the signs just before it. */
function isWrittenNumber(expression: Expression, casts = true): boolean {
  if (expression.kind === 'literal') return isNumeric(expression.type);
  if (expression.kind !== 'call') return false;
  if (expression.name === 'CAST') return casts && isWrittenNumber(expression.args[0]!);
  return (expression.name === 'NEGATE' || expression.name === 'PLUS') && isWrittenNumber(expression.args[0]!, false);
}

/** What Flink leaves to its generated code: the planner sees no cast. */
const GENERATED: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', 'GREATEST', 'LEAST', 'IF']);

const EQUALITIES: ReadonlySet<string> = new Set(['=', '<>', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM']);

/** Text that is no date or time is equal to none, unless it is written there: Flink's planner casts that like any other. */
function castOptions(name: string, arg: Expression): CallOptions {
  if (GENERATED.has(name)) return { generated: true };
  return EQUALITIES.has(name) && !isWrittenText(arg) ? { lenient: true } : {};
}

const isWrittenText = (expression: Expression): boolean =>
  isCharacter(expression.type) &&
  (expression.kind === 'literal' ||
    (expression.kind === 'call' && expression.name === 'CAST' && isWrittenText(expression.args[0]!)));

/** The same value as another type, where the two differ in more than nullability. */
export function implicitCast(expression: Expression, type: SqlType, options: CallOptions = {}): Expression {
  if (sameType(expression.type, type)) return expression;
  if (expression.kind === 'literal' && expression.value === null) return { ...expression, type: T.nullable(type) };
  const target = T.withNullable(type, expression.type.nullable);
  const call: FunctionCall = {
    kind: 'call',
    name: 'CAST',
    args: [expression],
    options: { type: target, implicit: true, ...options },
    type: target,
    span: expression.span,
  };
  return call;
}
