/**
 * Marks `array[index]` and `map[key]` whose value becomes a column or a field of a ROW, or is tested for NULL, as it is: for a
 * missing element of a NOT NULL type Flink has the default of the type there, -1 for numbers, and NULL in any other expression.
 */
import type { SqlType } from '../../sql/types/type.ts';
import type { Expression } from '../physical/expression.ts';

const elementOf = (type: SqlType | undefined): SqlType | undefined =>
  type?.kind === 'ARRAY' ? type.element : type?.kind === 'MAP' ? type.value : undefined;

export function outermost(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.name !== '[]') return expression;
  if (elementOf(expression.args[0]?.type)?.nullable !== false) return expression;
  return { ...expression, options: { ...expression.options, outermost: true } };
}
