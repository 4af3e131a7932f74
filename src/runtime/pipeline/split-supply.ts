/** The reading side on the main thread: finds splits, shares them out over subtasks, and knows where each of them stood. */
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Checkpoint, SourceState } from '../checkpoint/checkpoint.ts';
import { valuesEnumerator } from '../operators/values.ts';
import { splitAssigner } from './assign-splits.ts';
import { type InputNode, isInput } from './build.ts';
import type { EndpointContext, Endpoints, Enumerator, Split } from './endpoint.ts';
import { failureOf } from './failure.ts';
import { trying } from './trying.ts';

/** New splits of a source, by subtask. */
export interface Assignment {
  readonly node: string;
  readonly shares: readonly (readonly Split[])[];
  /** There will be no others. */
  readonly last: boolean;
}

export interface SupplyContext {
  readonly plan: PhysicalPlan;
  readonly endpoints: Pick<Endpoints, 'openEnumerator'>;
  readonly contextOf: (node: string) => EndpointContext;
  readonly parallelism: number;
  readonly restored: Checkpoint | undefined;
  readonly abort: AbortSignal;
}

export interface SplitSupply {
  /** Opens the sources and finds their first splits. */
  open(): Promise<readonly Assignment[]>;
  /** Looks again where it is time to. */
  discoverWhatIsDue(): Promise<readonly Assignment[]>;
  /** Milliseconds until `discoverWhatIsDue` has something to do. */
  dueInMs(): number;
  /** What the sources themselves have for a checkpoint; positions are those of splits that no subtask has. */
  snapshot(): ReadonlyMap<string, SourceState>;
  /** What outside systems show of the progress (a group's offsets) is a courtesy: failures are warnings. */
  tell(checkpoint: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

export function splitSupply(context: SupplyContext): SplitSupply {
  const { plan, endpoints, contextOf, restored, abort } = context;
  const nodes = plan.nodes.filter(isInput);
  const enumerators = new Map<string, Enumerator>();
  const nextDiscoveryMs = new Map<string, number>();
  const assigner = splitAssigner(context.parallelism);

  async function openEnumerator(node: InputNode): Promise<Enumerator> {
    if (node.kind === 'values') return valuesEnumerator();
    const opening = endpoints.openEnumerator(node, contextOf(node.id));
    return trying(`open ${node.table.identifier} for reading`, node, opening, abort);
  }

  /** An enumerator does not give out again what was read to its end, so these stay in every later checkpoint. */
  const before = (node: string): ReadonlyMap<string, unknown> => restored?.sources[node]?.positions ?? new Map();

  async function discover(node: InputNode, positions: ReadonlyMap<string, unknown>): Promise<Assignment> {
    const enumerator = enumerators.get(node.id)!;
    const discovering = enumerator.discover(positions);
    const splits =
      node.kind === 'values'
        ? await discovering
        : await trying(`find what to read of ${node.table.identifier}`, node, discovering, abort);
    const { discoverIntervalMs } = enumerator;
    const last = discoverIntervalMs === undefined;
    const nowMs = contextOf(node.id).host.monotonicMs();
    nextDiscoveryMs.set(node.id, last ? Number.POSITIVE_INFINITY : nowMs + discoverIntervalMs);
    return { node: node.id, shares: assigner.assign(node.id, splits), last };
  }

  return {
    async open() {
      const assignments: Assignment[] = [];
      for (const node of nodes) {
        const enumerator = await openEnumerator(node);
        enumerators.set(node.id, enumerator);
        const state = restored?.sources[node.id]?.enumerator;
        if (state !== undefined) enumerator.restore?.(state);
        assignments.push(await discover(node, before(node.id)));
      }
      return assignments;
    },
    async discoverWhatIsDue() {
      const assignments: Assignment[] = [];
      for (const node of nodes) {
        const nowMs = contextOf(node.id).host.monotonicMs();
        if (nowMs >= nextDiscoveryMs.get(node.id)!) assignments.push(await discover(node, new Map()));
      }
      return assignments;
    },
    dueInMs() {
      const waits = nodes.map(({ id }) => nextDiscoveryMs.get(id)! - contextOf(id).host.monotonicMs());
      return Math.max(0, Math.min(...waits));
    },
    snapshot: () =>
      new Map([...enumerators].map(([id, one]) => [id, { enumerator: one.snapshot?.(), positions: before(id) }])),
    async tell(checkpoint) {
      for (const [id, enumerator] of enumerators)
        try {
          await enumerator.onCheckpointComplete?.(checkpoint.id, checkpoint.sources[id]!.positions);
        } catch (error) {
          const { diagnostic } = failureOf(error, `tell the source ${id} of checkpoint ${checkpoint.id}`);
          contextOf(id).warn(diagnostic.message);
        }
    },
    async close() {
      for (const enumerator of enumerators.values()) await enumerator.close();
    },
  };
}
