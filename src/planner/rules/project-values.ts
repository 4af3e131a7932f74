import { mapColumns } from '../logical/expressions.ts';
import type { Rule } from './rule.ts';
import { isMovable } from './rule.ts';

/** A long VALUES list is cheaper to project while running than to write out anew. */
const MOST_ROWS = 100;

export const ProjectValues: Rule = {
  name: 'ProjectValues',
  doc: 'ProjectValues writes a projection of VALUES into its rows.',
  apply: (plan, context) => {
    if (plan.kind !== 'project' || plan.input.kind !== 'values' || plan.input.rows.length > MOST_ROWS) return plan;
    if (!plan.input.rows.every((row) => row.every((e) => isMovable(e, context)))) return plan;
    const rows = plan.input.rows.map((row) =>
      plan.expressions.map((e) => mapColumns(e, (column) => row[column.index]!)),
    );
    return { kind: 'values', rows, columns: plan.columns, span: plan.span };
  },
};
