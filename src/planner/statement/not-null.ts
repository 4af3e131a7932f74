/** NOT NULL columns of a sink -> what keeps NULLs out of them. */
import type { CatalogColumn } from '../../sql/catalog/objects.ts';
import * as T from '../../sql/types/type.ts';
import type { BindContext } from '../bind/context.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';
import { conjunction } from '../rules/conjuncts.ts';

type Project = Extract<LogicalPlan, { readonly kind: 'project' }>;

/**
 * `table.exec.sink.not-null-enforcer`: ERROR fails the row, DROP leaves it out.
 *
 * @param plan its columns are those of the sink
 */
export function enforceNotNull(plan: Project, columns: readonly CatalogColumn[], context: BindContext): LogicalPlan {
  const loose = columns.flatMap((column, i) =>
    !column.type.nullable && plan.expressions[i]!.type.nullable ? [i] : [],
  );
  if (loose.length === 0) return plan;
  if ((context.session.config['table.exec.sink.not-null-enforcer'] ?? 'ERROR').toUpperCase() === 'DROP') {
    const condition = conjunction(loose.map((index) => isNotNull(plan, index)));
    return { kind: 'filter', input: plan, condition, columns: plan.columns, span: plan.span };
  }
  const expressions = plan.expressions.map((e, i) => (loose.includes(i) ? failingOnNull(e, columns[i]!.name) : e));
  return { ...plan, expressions };
}

function isNotNull({ columns, span }: Project, index: number): Expression {
  const { name, type } = columns[index]!;
  const column: Expression = { kind: 'column', index, name, type: T.nullable(type), span };
  return { kind: 'call', name: 'IS NOT NULL', args: [column], options: {}, type: T.notNull(T.BOOLEAN), span };
}

const failingOnNull = (value: Expression, column: string): Expression => ({
  kind: 'call',
  name: '$NOT_NULL',
  args: [value],
  options: { column },
  type: T.notNull(value.type),
  span: value.span,
});
