import type { Batch } from '../batch/batch.ts';
import { Arena, type Memory } from '../batch/memory.ts';
import type { Output } from '../operators/operator.ts';
import type { InputNode } from './build.ts';
import type { Reader, Split } from './endpoint.ts';
import { type Failure, failureOf, tableFailure } from './failure.ts';

/** What came of a poll. */
export type Polled =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * One source of a subtask: its reader, the arena its batches live in, and at most one poll under way.
 *
 * waiting (for splits) → reading → waiting … → done; `done` is for good: everything was read, or nobody wants more.
 */
export interface SourceEnd {
  readonly node: InputNode;
  readonly output: Output;
  readonly reader: Reader;
  readonly arena: Arena;
  state: 'waiting' | 'reading' | 'done';
  rowsIn: number;
  /** No splits will be assigned any more. */
  isComplete: boolean;
  assign(splits: readonly Split[], last: boolean): void;
  /** Starts a poll unless one is under way or its result waits to be taken. */
  startPoll(maxWaitMs: number): void;
  /** Resolves, never rejects, when the poll under way is over. */
  readonly polling: Promise<void> | undefined;
  /** The result of the last poll, once. */
  take(): Polled | undefined;
}

export function sourceEnd(node: InputNode, reader: Reader, output: Output, memory: Memory): SourceEnd {
  const arena = new Arena(memory);
  const explain = (error: unknown): Failure =>
    node.kind === 'source'
      ? tableFailure(error, `read ${node.table.identifier}`, node)
      : failureOf(error, 'read VALUES', node.span);
  let polling: Promise<void> | undefined;
  let result: Polled | undefined;
  const end: SourceEnd = {
    node,
    output,
    reader,
    arena,
    state: 'waiting',
    rowsIn: 0,
    isComplete: false,
    assign(splits, last) {
      if (splits.length > 0) reader.assign(splits);
      end.isComplete ||= last;
      if (end.state === 'waiting') end.state = 'reading';
    },
    startPoll(maxWaitMs) {
      if (polling || result) return;
      polling = reader.poll(arena, maxWaitMs).then(
        (batch) => {
          polling = undefined;
          result = batch === null ? { kind: 'nothing' } : batch === 'end' ? { kind: 'end' } : { kind: 'batch', batch };
        },
        (error: unknown) => {
          polling = undefined;
          result = { kind: 'failed', failure: explain(error) };
        },
      );
    },
    get polling() {
      return polling;
    },
    take() {
      const taken = result;
      result = undefined;
      return taken;
    },
  };
  return end;
}
