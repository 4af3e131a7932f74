/** ROW(…), ARRAY[…] and MAP[…] -> calls, untyped NULLs in them typed by where they stand. */
import type * as ast from '../../sql/ast/index.ts';
import type { MapOptions } from '../../sql/functions/scalar/construction/array.ts';
import { INT, nullable, type SqlType } from '../../sql/types/type.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCall } from './call.ts';
import type { BindContext, Scope } from './context.ts';
import { bindExpression, refuse } from './expression.ts';
import { outermost } from './outermost.ts';

export const bindRow = (node: ast.RowConstructor, items: readonly Expression[], context: BindContext): Expression =>
  bindCall('ROW', items.map(outermost), {}, node.span, context);

/** @param typed untyped NULLs take the type of the first operand: the map is a column of the result or operand of an operator */
export function bindCollection(
  node: ast.CollectionConstructor,
  scope: Scope,
  context: BindContext,
  typed = false,
): Expression {
  if (node.collection === 'MULTISET')
    return refuse('MULTISET[…]', node.span, context, 'use ARRAY[…], as Flink cannot plan it either');
  const items = node.items.map((item) => bindExpression(item, scope, context));
  const options: MapOptions = { literalKeys: literalKeys(node), outermost: typed };
  return bindCall(node.collection, items, node.collection === 'MAP' ? { ...options } : {}, node.span, context);
}

/** Which keys of `MAP[…]` are written as literals, perhaps in a cast: keys that are computed are never found to be the same. */
const literalKeys = ({ items }: ast.CollectionConstructor): readonly boolean[] =>
  items.filter((_, i) => i % 2 === 0).map(isWritten);

const isWritten = (node: ast.Expression): boolean =>
  LITERALS.has(node.kind) ||
  (node.kind === 'cast' && node.mode === 'CAST' && isWritten(node.operand)) ||
  (node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'number');

const LITERALS: ReadonlySet<string> = new Set(['number', 'string', 'boolean', 'null', 'datetime', 'interval']);

/**
 * Operands of an operator of Calcite's.
 * @param apart rows among them are taken apart and never built, so that an untyped NULL may stand in one; it has the type of the
 *   same field of another operand
 */
export function bindOperands(
  nodes: readonly ast.Expression[],
  scope: Scope,
  context: BindContext,
  apart = false,
): readonly Expression[] {
  const bind = (node: ast.Expression): Expression =>
    node.kind === 'collection' ? bindCollection(node, scope, context, true) : bindExpression(node, scope, context);
  if (!apart || !nodes.some(hasNull)) return nodes.map(bind);
  const bound = nodes.map((node) => (node.kind === 'row' ? node.items.map(bind) : bind(node)));
  return nodes.map((node, n) => {
    const one = bound[n]!;
    if (node.kind !== 'row' || !isItems(one)) return one as Expression;
    return bindRow(
      node,
      one.map((item, i) => typedNull(item, bound, i)),
      context,
    );
  });
}

const hasNull = (node: ast.Expression): boolean =>
  node.kind === 'row' && node.items.some((item) => item.kind === 'null');

type Bound = Expression | readonly Expression[];

const isItems = (bound: Bound): bound is readonly Expression[] => Array.isArray(bound);

function typedNull(item: Expression, operands: readonly Bound[], field: number): Expression {
  if (item.type.kind !== 'NULL' || item.kind !== 'literal') return item;
  const types = operands.map((operand) => fieldType(operand, field));
  return { ...item, type: nullable(types.find((type) => type !== undefined && type.kind !== 'NULL') ?? INT) };
}

function fieldType(operand: Bound, field: number): SqlType | undefined {
  if (isItems(operand)) return operand[field]?.type;
  return operand.type.kind === 'ROW' ? operand.type.fields[field]?.type : undefined;
}
