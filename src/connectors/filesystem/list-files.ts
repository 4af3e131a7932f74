import { basename } from 'node:path';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import { isHidden } from '../storage/hidden-name.ts';
import type { Storage } from '../storage/storage.ts';
import type { FileDetail } from './file-split.ts';
import { parsePartitionDirectory } from './partition-path.ts';
import { pathPattern } from './path-pattern.ts';

export interface Listing {
  readonly storage: Storage;
  /** The table's directory, or a single file. */
  readonly root: string;
  readonly partitionKeys: readonly string[];
  readonly defaultPartition: string;
  /** Of whole absolute paths. */
  readonly pattern: string | undefined;
}

/**
 * The files of a table by ascending path: everything below its directory but files and directories whose names begin with `.` or `_`
 * (Flink's NonSplittingRecursiveEnumerator, with a pattern NonSplittingRecursiveAllDirEnumerator). With partition keys only
 * files below a directory for each of them count.
 */
export async function listFiles(listing: Listing): Promise<readonly FileDetail[]> {
  const { storage, root, pattern } = listing;
  const matches = pattern === undefined ? () => true : pathPattern(pattern);
  const files = await storage.list(root, (directory) => !isHidden(directory));
  return files
    .map((file) => file.path)
    .filter((path) => (path === root || !isHidden(basename(path))) && matches(path))
    .flatMap((path) => {
      const partition = partitionOf(path, listing);
      return partition ? [{ path, partition }] : [];
    });
}

/** @returns undefined for a file that lies above the partitions. @throws EndpointError for a directory that names another key */
function partitionOf(path: string, { root, partitionKeys, defaultPartition }: Listing) {
  if (partitionKeys.length === 0) return [];
  const directories = path
    .slice(root.length + 1)
    .split('/')
    .slice(0, -1);
  if (directories.length < partitionKeys.length) return undefined;
  const named = new Map<string, string>();
  for (const directory of directories.slice(0, partitionKeys.length)) {
    const pair = parsePartitionDirectory(directory);
    if (pair) named.set(pair[0], pair[1]);
  }
  return partitionKeys.map((key) => {
    const value = named.get(key);
    if (value === undefined)
      throw new EndpointError(`the path of file '${path}' has no directory '${key}=…' for partition column '${key}'`, {
        recoverable: false,
        options: ['path'],
      });
    return value === defaultPartition ? null : value;
  });
}
