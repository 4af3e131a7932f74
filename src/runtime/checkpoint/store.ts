/** The checkpoints of one job: a folder `chk-<id>` each, complete when its `_metadata` is there. */
import { basename, join } from 'node:path';
import { explained } from '../pipeline/failure.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { DurableFiles } from './durable-files.ts';
import { decodeManifest, encodeManifest } from './manifest.ts';

const MANIFEST = '_metadata';
const FOLDER = /^chk-(\d+)$/;

export interface CheckpointStore {
  /** Ids of the complete checkpoints, ascending. */
  complete(): Promise<readonly number[]>;
  /** The newest complete one. @throws ExplainedError when it is damaged: falling back to an older one would write rows twice */
  newest(): Promise<Checkpoint | undefined>;
  /** Where a checkpoint is, for people and for --from. */
  location(id: number): string;
  /** When it has resolved, the checkpoint is complete, whatever happens next. @returns its size in bytes */
  write(checkpoint: Checkpoint): Promise<number>;
  /** Removes all but the newest `count` complete ones, and what incomplete ones older than these have left. */
  retain(count: number): Promise<void>;
}

export function checkpointStore(folder: string, files: DurableFiles): CheckpointStore {
  const location = (id: number) => join(folder, `chk-${id}`);
  const ids = async () =>
    (await files.list(folder))
      .map((name) => FOLDER.exec(name)?.[1])
      .filter((id) => id !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  const isComplete = async (id: number) => (await files.list(location(id))).includes(MANIFEST);
  const complete = async () => {
    const all = await ids();
    const flags = await Promise.all(all.map(isComplete));
    return all.filter((_, i) => flags[i]);
  };
  return {
    complete,
    location,
    async newest() {
      const id = (await complete()).at(-1);
      return id === undefined ? undefined : readCheckpoint(location(id), files);
    },
    async write(checkpoint) {
      const bytes = encodeManifest(checkpoint);
      await files.writeAtomically(join(location(checkpoint.id), MANIFEST), bytes);
      return bytes.length;
    },
    async retain(count) {
      const kept = count === 0 ? [] : (await complete()).slice(-count);
      const oldest = kept[0] ?? Number.POSITIVE_INFINITY;
      for (const id of await ids()) {
        if (id >= oldest) continue;
        // The manifest first: a folder half removed must not look complete.
        await files.remove(join(location(id), MANIFEST));
        await files.remove(location(id));
      }
    },
  };
}

/** The checkpoint in a `chk-N` folder or a `_metadata` file. @throws ExplainedError */
export async function readCheckpoint(path: string, files: DurableFiles): Promise<Checkpoint> {
  const file = basename(path) === MANIFEST ? path : join(path, MANIFEST);
  const bytes = await files.read(file);
  if (!bytes)
    throw explained('checkpoint', `there is no complete checkpoint at ${path}`, {
      hint: `a complete one is a folder that holds a ${MANIFEST} file`,
    });
  return decodeManifest(bytes, path);
}
