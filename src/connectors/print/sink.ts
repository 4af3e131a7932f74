import type { SinkNode } from '../../planner/physical/plan.ts';
import { readValue } from '../../runtime/batch/reader.ts';
import type { Host } from '../../runtime/host.ts';
import type { SinkImplementation, WorkerContext } from '../connector.ts';
import { NO_COMMITTER } from '../no-committer.ts';
import { ROW_KINDS, valueText } from './row-text.ts';

/** Lines are handed over in pieces of about this many characters, so that a large batch never becomes one large string. */
const PIECE_CHARACTERS = 1 << 16;

/** Rows as lines, at once: nothing is held back for a checkpoint (Flink's PrintSinkOutputWriter). */
export const printSink: SinkImplementation = {
  async openWriter(context, node) {
    const { host, options, memory } = context;
    const stream = options.boolean('standard-error') ? 'stderr' : 'stdout';
    const prefix = linePrefix(identifierOf(context, node), context.subtask, context.parallelism);
    return {
      async write(batch) {
        let piece = '';
        for (let row = 0; row < batch.rowCount; row++) {
          const kind = ROW_KINDS[batch.rowKinds === 0 ? 0 : memory.u8[batch.rowKinds + row]!]!;
          const fields = batch.columns.map((column, i) => {
            const { type } = node.consumed[i]!;
            return valueText(readValue(memory, column, type, row), type);
          });
          piece += `${prefix}${kind}[${fields.join(', ')}]\n`;
          if (piece.length < PIECE_CHARACTERS) continue;
          await printLines(host, stream, piece);
          piece = '';
        }
        if (piece !== '') await printLines(host, stream, piece);
      },
      async prepareCommit() {
        return { committables: [], state: undefined };
      },
      async abort() {},
      async close() {},
    };
  },
  openCommitter: NO_COMMITTER,
};

/** `identifier`, and with static partitions `identifier:k=v`. */
function identifierOf({ options }: WorkerContext, { table, staticPartitions }: SinkNode): string {
  const partitions = table.partitionKeys.filter((key) => staticPartitions[key]);
  const identifier = options.has('print-identifier') ? [options.string('print-identifier')] : [];
  return [...identifier, ...partitions.map((key) => `${key}=${staticPartitions[key]}`)].join(':');
}

/** `identifier:2> `, `2> `, `identifier> ` or nothing; subtasks count from 1 and are shown when there are several. */
export function linePrefix(identifier: string, subtask: number, parallelism: number): string {
  const parts = [...(identifier === '' ? [] : [identifier]), ...(parallelism > 1 ? [String(subtask + 1)] : [])];
  return parts.length === 0 ? '' : `${parts.join(':')}> `;
}

function printLines(host: Host, stream: 'stdout' | 'stderr', lines: string): void | Promise<void> {
  if (host.print) return host.print(stream, lines);
  return new Promise((resolve, reject) => process[stream].write(lines, (error) => (error ? reject(error) : resolve())));
}
