import { closeSync, constants, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { access, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolders } from '../../runtime/make-folders.ts';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import { hasTag, hiddenName } from './hidden-name.ts';
import type { FinishedFile, Storage, StorageWriter, StoredFile, StoredFileSource, UnfinishedFile } from './storage.ts';

/** The option that tables name a place by. */
const PATH = ['path'];

/** Small pieces are put together up to this size before they are written. */
const BUFFER_BYTES = 1 << 16;

/** Files on the machine's disks. Published by renaming within a directory, which readers see as one step. */
export const localStorage: Storage = {
  async list(path, enter) {
    const found: StoredFile[] = [];
    await walk(path, enter, found);
    return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  },
  open: openFile,
  async create(path, tag) {
    const unpublished = join(dirname(path), hiddenName(basename(path), tag));
    await folderFor(path);
    return withReason(`cannot create '${unpublished}'`, async () => {
      return writer(openSync(unpublished, 'w'), { path, unpublished, bytes: 0 });
    });
  },
  async resume(unfinished) {
    const { unpublished, bytes } = unfinished;
    return withReason(`cannot go on with the unfinished file '${unpublished}' of the restored checkpoint`, async () => {
      const { size } = await stat(unpublished);
      if (size < bytes)
        throw new EndpointError(`it has ${size} bytes where the checkpoint says ${bytes}`, {
          recoverable: false,
          options: PATH,
        });
      const file = openSync(unpublished, constants.O_WRONLY);
      ftruncateSync(file, bytes);
      return writer(file, unfinished);
    });
  },
  publish,
  async put(path, bytes) {
    await folderFor(path);
    await withReason(`cannot write '${path}'`, async () => {
      await writeFile(path, bytes, { flush: true });
      await syncDirectory(dirname(path));
    });
  },
  async delete(path) {
    await withReason(`cannot delete '${path}'`, () => rm(path, { force: true }));
  },
  exists,
  async abandoned(path, tag) {
    const files = await localStorage.list(path, () => true);
    return files.map((file) => file.path).filter((file) => hasTag(basename(file), tag));
  },
  async discard(unpublished) {
    await withReason(`cannot remove '${unpublished}'`, () => rm(unpublished, { force: true }));
  },
};

const folderFor = (path: string) =>
  withReason(`cannot make the folder '${dirname(path)}'`, () => makeFolders(dirname(path)));

async function walk(path: string, enter: (directory: string) => boolean, found: StoredFile[]): Promise<void> {
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw readable(`cannot list '${path}'`, error);
  });
  // A file that was there a moment ago may have been published under another name by now.
  if (!status) return;
  if (!status.isDirectory()) {
    found.push({ path, sizeBytes: status.size, modifiedMs: Math.floor(status.mtimeMs) });
    return;
  }
  const names = await withReason(`cannot list '${path}'`, () => readdir(path, { withFileTypes: true }));
  // A link may lead to a directory too.
  for (const entry of names) if (entry.isFile() || enter(entry.name)) await walk(join(path, entry.name), enter, found);
}

async function openFile(path: string): Promise<StoredFileSource> {
  return withReason(`cannot open '${path}'`, async () => {
    const handle = await open(path, 'r');
    const status = await handle.stat();
    return {
      path,
      sizeBytes: status.size,
      modifiedMs: Math.floor(status.mtimeMs),
      async read(offset, length) {
        const bytes = new Uint8Array(length);
        let done = 0;
        while (done < length) {
          const { bytesRead } = await withReason(`cannot read '${path}'`, () =>
            handle.read(bytes, done, length - done, offset + done),
          );
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return done === length ? bytes : bytes.subarray(0, done);
      },
      async readInto(target, at, length, offset) {
        const { bytesRead } = await withReason(`cannot read '${path}'`, () => handle.read(target, at, length, offset));
        return bytesRead;
      },
      close: () => handle.close(),
    };
  });
}

function writer(file: number, from: UnfinishedFile): StorageWriter {
  const { path, unpublished } = from;
  let written = from.bytes;
  const buffer = new Uint8Array(BUFFER_BYTES);
  let buffered = 0;
  const writeAll = (bytes: Uint8Array, length: number, position: number) => {
    let done = 0;
    while (done < length) done += writeSync(file, bytes, done, length - done, position + done);
  };
  const flush = () => {
    writeAll(buffer, buffered, written - buffered);
    buffered = 0;
  };
  let named = false;
  const durable = <T>(result: () => T): Promise<T> =>
    withReason(`cannot write '${unpublished}'`, async () => {
      flush();
      fsyncSync(file);
      if (!named) await syncDirectory(dirname(unpublished));
      named = true;
      return result();
    });
  return {
    get bytesWritten() {
      return written;
    },
    write(bytes) {
      try {
        if (buffered + bytes.length > BUFFER_BYTES) flush();
        if (bytes.length > BUFFER_BYTES) writeAll(bytes, bytes.length, written);
        else {
          buffer.set(bytes, buffered);
          buffered += bytes.length;
        }
        written += bytes.length;
      } catch (error) {
        throw readable(`cannot write '${unpublished}'`, error);
      }
    },
    persist: () => durable(() => ({ path, unpublished, bytes: written })),
    finish: () =>
      durable(() => {
        closeSync(file);
        return { path, unpublished, bytes: written };
      }),
    async abandon() {
      closeSync(file);
      await rm(unpublished, { force: true });
    },
    release: () => closeSync(file),
  };
}

async function publish(finished: readonly FinishedFile[]): Promise<readonly FinishedFile[]> {
  const published: FinishedFile[] = [];
  for (const file of finished) if (await publishOne(file)) published.push(file);
  for (const directory of new Set(published.map((file) => dirname(file.path)))) await syncDirectory(directory);
  return published;
}

async function publishOne({ path, unpublished }: FinishedFile): Promise<boolean> {
  try {
    await rename(unpublished, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw readable(`cannot publish '${path}'`, error);
    if (await exists(path)) return false;
    throw new EndpointError(`cannot publish '${path}': neither it nor its unpublished form '${unpublished}' is there`, {
      recoverable: false,
      options: PATH,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A rename is durable when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'access is denied',
  EPERM: 'this is not permitted',
  ENOSPC: 'no space is left',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EMFILE: 'too many files are open',
  EEXIST: 'it is there already',
};

/** Nothing that is started again changes these. */
const LASTING = new Set(['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR']);

function readable(what: string, error: unknown): EndpointError {
  if (error instanceof EndpointError)
    return new EndpointError(`${what}: ${error.message}`, {
      recoverable: error.recoverable,
      options: error.options,
      cause: error,
    });
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ''] ?? `the system says ${code ?? message}`;
  return new EndpointError(`${what}: ${reason}`, {
    recoverable: !LASTING.has(code ?? ''),
    options: PATH,
    cause: error,
  });
}

async function withReason<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw readable(what, error);
  }
}
