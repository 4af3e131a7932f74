import { expect, test } from 'vitest';
import { blackhole } from '../../src/connectors/blackhole/connector.ts';
import { Arena } from '../../src/runtime/batch/memory.ts';
import * as T from '../../src/sql/types/type.ts';
import { makeBatch, sinkNode, testJob } from '../harness/connector-context.ts';
import { entrySuite } from '../harness/connector-suite.ts';

entrySuite(blackhole);

test('takes rows and has nothing to commit', async () => {
  const job = testJob();
  const table = { connector: blackhole, options: {}, columns: [{ name: 'a', type: T.INT }] };
  const implementation = await blackhole.sink!();
  const writer = await implementation.openWriter(job.context(table), sinkNode(table), []);
  await writer.write(makeBatch(new Arena(job.memory), table.columns, [[1], [2]]));
  expect(await writer.prepareCommit(1, true)).toEqual({ committables: [], state: undefined });
  await writer.close();
  const committer = await implementation.openCommitter(job.context(table), sinkNode(table));
  await committer.commit(1, []);
  await committer.close();
  expect(job.host.printed).toEqual([]);
});
