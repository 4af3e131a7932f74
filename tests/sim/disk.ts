/** A file system in memory that a process can die in front of: whatever that process does after its death never happens. */
import type { DurableFiles } from '../../src/runtime/checkpoint/durable-files.ts';

/** Called before and after each thing that outlives the process; does not come back when the process dies there. */
export type Step = (what: string) => Promise<void>;

export interface Disk {
  readonly files: Map<string, Uint8Array>;
  /** The last checkpoint of a finished job was removed: whatever starts after that is a new run. */
  readonly hasFinished: boolean;
  /** As one process sees it. */
  seenBy(step: Step): DurableFiles;
}

export function disk(): Disk {
  const files = new Map<string, Uint8Array>();
  const inside = (folder: string) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
  let hasFinished = false;
  return {
    files,
    get hasFinished() {
      return hasFinished;
    },
    seenBy: (step) => ({
      async list(folder) {
        return [...new Set(inside(folder).map((path) => path.slice(folder.length + 1).split('/')[0]!))];
      },
      async read(path) {
        return files.get(path);
      },
      async writeAtomically(path, bytes) {
        await step(`before write ${path}`);
        files.set(path, bytes.slice());
        await step(`after write ${path}`);
      },
      async create(path, bytes) {
        await step(`before create ${path}`);
        if (files.has(path)) return false;
        files.set(path, bytes.slice());
        return true;
      },
      // There are no folders here, only paths.
      async removeIfEmpty() {},
      async remove(path) {
        // A folder goes file by file.
        for (const one of [path, ...inside(path)]) {
          if (!files.has(one)) continue;
          await step(`before remove ${one}`);
          hasFinished ||= Buffer.from(files.get(one)!).includes('"kind":"final"');
          files.delete(one);
        }
      },
    }),
  };
}
