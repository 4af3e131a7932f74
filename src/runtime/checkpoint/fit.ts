/** Whether a checkpoint can be restored into a plan: every operator that has something in it must be there, and be the same. */
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import { stateLayoutOf } from '../operators/state-layout.ts';
import { isSink } from '../pipeline/build.ts';
import type { Endpoints } from '../pipeline/endpoint.ts';
import type { Checkpoint, OperatorIdentity } from './checkpoint.ts';

/** The identities of a plan's operators that keep something in a checkpoint. */
export function identitiesOf(plan: PhysicalPlan, endpoints: Pick<Endpoints, 'identity'>): OperatorIdentity[] {
  const identities: OperatorIdentity[] = [];
  for (const node of plan.nodes) {
    const layout = stateLayoutOf(node);
    const properties: Record<string, string> = layout === undefined ? {} : { 'state layout': String(layout) };
    if (node.kind === 'source' || isSink(node)) {
      properties['connector'] = node.table.connector;
      for (const [key, value] of Object.entries(endpoints.identity(node))) properties[`option '${key}'`] = value;
    } else if (node.kind === 'values') properties['rows'] = String(node.rows.length);
    else if (node.kind === 'limit') {
      properties['offset'] = String(node.offset);
      properties['fetch'] = String(node.fetch ?? 'all');
    } else if (layout === undefined) continue;
    identities.push({ id: node.id, kind: node.kind, properties });
  }
  return identities;
}

export interface Misfit {
  /** The operator's id. */
  readonly operator: string;
  readonly problem: string;
  /** The plan does not have it; `ignore-unclaimed-state` may drop it. */
  readonly isMissing: boolean;
}

/** What does not fit; empty when the checkpoint can be restored. Operators new to the plan start empty. */
export function misfits(checkpoint: Checkpoint, plan: readonly OperatorIdentity[]): Misfit[] {
  const found: Misfit[] = [];
  for (const stored of checkpoint.operators) {
    const now = plan.find((identity) => identity.id === stored.id);
    if (!now) {
      found.push({
        operator: stored.id,
        problem: `the checkpoint has a ${stored.kind} that the query does not have`,
        isMissing: true,
      });
      continue;
    }
    const names = [...new Set([...Object.keys(stored.properties), ...Object.keys(now.properties)])];
    const was = { kind: stored.kind, ...stored.properties } as Readonly<Record<string, string>>;
    const is = { kind: now.kind, ...now.properties } as Readonly<Record<string, string>>;
    for (const name of ['kind', ...names])
      if (was[name] !== is[name])
        found.push({
          operator: stored.id,
          problem: `${name} was ${quoted(was[name])} in the checkpoint and is ${quoted(is[name])} now`,
          isMissing: false,
        });
  }
  return found;
}

/** Operators of the plan that a checkpoint knows nothing about. */
export const newOperators = (checkpoint: Checkpoint, plan: readonly OperatorIdentity[]): string[] =>
  plan.filter((identity) => !checkpoint.operators.some((stored) => stored.id === identity.id)).map(({ id }) => id);

const quoted = (text: string | undefined): string => (text === undefined ? 'not set' : `'${text}'`);
