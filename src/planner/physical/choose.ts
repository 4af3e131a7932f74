/** Logical plans -> one physical plan: filters and projections fused into calcs, equal subplans built once and shared. */
import { fullName } from '../../sql/catalog/objects.ts';
import type { Session } from '../../sql/functions/define.ts';
import { dataKey } from '../../sql/types/data-key.ts';
import type { LogicalPlan, Scan } from '../logical/plan.ts';
import { tablePlaces } from './places.ts';
import type { CalcNode, PhysicalNode, PhysicalPlan, SinkNode, TableDescription } from './plan.ts';

/** A logical plan and what takes its rows. */
export interface Output {
  readonly plan: LogicalPlan;
  /** The sink without its place in the plan; absent: rows are collected for the terminal. */
  readonly sink?: Omit<SinkNode, 'kind' | 'id' | 'input' | 'columns' | 'span'>;
}

export function physicalPlan(outputs: readonly Output[], session: Session): PhysicalPlan {
  const builder = new Builder();
  for (const output of outputs) builder.output(output);
  return { version: 1, nodes: builder.nodes, session, ...(builder.singleton ? { maxParallelism: 1 } : {}) };
}

class Builder {
  readonly nodes: PhysicalNode[] = [];
  /** LIMIT and VALUES count or make each row once in the whole job. */
  singleton = false;
  private readonly shared = new Map<string, number>();
  private readonly names = new Map<string, number>();

  output(output: Output): void {
    const input = this.build(output.plan);
    const { columns, span } = output.plan;
    if (!output.sink) this.add({ kind: 'collect', id: this.identify('collect'), input, columns, span });
    else
      this.add({
        kind: 'sink',
        id: this.identify(`sink:${output.sink.table.identifier}`),
        input,
        columns,
        span,
        ...output.sink,
      });
  }

  private build(plan: LogicalPlan): number {
    const key = keyOf(plan);
    const found = this.shared.get(key);
    if (found !== undefined) return found;
    const index = this.make(plan);
    this.shared.set(key, index);
    return index;
  }

  private make(plan: LogicalPlan): number {
    const { columns, span } = plan;
    switch (plan.kind) {
      case 'scan': {
        const table = describeScan(plan);
        const limit = plan.limit === undefined ? {} : { limit: plan.limit };
        return this.add({
          kind: 'source',
          id: this.identify(`source:${table.identifier}`),
          table,
          produced: plan.produced,
          columns,
          span,
          ...limit,
        });
      }
      case 'values':
        this.singleton = true;
        return this.add({ kind: 'values', id: this.identify('values'), rows: plan.rows, columns, span });
      case 'filter':
      case 'project':
        return this.calc(plan);
      case 'correlate': {
        const { rows, carried, emitted, outer } = plan;
        const input = this.build(plan.input);
        const id = this.identify('correlate');
        return this.add({ kind: 'correlate', id, input, rows, carried, emitted, outer, columns, span });
      }
      case 'union': {
        const inputs = plan.inputs.map((input) => this.build(input));
        return this.add({ kind: 'union', id: this.identify('union'), inputs, columns, span });
      }
      case 'limit': {
        this.singleton = true;
        const input = this.build(plan.input);
        return this.add({
          kind: 'limit',
          id: this.identify('limit'),
          input,
          offset: plan.offset,
          columns,
          span,
          ...(plan.fetch === undefined ? {} : { fetch: plan.fetch }),
        });
      }
    }
  }

  private calc(plan: Extract<LogicalPlan, { kind: 'filter' | 'project' }>): number {
    const filter = plan.kind === 'filter' ? plan : plan.input.kind === 'filter' ? plan.input : undefined;
    const below = filter ? filter.input : plan.input;
    const input = this.build(below);
    const projections =
      plan.kind === 'project'
        ? plan.expressions
        : plan.columns.map(
            (column, index) =>
              ({ kind: 'column', index, name: column.name, type: column.type, span: plan.span }) as const,
          );
    const node: CalcNode = {
      kind: 'calc',
      id: this.identify('calc'),
      input,
      projections,
      columns: plan.columns,
      span: plan.span,
      ...(filter ? { filter: filter.condition } : {}),
    };
    return this.add(node);
  }

  private add(node: PhysicalNode): number {
    return this.nodes.push(node) - 1;
  }

  /** `source:db.t`, then `source:db.t-2`: stable as long as the statements before it stay. */
  private identify(name: string): string {
    const count = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  }
}

/** Equal text, equal meaning: spans apart, and columns by their position. */
const keyOf = (plan: LogicalPlan): string => dataKey(plan, PLACES);
const PLACES: ReadonlySet<string> = new Set(['span', 'optionSpans']);

function describeScan(scan: Scan): TableDescription {
  const { table, options } = scan;
  return {
    identifier: fullName(table.name),
    connector: options.connector!,
    options,
    physicalColumns: table.columns.filter((c) => c.kind === 'physical').map(({ name, type }) => ({ name, type })),
    primaryKey: table.primaryKey,
    partitionKeys: table.partitionKeys,
    places: tablePlaces(scan.span, table.optionSpans),
  };
}
