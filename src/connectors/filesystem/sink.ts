import type { Context, SinkImplementation } from '../connector.ts';
import { openStorage } from '../storage/open.ts';
import type { WriterState } from './committable.ts';
import { openCommitter } from './committer.ts';
import { jobTag, partPrefix } from './job-tag.ts';
import type { RollingPolicy } from './part-files.ts';
import { partitionCommits } from './partition-commits.ts';
import { formatContext, tableFormat } from './table-format.ts';
import { FileSystemWriter } from './writer.ts';

export const filesystemSink: SinkImplementation = {
  async openWriter(context, node, restored) {
    const { host, options, memory } = context;
    const { format, implementation, options: formatOptions } = await tableFormat(context);
    const { storage, path } = openStorage(options.string('path'));
    const isPartitionKey = (name: string) => node.table.partitionKeys.includes(name);
    const columns = node.consumed.filter((column) => !isPartitionKey(column.name));
    const forFormat = formatContext(context, formatOptions);
    const tag = jobTag(context.jobId, node.id);
    const rows = implementation.openFileWriter?.(forFormat, columns);
    const encoder = rows ? undefined : implementation.openEncoder?.(forFormat, columns);
    const framing = implementation.fileFraming;
    if (!rows && !(encoder && framing))
      throw new Error(`assertion: table ${node.table.identifier} was created with a format that cannot be written`);
    const writer = new FileSystemWriter({
      context,
      node,
      defaultPartition: options.string('partition.default-name'),
      encoder,
      delimiter: framing?.delimiter ?? new Uint8Array(),
      commits: partitionCommits(options),
      files: {
        storage,
        directory: path,
        tag,
        prefix: `${partPrefix(tag, host.randomBytes(16))}-${context.subtask}`,
        // Other programs tell formats by it; Flink's files have none.
        extension: rows?.extension || framing?.extension || `.${format.name}`,
        policy: rollingPolicy(options),
        rows,
        header: encoder?.header,
      },
      memory,
    });
    await writer.restore(restored as readonly WriterState[]);
    return writer;
  },
  openCommitter,
};

const rollingPolicy = (options: Context['options']): RollingPolicy => ({
  maxBytes: options.number('sink.rolling-policy.file-size'),
  rolloverMs: options.number('sink.rolling-policy.rollover-interval'),
  inactivityMs: options.number('sink.rolling-policy.inactivity-interval'),
  checkMs: options.number('sink.rolling-policy.check-interval'),
  maxOpenFiles: options.number('sink.max-open-files'),
});
