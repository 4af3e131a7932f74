/** Expressions as written -> bound expressions: special syntax becomes a call of the registry's function with options. */
import type * as ast from '../../sql/ast/index.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { CallOptions } from '../../sql/functions/define.ts';
import { notNull, type SqlType, withNullable } from '../../sql/types/type.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCall, implicitCast } from './call.ts';
import { bindCollection, bindOperands, bindRow } from './constructors.ts';
import type { BindContext, Scope } from './context.ts';
import { unitsOf } from './interval.ts';
import { bindJson } from './json.ts';
import { bindLiteral, bindNumber, faultyLiteral, isFaulty, literal, nullLiteral } from './literal.ts';
import { bindNamedCall } from './named-call.ts';
import { outermost } from './outermost.ts';
import { bindField, bindIdentifier } from './scope.ts';
import { bindType, intervalType } from './types.ts';

/** Binds within one scope; every fault is a diagnostic and a NULL stands in, so that one run finds them all. */
export function bindExpression(node: ast.Expression, scope: Scope, context: BindContext): Expression {
  const bind = (inner: ast.Expression) => bindExpression(inner, scope, context);
  const call = (
    name: string,
    args: readonly (ast.Expression | undefined)[],
    options: CallOptions = {},
    at: Span = node.span,
  ) => bindCall(name, args.filter((arg) => arg !== undefined).map(bind), options, node.span, context, at);
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'binary-literal':
    case 'boolean':
    case 'null':
    case 'datetime':
    case 'interval':
      return bindLiteral(node, context.diagnostics);
    case 'identifier':
      return bindIdentifier(node, scope, context);
    case 'unary':
      return bindUnary(node, call, context);
    case 'binary':
      return bindBinary(node, scope, context);
    case 'between':
      return call('BETWEEN', [node.operand, node.low, node.high], { negated: node.negated, symmetric: node.symmetric });
    case 'like':
      return call(node.operator, [node.operand, node.pattern, node.escape], { negated: node.negated });
    case 'in':
      if (!isList(node.values)) return refuse('a subquery in IN', node.span, context);
      return bindIn(node.operand, node.values, node.negated, node.span, scope, context);
    case 'is':
      return bindIs(node, call, scope, context);
    case 'is-json':
      return call('IS JSON', [node.operand], { type: node.type, negated: node.negated });
    case 'quantified':
      return isList(node.values)
        ? bindQuantified(node, node.values, scope, context)
        : refuse('a quantified subquery', node.span, context);
    case 'period':
      return bindPeriod(node, scope, context);
    case 'call':
      return bindNamedCall(node, scope, context);
    case 'niladic':
      return call(node.name, []);
    case 'json-exists':
    case 'json-value':
    case 'json-query':
    case 'json-object':
    case 'json-array':
    case 'json-objectagg':
    case 'json-arrayagg':
      return bindJson(node, scope, context);
    case 'case':
      return bindCase(node, scope, context);
    case 'cast':
      return bindCast(node, scope, context);
    case 'extract':
      return call('EXTRACT', [node.operand], { unit: unitName(node.unit) });
    case 'round-to':
      return call(node.direction, [node.operand], { unit: unitName(node.unit) });
    case 'trim':
      return call('TRIM', [node.operand, node.characters], { side: node.side });
    case 'substring':
      return call('SUBSTRING', [node.operand, node.from, node.length]);
    case 'overlay':
      return call('OVERLAY', [node.operand, node.placing, node.from, node.length]);
    case 'position':
      return call('POSITION', [node.needle, node.haystack, node.from]);
    case 'timestamp-arithmetic':
      return call(node.function, node.args, { unit: unitName(node.unit) });
    case 'interval-expression': {
      const type = intervalType(node.qualifier, context.diagnostics);
      const amount = bindCall('INTERVAL', [bind(node.value)], { type, unit: node.qualifier.from }, node.span, context);
      return node.negative ? bindCall('NEGATE', [amount], {}, node.span, context) : amount;
    }
    case 'row':
      return bindRow(node, node.items.map(bind), context);
    case 'collection':
      return bindCollection(node, scope, context);
    case 'field':
      return bindField(bind(node.operand), node.name, context);
    case 'item':
      if (node.access !== 'plain') return refuse(`${node.access}(…) in an index`, node.span, context);
      return bindCall(
        '[]',
        [...bindOperands([node.operand], scope, context), bind(node.index)],
        {},
        node.span,
        context,
      );
    case 'scalar-subquery':
    case 'exists':
    case 'collection-query':
      return refuse('a subquery in an expression', node.span, context);
    case 'parameter':
      return refuse('a dynamic parameter', node.span, context, 'use ${name} and give its value on the command line');
    case 'star':
      return misplaced("'*'", node.span, context);
    case 'default':
      return misplaced('DEFAULT', node.span, context);
    case 'descriptor':
      return misplaced('DESCRIPTOR', node.span, context);
    case 'table-argument':
      return misplaced('a table argument', node.span, context);
    case 'named-argument':
      return misplaced('a named argument', node.span, context);
    case 'minus-date':
      return call('MINUS_DATE', [node.left, node.right], { type: intervalType(node.qualifier, context.diagnostics) });
    case 'transcode':
    case 'convert':
      return refuse('CONVERT and TRANSLATE … USING', node.span, context, 'use ENCODE and DECODE');
    case 'next-value':
      return refuse('NEXT VALUE FOR', node.span, context);
    default:
      return refuse(node.kind.replace('-', ' '), node.span, context);
  }
}

type CallOf = (
  name: string,
  args: readonly (ast.Expression | undefined)[],
  options?: CallOptions,
  at?: Span,
) => Expression;

export const isList = (values: readonly ast.Expression[] | ast.Query): values is readonly ast.Expression[] =>
  Array.isArray(values);

export const unitName = (unit: ast.TimeUnitName): string =>
  typeof unit.unit === 'string' ? unit.unit : unit.unit.other;

export function refuse(what: string, span: Span, context: BindContext, hint?: string): Expression {
  context.diagnostics.error('not-supported', `${what} is not supported`, span, hint ? { hint } : {});
  return faultyLiteral(span);
}

function misplaced(what: string, span: Span, context: BindContext): Expression {
  context.diagnostics.error('invalid-query', `${what} cannot stand here`, span);
  return faultyLiteral(span);
}

/** A minus is part of the number behind it, so that `-9223372036854775808` can be written; one of two is not. */
function bindMinus(node: ast.Unary, call: CallOf, context: BindContext, alone: boolean): Expression {
  const { operand, span } = node;
  const negate = (value: Expression) => bindCall('NEGATE', [value], {}, span, context);
  if (operand.kind === 'number') return negate(bindNumber(operand, context.diagnostics, alone));
  if (operand.kind === 'unary' && operand.operator === '-') return negate(bindMinus(operand, call, context, false));
  return call('NEGATE', [operand]);
}

function bindUnary(node: ast.Unary, call: CallOf, context: BindContext): Expression {
  switch (node.operator) {
    case '-':
      return bindMinus(node, call, context, true);
    case '+':
      return call('PLUS', [node.operand]);
    default:
      return call(node.operator, [node.operand]);
  }
}

/** A chain `a AND b AND c` is bound in a loop: generated conditions are thousands long. */
function bindBinary(node: ast.Binary, scope: Scope, context: BindContext): Expression {
  const chain: ast.Binary[] = [];
  let leftmost: ast.Expression = node;
  while (leftmost.kind === 'binary') {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  const call = (link: ast.Binary, operands: readonly Expression[]) =>
    bindCall(link.operator, operands, {}, link.span, context, link.operatorSpan);
  const first = chain.pop()!;
  let bound = call(first, bindOperands([leftmost, first.right], scope, context, first.operator === '='));
  for (const link of chain.reverse()) bound = call(link, [bound, bindExpression(link.right, scope, context)]);
  return bound;
}

function bindIn(
  operand: ast.Expression,
  values: readonly ast.Expression[],
  negated: boolean,
  span: Span,
  scope: Scope,
  context: BindContext,
): Expression {
  return bindCall('IN', bindOperands([operand, ...values], scope, context, true), { negated }, span, context);
}

function bindQuantified(
  node: ast.QuantifiedComparison,
  values: readonly ast.Expression[],
  scope: Scope,
  context: BindContext,
): Expression {
  const operand = bindExpression(node.operand, scope, context);
  const items = values.map((value) => bindExpression(value, scope, context));
  // The list is checked as that of IN is, and items of another kind take the type of the operand as there.
  const checked = bindCall('IN', [operand, ...items], {}, node.span, context);
  if (isFaulty(checked)) return checked;
  const type = (own: SqlType) =>
    operand.type.kind === 'NULL' || operand.type.kind === own.kind ? own : withNullable(operand.type, own.nullable);
  const compared = items.map((item) =>
    bindCall(node.operator, [operand, implicitCast(item, type(item.type))], {}, node.span, context),
  );
  return compared.reduce((all, one) =>
    bindCall(node.quantifier === 'ALL' ? 'AND' : 'OR', [all, one], {}, node.span, context),
  );
}

function bindIs(node: ast.IsPredicate, call: CallOf, scope: Scope, context: BindContext): Expression {
  const not = node.negated ? 'IS NOT' : 'IS';
  if (typeof node.test === 'object') {
    const operands = bindOperands([node.operand, node.test.distinctFrom], scope, context);
    return bindCall(`${not} DISTINCT FROM`, operands, {}, node.span, context);
  }
  if (node.test === 'NULL') {
    const operands = bindOperands([node.operand], scope, context, true).map(outermost);
    return bindCall(`${not} NULL`, operands, {}, node.span, context);
  }
  return call(`${not} ${node.test}`, [node.operand]);
}

function bindPeriod(node: ast.PeriodPredicate, scope: Scope, context: BindContext): Expression {
  if (node.operator !== 'OVERLAPS') return refuse(node.operator, node.span, context);
  if (
    node.left.kind !== 'row' ||
    node.right.kind !== 'row' ||
    node.left.items.length !== 2 ||
    node.right.items.length !== 2
  ) {
    context.diagnostics.error(
      'argument-type',
      'OVERLAPS stands between two pairs (start, end) or (start, interval)',
      node.span,
    );
    return faultyLiteral(node.span);
  }
  return bindCall(
    'OVERLAPS',
    [...node.left.items, ...node.right.items].map((item) => bindExpression(item, scope, context)),
    {},
    node.span,
    context,
  );
}

function bindCase(node: ast.Case, scope: Scope, context: BindContext): Expression {
  const bind = (inner: ast.Expression) => bindExpression(inner, scope, context);
  const operand = node.operand && bind(node.operand);
  const args = node.branches.flatMap((branch) => {
    const tests = branch.when.map((when) =>
      operand ? bindCall('=', [operand, bind(when)], {}, when.span, context) : bind(when),
    );
    return [tests.reduce((any, test) => bindCall('OR', [any, test], {}, branch.span, context)), bind(branch.then)];
  });
  args.push(node.else ? bind(node.else) : nullLiteral(node.span));
  return bindCall('CASE', args, {}, node.span, context);
}

function bindCast(node: ast.Cast, scope: Scope, context: BindContext): Expression {
  if (node.mode === 'SAFE_CAST') return refuse('SAFE_CAST', node.span, context, 'use TRY_CAST');
  const faults = context.diagnostics.errorCount;
  const type = bindType(node.type, context.diagnostics, true);
  const isKnown = context.diagnostics.errorCount === faults;
  const operand = bindExpression(node.operand, scope, context);
  if (!isKnown) return nullLiteral(node.span);
  const units =
    node.mode === 'CAST' && node.type.kind === 'interval-type' && unitsOf(node.operand, node.type.qualifier);
  if (typeof units === 'number') return literal(notNull(type), units, node.span);
  return bindCall(node.mode, [operand], { type }, node.span, context);
}
