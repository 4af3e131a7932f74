/** A plan -> the same with the user's functions that its expressions call. */
import type { FunctionCatalog } from '../../sql/catalog/function-catalog.ts';
import type { UserFunction } from '../../sql/functions/user/definition.ts';
import { visit } from '../logical/expressions.ts';
import type { Expression } from './expression.ts';
import type { PhysicalNode, PhysicalPlan } from './plan.ts';

export function withFunctions(plan: PhysicalPlan, catalog: FunctionCatalog): PhysicalPlan {
  const found = new Map<string, UserFunction>();
  const note = (name: string): void => {
    const definition = catalog.ofKey(name)?.definition;
    if (definition) found.set(definition.key, definition);
  };
  for (const node of plan.nodes)
    if (node.kind === 'correlate' && node.rows.kind === 'table-function') note(node.rows.name);
  for (const expression of plan.nodes.flatMap(expressionsOf))
    visit(expression, (e) => {
      if (e.kind === 'call') note(e.name);
    });
  return found.size === 0 ? plan : { ...plan, functions: [...found.values()] };
}

function expressionsOf(node: PhysicalNode): readonly Expression[] {
  switch (node.kind) {
    case 'calc':
      return node.filter ? [node.filter, ...node.projections] : node.projections;
    case 'correlate':
      return node.rows.args;
    case 'values':
      return node.rows.flat();
    case 'source':
      return node.watermark ? [node.watermark.expression] : [];
    default:
      return [];
  }
}
