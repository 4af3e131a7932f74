/** Walks over bound expressions. */
import type { ColumnReference, Expression } from '../physical/expression.ts';

/** The expression with every column replaced; what has no column stays the same object. */
export function mapColumns(expression: Expression, replace: (column: ColumnReference) => Expression): Expression {
  if (expression.kind === 'column') return replace(expression);
  if (expression.kind === 'literal') return expression;
  const args = mapSame(expression.args, (arg) => mapColumns(arg, replace));
  return args === expression.args ? expression : { ...expression, args };
}

/** Bottom up: arguments first, then the node itself. */
export function mapExpression(expression: Expression, change: (expression: Expression) => Expression): Expression {
  if (expression.kind !== 'call') return change(expression);
  const args = mapSame(expression.args, (arg) => mapExpression(arg, change));
  return change(args === expression.args ? expression : { ...expression, args });
}

export function mapSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, i) => item === items[i]) ? items : changed;
}

export function visit(expression: Expression, see: (expression: Expression) => void): void {
  see(expression);
  if (expression.kind === 'call') for (const arg of expression.args) visit(arg, see);
}

export function columnsIn(expression: Expression, into = new Set<number>()): Set<number> {
  visit(expression, (e) => {
    if (e.kind === 'column') into.add(e.index);
  });
  return into;
}

/** Nodes of the expression, counted to `limit` at most: shared parts count each time. */
export function sizeOf(expression: Expression, limit: number): number {
  let size = 1;
  if (expression.kind === 'call')
    for (const arg of expression.args) if (size < limit) size += sizeOf(arg, limit - size);
  return size;
}
