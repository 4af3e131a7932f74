/**
 * Marks `array[index]` and `map[key]` whose value becomes a column or a field of a ROW, or is tested for NULL, as it is: for a
 * missing element of a NOT NULL type Flink has the default of the type there, -1 for numbers, and NULL in any other expression.
 * What is written as NULL (`CAST(NULL AS …)`) stays NULL: Flink's planner sees it.
 */
import type { SqlType } from '../../sql/types/type.ts';
import type { Expression } from '../physical/expression.ts';

const elementOf = (type: SqlType | undefined): SqlType | undefined =>
  type?.kind === 'ARRAY' ? type.element : type?.kind === 'MAP' ? type.value : undefined;

const isWrittenNull = (expression: Expression): boolean =>
  expression.kind === 'literal'
    ? expression.value === null
    : expression.kind === 'call' && expression.name === 'CAST' && isWrittenNull(expression.args[0]!);

export function outermost(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.name !== '[]') return expression;
  if (elementOf(expression.args[0]?.type)?.nullable !== false || expression.args.some(isWrittenNull)) return expression;
  return { ...expression, options: { ...expression.options, outermost: true } };
}
