/** A plan -> the same with the user's functions that its expressions call. */
import type { FunctionCatalog } from '../../sql/catalog/function-catalog.ts';
import type { UserFunction } from '../../sql/functions/user/definition.ts';
import type { Expression } from './expression.ts';
import type { PhysicalNode, PhysicalPlan } from './plan.ts';

export function withFunctions(plan: PhysicalPlan, catalog: FunctionCatalog): PhysicalPlan {
  const found = new Map<string, UserFunction>();
  const visit = (expression: Expression): void => {
    if (expression.kind !== 'call') return;
    const definition = catalog.ofKey(expression.name)?.definition;
    if (definition) found.set(definition.key, definition);
    expression.args.forEach(visit);
  };
  plan.nodes.flatMap(expressionsOf).forEach(visit);
  return found.size === 0 ? plan : { ...plan, functions: [...found.values()] };
}

function expressionsOf(node: PhysicalNode): readonly Expression[] {
  switch (node.kind) {
    case 'calc':
      return node.filter ? [node.filter, ...node.projections] : node.projections;
    case 'values':
      return node.rows.flat();
    case 'source':
      return node.watermark ? [node.watermark.expression] : [];
    default:
      return [];
  }
}
