/** The writing side on the main thread: commits what complete checkpoints hold. */
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { isSink } from './build.ts';
import type { Committer, EndpointContext, Endpoints } from './endpoint.ts';
import { trying } from './trying.ts';

export interface Publishing {
  /** Opens the sinks, commits what the restored checkpoint holds, then lets each clear up what is left of earlier runs. */
  open(restored: Checkpoint | undefined): Promise<void>;
  commit(checkpoint: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

export function publishing(
  plan: PhysicalPlan,
  endpoints: Pick<Endpoints, 'openCommitter'>,
  contextOf: (node: string) => EndpointContext,
  abort: AbortSignal,
): Publishing {
  const nodes = plan.nodes.filter(isSink);
  const committers = new Map<string, Committer>();

  async function commit(checkpoint: Checkpoint): Promise<void> {
    for (const node of nodes) {
      const state = checkpoint.sinks[node.id];
      if (!state) continue;
      const committing = committers.get(node.id)!.commit(checkpoint.id, state.committables);
      await trying(`commit checkpoint ${checkpoint.id} of ${node.table.identifier}`, node, committing, abort);
    }
  }

  return {
    async open(restored) {
      for (const node of nodes) {
        const opening = endpoints.openCommitter(node, contextOf(node.id));
        committers.set(node.id, await trying(`open ${node.table.identifier} for writing`, node, opening, abort));
      }
      if (restored) await commit(restored);
      for (const node of nodes) {
        const recovering = committers.get(node.id)!.recover?.(restored?.sinks[node.id]?.states ?? []);
        if (recovering) await trying(`clear up ${node.table.identifier}`, node, recovering, abort);
      }
    },
    commit,
    async close() {
      for (const committer of committers.values()) await committer.close();
    },
  };
}
