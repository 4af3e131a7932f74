/** A physical plan as text: a node a line with its number, inputs named by number. */
import { plural } from '../../sql/diagnostics/plural.ts';
import { columnsText, correlateText, producedText, projectedText } from '../logical/print.ts';
import { expressionText } from './expression-text.ts';
import type { PhysicalNode, PhysicalPlan } from './plan.ts';

export function printPhysical(plan: PhysicalPlan, options: { readonly changelogMode?: boolean } = {}): string {
  const mode = options.changelogMode ? '  changelogMode: [I]' : '';
  const bound = plan.maxParallelism === undefined ? '' : `parallelism: at most ${plan.maxParallelism}\n`;
  return bound + plan.nodes.map((node, i) => `${i}: ${nodeText(node, plan.nodes)}${mode}\n`).join('');
}

const inputs = (...numbers: readonly number[]): string => `[${numbers.join(', ')}]`;

function nodeText(node: PhysicalNode, nodes: readonly PhysicalNode[]): string {
  switch (node.kind) {
    case 'source':
      return `Source ${node.table.identifier}  connector: ${node.table.connector}  columns: ${producedText(node.produced)}${node.limit === undefined ? '' : `  limit: ${node.limit}`}`;
    case 'values':
      return `Values  ${plural(node.rows.length, 'row')}  columns: ${columnsText(node.columns)}`;
    case 'calc': {
      const select = node.projections.map((e, i) => projectedText(expressionText(e), node.columns[i]!.name)).join(', ');
      return `Calc${inputs(node.input)}  select: ${select}${node.filter ? `  where: ${expressionText(node.filter)}` : ''}`;
    }
    case 'correlate':
      return `Correlate${inputs(node.input)}  ${correlateText(node, nodes[node.input]!.columns)}`;
    case 'union':
      return `UnionAll${inputs(...node.inputs)}`;
    case 'limit':
      return `Limit${inputs(node.input)}  ${node.fetch === undefined ? 'all' : node.fetch}${node.offset > 0 ? `  offset: ${node.offset}` : ''}`;
    case 'sink':
      return `Sink${inputs(node.input)} ${node.table.identifier}  connector: ${node.table.connector}  columns: ${columnsText(node.consumed)}`;
    case 'collect':
      return `Collect${inputs(node.input)}  columns: ${columnsText(node.columns)}`;
  }
}
