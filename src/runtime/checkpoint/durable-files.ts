/** What a checkpoint store and a job's folder need of a file system; simulated in tests. */
import { open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders } from '../make-folders.ts';

export interface DurableFiles {
  /** Names in a folder; none when it is not there. */
  list(folder: string): Promise<readonly string[]>;
  /** undefined when there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /**
   * After it has resolved the file is there with all its bytes, whatever happens to process or machine; when it is cut short, the
   * file is there as a whole or not at all.
   */
  writeAtomically(path: string, bytes: Uint8Array): Promise<void>;
  /** Creates a file that must not be there. @returns false when it is */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Removes a file or a folder with everything in it; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /** Removes a folder unless something is in it, or it cannot be removed. */
  removeIfEmpty(folder: string): Promise<void>;
}

const CREATE_ATTEMPTS = 3;

export const localFiles: DurableFiles = {
  async list(folder) {
    return (await unlessMissing(readdir(folder))) ?? [];
  },
  read: (path) => unlessMissing(readFile(path)),
  async writeAtomically(path, bytes) {
    const folder = dirname(path);
    const created = await makeFolders(folder);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await writeDurably(temporary, bytes, 'w');
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(folder);
    // A folder is durable when the one that holds its name is.
    if (created !== undefined)
      for (let at = folder; at.length >= created.length; at = dirname(at)) await syncFolder(dirname(at));
  },
  async create(path, bytes) {
    for (let attempt = 1; ; attempt++)
      try {
        await makeFolders(dirname(path));
        await writeDurably(path, bytes, 'wx');
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        // Another process may remove the empty folder in between.
        if (codeOf(error) !== 'ENOENT' || attempt === CREATE_ATTEMPTS) throw error;
      }
  },
  async remove(path) {
    await rm(path, { recursive: true, force: true });
  },
  async removeIfEmpty(folder) {
    await rmdir(folder).catch(() => {});
  },
};

async function writeDurably(path: string, bytes: Uint8Array, flags: 'w' | 'wx'): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(join(folder), 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
