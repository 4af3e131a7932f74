/** Which checkpoint a job starts from, and whether it may. */
import type { Checkpoint, OperatorIdentity } from '../checkpoint/checkpoint.ts';
import type { DurableFiles } from '../checkpoint/durable-files.ts';
import { type Misfit, misfits, newOperators } from '../checkpoint/fit.ts';
import { localPath } from '../checkpoint/job-folder.ts';
import { type CheckpointStore, readCheckpoint } from '../checkpoint/store.ts';
import { explained } from './failure.ts';
import type { JobSettings } from './settings.ts';

/** newest: the job's own newest complete one · fresh: none · from: a folder `chk-N`, or the id of one of the job's own. */
export type StartFrom =
  | { readonly kind: 'newest' }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'from'; readonly checkpoint: string };

export interface Start {
  readonly checkpoint?: Checkpoint;
  readonly location?: string;
  readonly warnings: readonly string[];
}

/** @throws ExplainedError when there is no such checkpoint, or it does not fit the plan */
export async function chooseStart(
  from: StartFrom,
  store: CheckpointStore,
  files: DurableFiles,
  settings: JobSettings,
  plan: readonly OperatorIdentity[],
): Promise<Start> {
  const found = await find(from, store, files, settings);
  if (!found) return { warnings: [] };
  const problems = misfits(found.checkpoint, plan);
  const dropped = problems.filter((problem) => isDroppable(problem, found.checkpoint, settings));
  const serious = problems.filter((problem) => !dropped.includes(problem));
  if (serious.length > 0) throw refusal(serious, found.location);
  const warnings = [
    ...dropped.map(
      ({ operator }) => `the state of ${operator} in ${found.location} is dropped: the query does not have it`,
    ),
    ...newOperators(found.checkpoint, plan).map(
      (id) => `${id} is new since ${found.location}: it starts from its beginning`,
    ),
  ];
  return { checkpoint: without(found.checkpoint, dropped), location: found.location, warnings };
}

async function find(
  from: StartFrom,
  store: CheckpointStore,
  files: DurableFiles,
  settings: JobSettings,
): Promise<{ checkpoint: Checkpoint; location: string } | undefined> {
  if (from.kind === 'fresh') return undefined;
  if (from.kind === 'from') {
    const location = /^\d+$/.test(from.checkpoint)
      ? store.location(Number(from.checkpoint))
      : localPath(from.checkpoint);
    return { location, checkpoint: await readCheckpoint(location, files) };
  }
  const newest = await store.newest();
  if (newest) return { location: store.location(newest.id), checkpoint: newest };
  if (settings.startFrom === undefined) return undefined;
  const location = localPath(settings.startFrom);
  return { location, checkpoint: await readCheckpoint(location, files) };
}

/** Rows that wait to be committed are never dropped. */
const isDroppable = (problem: Misfit, checkpoint: Checkpoint, settings: JobSettings): boolean =>
  settings.ignoreUnclaimedState &&
  problem.isMissing &&
  (checkpoint.sinks[problem.operator]?.committables.length ?? 0) === 0;

function without(checkpoint: Checkpoint, dropped: readonly Misfit[]): Checkpoint {
  const gone = new Set(dropped.map(({ operator }) => operator));
  const rest = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => !gone.has(id)));
  return {
    ...checkpoint,
    sources: rest(checkpoint.sources),
    states: rest(checkpoint.states),
    sinks: rest(checkpoint.sinks),
  };
}

function refusal(problems: readonly Misfit[], location: string): Error {
  const first = problems[0]!;
  return explained('checkpoint', `checkpoint ${location} does not fit the query: ${first.operator}: ${first.problem}`, {
    notes: problems.slice(1).map(({ operator, problem }) => `${operator}: ${problem}`),
    hint: "put the query back as it was, start without the checkpoint with --fresh, or give the changed job another 'pipeline.name'",
  });
}
