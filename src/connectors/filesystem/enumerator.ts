import { EndpointError } from '../../runtime/pipeline/failure.ts';
import type { Context, Enumerator, Split } from '../connector.ts';
import { isRelative } from '../storage/location.ts';
import { openStorage } from '../storage/open.ts';
import { FILE_START, type FileDetail } from './file-split.ts';
import { listFiles } from './list-files.ts';

/** What discovery remembers over a restart: every file it ever found. */
interface Seen {
  readonly files: readonly FileDetail[];
}

/** Finds files: once, or again and again with `source.monitor-interval` (Flink's Static- and ContinuousFileSplitEnumerator). */
export async function openEnumerator({ options, table, warn }: Context): Promise<Enumerator> {
  const given = options.string('path');
  const { storage, path } = openStorage(given);
  const listing = {
    storage,
    root: path,
    partitionKeys: table.partitionKeys,
    defaultPartition: options.string('partition.default-name'),
    pattern: options.get('source.path.regex-pattern') as string | undefined,
  };
  const monitorMs = options.get('source.monitor-interval') as number | undefined;
  const seen = new Map<string, FileDetail>();
  let first = true;
  let restored = false;

  const splitOf = (file: FileDetail, position: unknown = FILE_START): Split => ({
    id: file.path,
    detail: file,
    position,
  });

  /** As in Flink a missing directory is a failure, unless it may still come or the table's partitions are looked for in it. */
  const checkRoot = async () => {
    if (await storage.exists(path)) return;
    if (monitorMs === undefined && table.partitionKeys.length === 0)
      throw new EndpointError(`path '${path}' of table ${table.identifier} does not exist`, {
        recoverable: false,
        options: ['path'],
        ...(!isRelative(given) ? {} : { hint: `'${given}' is looked for in the folder where the command was started` }),
      });
    warn(`path '${path}' of table ${table.identifier} does not exist`);
  };

  return {
    ...(monitorMs === undefined ? {} : { discoverIntervalMs: monitorMs }),
    restore(state) {
      restored = true;
      for (const file of (state as Seen).files) seen.set(file.path, file);
    },
    async discover(positions) {
      const splits: Split[] = [];
      // A file may have been found before the checkpoint and be read by nobody yet: it then has no position.
      if (first) for (const file of seen.values()) splits.push(splitOf(file, positions.get(file.path)));
      if ((first && !restored) || monitorMs !== undefined) {
        if (first) await checkRoot();
        for (const file of await listFiles(listing)) {
          if (seen.has(file.path)) continue;
          seen.set(file.path, file);
          splits.push(splitOf(file, positions.get(file.path)));
        }
      }
      first = false;
      return splits;
    },
    snapshot: (): Seen => ({ files: [...seen.values()] }),
    async close() {},
  };
}
