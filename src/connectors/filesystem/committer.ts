import { basename } from 'node:path';
import type { Committer, SinkImplementation } from '../connector.ts';
import { isHidden } from '../storage/hidden-name.ts';
import { openStorage } from '../storage/open.ts';
import type { Storage } from '../storage/storage.ts';
import { type Committable, unpublishedOf, type WriterState } from './committable.ts';
import { isOwnPart, jobTag } from './job-tag.ts';

/** Makes files visible, replaces what was there before, and marks partitions; every step can be done again. */
export const openCommitter: SinkImplementation['openCommitter'] = async (context, node): Promise<Committer> => {
  const { storage, path } = openStorage(context.options.string('path'));
  const tag = jobTag(context.jobId, node.id);
  const successFile = context.options.string('sink.partition-commit.success-file.name');
  return {
    async commit(_checkpointId, committables) {
      const all = committables as readonly Committable[];
      const published = await storage.publish(all.flatMap((one) => (one.kind === 'file' ? [one.file] : [])));
      context.count('files', published.length);
      context.count(
        'bytes',
        published.reduce((sum, file) => sum + file.bytes, 0),
      );
      for (const one of all) if (one.kind === 'replace') await removeOthers(storage, `${path}/${one.directory}`, tag);
      for (const one of all)
        if (one.kind === 'partition') await storage.put(`${path}/${one.directory}${successFile}`, new Uint8Array());
    },
    async recover(restoredStates) {
      const needed = new Set((restoredStates as readonly WriterState[]).flatMap((state) => unpublishedOf(state)));
      for (const file of await storage.abandoned(path, tag)) if (!needed.has(file)) await storage.discard(file);
    },
    async close() {},
  };
};

/** Visible files under a directory that this job did not write. */
async function removeOthers(storage: Storage, directory: string, tag: string): Promise<void> {
  const files = await storage.list(directory, (name) => !isHidden(name));
  for (const { path } of files) {
    const name = basename(path);
    if (!isHidden(name) && !isOwnPart(name, tag)) await storage.delete(path);
  }
}
