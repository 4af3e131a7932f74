/** A job's folder: its checkpoints, its id, and the lock that keeps two processes from running it at once. */
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Host } from '../host.ts';
import { ExplainedError, explained, failureOf } from '../pipeline/failure.ts';
import type { DurableFiles } from './durable-files.ts';
import { acquireLock, type Lock, type Process } from './lock.ts';
import { type CheckpointStore, checkpointStore } from './store.ts';

const DEFAULT_FOLDER = '.streamsql';

/** What a job is known by: another file or another name is another job. */
export interface JobIdentity {
  /** `pipeline.name`, or made of the tables it writes. */
  readonly name: string;
  /** The SQL file; absent for text from a terminal. */
  readonly file?: string;
  /** Which of the file's jobs of this name it is, from 1. */
  readonly occurrence?: number;
}

export interface JobFolder {
  readonly path: string;
  readonly store: CheckpointStore;
  /**
   * The id of the job's run so far, until it has finished: that of the checkpoint it goes on from, else that of an earlier start, else
   * a new one.
   */
  jobId(restored: string | undefined, create: () => string): Promise<string>;
  /** The job has finished: the next run is a new one. */
  forget(): Promise<void>;
  /** Gives the lock back, and leaves no empty folders. */
  close(): Promise<void>;
}

/**
 * `<dir>/<file>/<name>`; `dir` is `execution.checkpointing.dir`, or `.streamsql` beside the file, so that it does not depend on where
 * the command is given.
 */
export function jobFolderPath(identity: JobIdentity, directory: string | undefined): string {
  const { file, occurrence = 1 } = identity;
  const name = occurrence === 1 ? identity.name : `${identity.name}+${occurrence}`;
  const base =
    directory === undefined
      ? join(file ? dirname(resolve(file)) : process.cwd(), DEFAULT_FOLDER)
      : localPath(directory);
  return join(base, file ? safeName(basename(file).replace(/\.sql$/i, '')) : 'session', safeName(name));
}

/** A path or a `file:` address. @throws ExplainedError for other storage */
export function localPath(directory: string): string {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(directory)?.[1]?.toLowerCase();
  if (scheme === undefined) return resolve(directory);
  if (scheme === 'file') return new URL(directory).pathname;
  throw explained('checkpoint', `checkpoints cannot be stored under '${directory}': only local folders can be used`, {
    hint: "set 'execution.checkpointing.dir' to a folder on a disk that outlives the process",
  });
}

/** A name as a folder: what is not a plain character is written as %XX; long names are cut and kept apart by their hash. */
const safeName = (name: string): string => {
  const safe = Array.from(Buffer.from(name), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9._,=+-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
  const hidden = safe.replace(/^\./, '%2E');
  return hidden.length <= MAX_NAME ? hidden : `${hidden.slice(0, MAX_NAME - 9)}-${hash(name)}`;
};

/** Half of what file systems allow. */
const MAX_NAME = 120;

/** FNV-1a, 8 hexadecimal digits. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (const byte of Buffer.from(text)) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}

export const thisProcess = (): Process => ({ pid: process.pid, machine: hostname() });

async function lockFolder(path: string, files: DurableFiles, host: Host): Promise<Lock> {
  try {
    return await acquireLock(join(path, 'lock'), files, thisProcess(), host);
  } catch (error) {
    if (error instanceof ExplainedError) throw error;
    const { diagnostic } = failureOf(error, `keep the job's checkpoints in ${path}`);
    throw explained('checkpoint', diagnostic.message, {
      hint: "set 'execution.checkpointing.dir' to a folder that can be written and outlives the process",
    });
  }
}

/** Opens and locks it. @throws ExplainedError when another process has it */
export async function openJobFolder(path: string, files: DurableFiles, host: Host): Promise<JobFolder> {
  const lock = await lockFolder(path, files, host);
  const idFile = join(path, 'job-id');
  return {
    path,
    store: checkpointStore(join(path, 'checkpoints'), files),
    async jobId(restored, create) {
      const known = Buffer.from((await files.read(idFile)) ?? [])
        .toString()
        .trim();
      const id = restored ?? (known === '' ? create() : known);
      if (id !== known) await files.writeAtomically(idFile, Buffer.from(`${id}\n`));
      return id;
    },
    forget: () => files.remove(idFile),
    async close() {
      await lock.release();
      const ours = basename(dirname(dirname(path))) === DEFAULT_FOLDER ? [dirname(dirname(path))] : [];
      for (const folder of [join(path, 'checkpoints'), path, dirname(path), ...ours]) await files.removeIfEmpty(folder);
    },
  };
}
