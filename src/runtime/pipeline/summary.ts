import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import type { NodeCounters } from './messages.ts';
import type { Progress } from './observer.ts';

/** What came of a job. Rows, files and bytes are those of this run, replayed rows counted once. */
export interface JobResult {
  /** finished: everything was read · stopped: it can go on later · canceled: cut off · failed */
  readonly state: 'finished' | 'stopped' | 'canceled' | 'failed';
  readonly jobId: string;
  readonly jobName: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly files: number;
  readonly bytes: number;
  readonly millis: number;
  /** Complete ones of this run. */
  readonly checkpoints: number;
  readonly restarts: number;
  /** The checkpoint that this run went on from. */
  readonly restoredFrom?: string;
  /** The newest complete checkpoint that is left for the next run. */
  readonly checkpoint?: string;
  readonly sources: readonly EndpointSummary[];
  readonly sinks: readonly EndpointSummary[];
  /** Why it has failed. */
  readonly failure?: Diagnostic;
}

export interface EndpointSummary {
  /** The node's id. */
  readonly id: string;
  /** The table's full name. */
  readonly table: string;
  readonly connector: string;
  /** By name: `rowsIn`, `rowsOut`, `files`, `bytes` and what the connector counts beside these. */
  readonly counters: Readonly<Record<string, number>>;
}

export type Totals = Pick<JobResult, 'rowsIn' | 'rowsOut' | 'files' | 'bytes' | 'sources' | 'sinks'>;

export function totalsOf(plan: PhysicalPlan, counters: NodeCounters): Totals {
  const endpoints = (kind: 'source' | 'sink'): EndpointSummary[] =>
    plan.nodes.flatMap((node) =>
      node.kind === kind
        ? [
            {
              id: node.id,
              table: node.table.identifier,
              connector: node.table.connector,
              counters: counters[node.id] ?? {},
            },
          ]
        : [],
    );
  const sources = endpoints('source');
  const sinks = endpoints('sink');
  const total = (nodes: readonly EndpointSummary[], name: string) =>
    nodes.reduce((sum, node) => sum + (node.counters[name] ?? 0), 0);
  return {
    rowsIn: totalOf(counters, 'rowsIn'),
    rowsOut: totalOf(counters, 'rowsOut'),
    files: total(sinks, 'files'),
    bytes: total(sinks, 'bytes'),
    sources,
    sinks,
  };
}

export function progressOf(counters: NodeCounters, lag: Progress['lag'], millis: number): Progress {
  return { counters, lag, millis, rowsIn: totalOf(counters, 'rowsIn'), rowsOut: totalOf(counters, 'rowsOut') };
}

const totalOf = (counters: NodeCounters, name: string): number =>
  Object.values(counters).reduce((sum, one) => sum + (one[name] ?? 0), 0);
