import type { ByteSink, FileSource } from '../format.ts';

/** A place that holds files by path: a local disk, later an object store. Paths are the storage's own (`/data/out`). */
export interface Storage {
  /** Ascending by path. `path` may be a file itself, or nothing: then the list is empty. @param enter whether to look into a directory, by name */
  list(path: string, enter: (directory: string) => boolean): Promise<readonly StoredFile[]>;
  open(path: string): Promise<StoredFileSource>;
  /** A file that cannot be seen under `path` before it is published. `tag` says whose it is: `abandoned` finds it by that. */
  create(path: string, tag: string): Promise<StorageWriter>;
  /** Goes on with a file that `persist` was called for, behind the bytes it had then; what came later is cut off. */
  resume(unfinished: UnfinishedFile): Promise<StorageWriter>;
  /**
   * Makes finished files visible under their names, each in one step. Again: nothing happens.
   * @returns those that this call published. @throws EndpointError when neither the unpublished nor the published file is there
   */
  publish(finished: readonly FinishedFile[]): Promise<readonly FinishedFile[]>;
  /** Writes a small file at once, over one of that name. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Nothing when it is not there. */
  delete(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Unpublished files with this tag under `path`, by the `unpublished` of their tokens. */
  abandoned(path: string, tag: string): Promise<readonly string[]>;
  /** Removes an unpublished file; nothing when it is not there. */
  discard(unpublished: string): Promise<void>;
}

export interface StoredFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

export interface StoredFileSource extends FileSource {
  readonly modifiedMs: number;
  /** Reads into `target` at `at`, up to `length` bytes from `offset` on. @returns how many bytes came; 0 at the end */
  readInto(target: Uint8Array, at: number, length: number, offset: number): Promise<number>;
}

/** Takes bytes in order, on the way to a file that is not visible yet. */
export interface StorageWriter extends ByteSink {
  /** Makes what was written durable and stays open. */
  persist(): Promise<UnfinishedFile>;
  /** Makes everything durable; the file only needs publishing. */
  finish(): Promise<FinishedFile>;
  /** Forgets the file. */
  abandon(): Promise<void>;
  /** Leaves the file as it is, for a later `resume`. */
  release(): void;
}

/** Plain data: enough to go on writing after a crash. */
export interface UnfinishedFile {
  readonly path: string;
  readonly unpublished: string;
  readonly bytes: number;
}

/** Plain data: enough to publish after a crash (of a multipart upload, its id and parts will stand in `detail`). */
export interface FinishedFile extends UnfinishedFile {
  readonly detail?: unknown;
}
