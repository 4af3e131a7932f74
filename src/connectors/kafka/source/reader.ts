/** Reads the partitions that are assigned to a subtask: fetches ahead, hands out batches, keeps positions. */
import type { Batch } from '../../../runtime/batch/batch.ts';
import type { Arena } from '../../../runtime/batch/memory.ts';
import type { RunTimeError } from '../../../sql/diagnostics/run-time-error.ts';
import type { Reader, Split, WorkerContext } from '../../connector.ts';
import { isAtEnd, type PartitionState } from '../fetch/partition-state.ts';
import type { FetchResponse } from '../fetch/response.ts';
import type { Chunk } from './chunk.ts';
import { parsePosition, positionOf, type SplitDetail } from './position.ts';
import { type Entry, entryOf, type RecordReader } from './records.ts';
import type { RowMaker } from './rows.ts';
import type { Sources } from './sources.ts';

/** Records decoded at a time: enough to make calls cheap, few enough for their columns to stay in the processor's cache. */
const RECORDS_A_BATCH = 4096;

/** A chunk on its way out. */
interface Current {
  readonly entry: Entry;
  readonly chunk: Chunk;
  /** Records of it before the split's end. */
  readonly count: number;
  from: number;
}

export function createReader(context: WorkerContext, sources: Sources, records: RecordReader, rows: RowMaker): Reader {
  const partitions = new Map<string, PartitionState>();
  let entries: Entry[] = [];
  let current: Current | undefined;
  let failure: RunTimeError | undefined;

  /** Where the partition stands when everything that lies behind `entry` is dealt with. */
  const finishEntry = (entry: Entry): void => {
    const { state, fetched } = entry;
    state.waiting--;
    if (state.ended) return;
    if (fetched.next !== undefined && fetched.next > state.position) state.position = fetched.next;
    settle(state);
  };

  const offsetAt = (chunk: Chunk, record: number): bigint => context.memory.i64[(chunk.offsets >> 3) + record]!;

  /** The records of a chunk that come before the split's end; offsets ascend. */
  const before = (chunk: Chunk, stop: bigint | undefined): number => {
    if (stop === undefined || chunk.count === 0 || offsetAt(chunk, chunk.count - 1) < stop) return chunk.count;
    let low = 0;
    let high = chunk.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offsetAt(chunk, middle) < stop) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const takeEntries = (response: FetchResponse): void => {
    entries = response.partitions.flatMap((fetched) => {
      const state = sources.stateOf(fetched);
      return state && fetched.error === 0 && fetched.end > fetched.start ? [entryOf(state, fetched)] : [];
    });
  };

  /** The rows of the next records that are in memory; undefined when there are none, a promise when a codec has to be loaded. */
  const nextBatch = (arena: Arena): Batch | undefined | Promise<void> => {
    for (;;) {
      if (current) {
        const batch = nextOfChunk(current, arena);
        if (batch) return batch;
        continue;
      }
      const entry = entries[0];
      if (!entry) {
        const response = sources.take();
        if (!response) return undefined;
        takeEntries(response);
        continue;
      }
      if (entry.at >= entry.fetched.end || entry.state.ended) {
        entries.shift();
        finishEntry(entry);
        continue;
      }
      const chunk = records.read(entry);
      if (chunk instanceof Promise) return chunk;
      current = { entry, chunk, count: before(chunk, entry.state.stop), from: 0 };
    }
  };

  const nextOfChunk = (reading: Current, arena: Arena): Batch | undefined => {
    const { entry, chunk, count, from } = reading;
    const { state } = entry;
    const made =
      from < count ? rows.make(chunk, from, Math.min(count, from + RECORDS_A_BATCH), state, arena) : undefined;
    if (made && made.nextRecord > from) state.position = offsetAt(chunk, made.nextRecord - 1) + 1n;
    reading.from = made?.nextRecord ?? count;
    failure = made?.failure;
    if (reading.from === count) {
      current = undefined;
      if (count < chunk.count) state.position = state.stop!;
    }
    settle(state);
    if (made && made.batch.rowCount > 0) return made.batch;
    if (failure) throw failure;
    return undefined;
  };

  return {
    assign(splits) {
      for (const split of splits) {
        const state = stateOfSplit(split);
        partitions.set(split.id, state);
        sources.add(state);
      }
    },
    async poll(arena, maxWaitMs) {
      if (failure) throw failure;
      const deadline = context.host.monotonicMs() + maxWaitMs;
      for (;;) {
        sources.check();
        const batch = nextBatch(arena);
        sources.fetch();
        if (batch instanceof Promise) await batch;
        else if (batch) return batch;
        else if ([...partitions.values()].every((state) => state.ended)) return 'end';
        else if (!(await sources.wait(deadline - context.host.monotonicMs()))) return null;
      }
    },
    positions: () =>
      new Map(
        [...partitions.values()].map((state) => [state.splitId, positionOf(state.position, state.stop, state.topicId)]),
      ),
    lag() {
      let rowsLeft = 0n;
      for (const { position, stop, highWatermark, ended } of partitions.values()) {
        const end = stop ?? highWatermark;
        if (!ended && end === undefined) return undefined;
        if (!ended && end! > position) rowsLeft += end! - position;
      }
      return Number(rowsLeft);
    },
    async close() {
      await sources.close();
      records.close();
    },
  };
}

/** A split ends at its stop: what is behind it is neither read nor counted. */
function settle(state: PartitionState): void {
  if (state.ended || !isAtEnd(state)) return;
  state.position = state.stop!;
  state.ended = true;
}

function stateOfSplit(split: Split): PartitionState {
  const { topic, partition } = split.detail as SplitDetail;
  const position = parsePosition(split.position);
  if (!position) throw new Error(`assertion: split ${split.id} has no position`);
  return {
    splitId: split.id,
    topic,
    topicId: position.topicId,
    partition,
    stop: position.stop,
    position: position.offset,
    next: position.offset,
    highWatermark: undefined,
    ended: isAtEnd({ position: position.offset, stop: position.stop }),
    leader: -1,
    replica: undefined,
    waiting: 0,
    fetchedFrom: undefined,
    resetting: false,
    troubleSinceMs: undefined,
  };
}
