/** What subtasks have answered -> a checkpoint, and a checkpoint -> what each subtask starts from. */
import type { Checkpoint, SinkState, SourceState } from '../checkpoint/checkpoint.ts';
import type { Collected } from '../checkpoint/coordinator.ts';
import type { RestoredStates } from './messages.ts';

export function checkpointOf(
  collected: Collected,
  known: ReadonlyMap<string, SourceState>,
  about: Pick<Checkpoint, 'jobId' | 'jobName' | 'createdMs' | 'operators'>,
): Checkpoint {
  const { id, kind, snapshots, committables } = collected;
  const sources: Record<string, SourceState> = {};
  for (const [node, { enumerator, positions: before }] of known) {
    const positions = new Map(before);
    for (const snapshot of snapshots)
      for (const [split, position] of snapshot.positions[node] ?? []) positions.set(split, position);
    sources[node] = { positions, enumerator };
  }
  const states: Record<string, unknown[]> = {};
  const sinks: Record<string, SinkState> = {};
  for (const snapshot of snapshots) {
    for (const [node, state] of Object.entries(snapshot.operators)) (states[node] ??= []).push(state);
    for (const [node, state] of Object.entries(snapshot.writers)) {
      const before = sinks[node]?.states ?? [];
      sinks[node] = { committables: committables.get(node) ?? [], states: [...before, state] };
    }
  }
  return { ...about, id, kind, parallelism: snapshots.length, sources, states, sinks };
}

/** States go round by subtask, so that any parallelism can take them over. */
export function restoredShares(restored: Checkpoint | undefined, parallelism: number): RestoredStates[] {
  const share = (states: readonly unknown[], subtask: number) => states.filter((_, i) => i % parallelism === subtask);
  return Array.from({ length: parallelism }, (_, subtask) => ({
    operators: mapValues(restored?.states ?? {}, (states) => share(states, subtask)),
    writers: mapValues(restored?.sinks ?? {}, ({ states }) => share(states, subtask)),
  }));
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
