/** Conditions joined by AND, apart and together. */
import { joinSpans } from '../../sql/diagnostics/span.ts';
import * as T from '../../sql/types/type.ts';
import type { Expression } from '../physical/expression.ts';

export const and = (a: Expression, b: Expression): Expression => ({
  kind: 'call',
  name: 'AND',
  args: [a, b],
  options: {},
  type: T.withNullable(T.BOOLEAN, a.type.nullable || b.type.nullable),
  span: joinSpans(a.span, b.span),
});

export const conjuncts = (condition: Expression): readonly Expression[] =>
  condition.kind === 'call' && condition.name === 'AND' ? condition.args.flatMap(conjuncts) : [condition];

/** @param conditions one at least */
export const conjunction = (conditions: readonly Expression[]): Expression => conditions.reduce(and);
