import type { SinkImplementation } from './connector.ts';

/** For sinks that hold nothing back: there is nothing to publish. */
export const NO_COMMITTER: SinkImplementation['openCommitter'] = async () => ({
  async commit() {},
  async close() {},
});
