import type { SinkImplementation } from '../connector.ts';
import { NO_COMMITTER } from '../no-committer.ts';

/** A writer that forgets. */
export const blackholeSink: SinkImplementation = {
  async openWriter() {
    return {
      write() {},
      async prepareCommit() {
        return { committables: [], state: undefined };
      },
      async abort() {},
      async close() {},
    };
  },
  openCommitter: NO_COMMITTER,
};
