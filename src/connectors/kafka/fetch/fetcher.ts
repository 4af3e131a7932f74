/** Fetches from one broker: one request under way, its answer's bytes in the worker's memory, one answer ahead of the one in use. */
import type { Reader as ResponseReader } from '@platformatic/kafka';
import { type Address, type Memory, MemoryLimitError } from '../../../runtime/batch/memory.ts';
import type { KafkaConnection } from '../client/connection.ts';
import type { PartitionState } from './partition-state.ts';
import { FETCH_API, FETCH_VERSIONS, type FetchApi, type FetchLimits, fetchApi, WITH_TOPIC_IDS } from './request.ts';
import { type FetchResponse, readFetchResponse } from './response.ts';

export interface Fetcher {
  /** Asks for the partitions' next records, unless a request is under way or an answer waits. */
  fetch(partitions: readonly PartitionState[]): void;
  /** The answer that waits. The bytes of the one taken before are given up. */
  take(): FetchResponse | undefined;
  readonly idle: boolean;
  close(): Promise<void>;
}

export interface FetcherEvents {
  /** An answer came and can be taken. */
  readonly onResponse: (response: FetchResponse, asked: readonly PartitionState[]) => void;
  /** The request failed, or the connection for it could not be made. */
  readonly onFailure: (error: unknown, partitions: readonly PartitionState[]) => void;
}

/** A place for one answer; grows with the largest. */
interface Slot {
  address: Address;
  capacity: number;
}

/** Slots grow in steps, so that answers of about one size need one allocation. */
const SLOT_STEP = 1 << 20;

export function openFetcher(
  memory: Memory,
  connect: () => Promise<KafkaConnection>,
  limits: () => FetchLimits,
  events: FetcherEvents,
  versions: readonly number[] = FETCH_VERSIONS,
): Fetcher {
  const slots: Slot[] = [
    { address: 0, capacity: 0 },
    { address: 0, capacity: 0 },
  ];
  let inUse = 0;
  let waiting: FetchResponse | undefined;
  let busy = false;
  let closed = false;
  let fault: unknown;
  let rotation = 0;
  let api: { readonly connection: KafkaConnection; readonly call: FetchApi<FetchResponse> } | undefined;

  /** Called by the library while it takes an answer apart: the bytes are only borrowed. */
  const parse = (reader: ResponseReader, withTopicIds: boolean): FetchResponse => {
    if (closed) return { error: 0, partitions: [] };
    try {
      const slot = slots[1 - inUse]!;
      ensure(memory, slot, reader.buffer.length);
      let at = slot.address;
      for (const part of reader.buffer.buffers) {
        memory.u8.set(part, at);
        at += part.length;
      }
      return readFetchResponse(memory.buffer, slot.address + reader.position, at, withTopicIds);
    } catch (error) {
      if (error instanceof MemoryLimitError) fault = error;
      throw error;
    }
  };

  const request = async (partitions: readonly PartitionState[]): Promise<FetchResponse> => {
    if (!api?.connection.open) {
      const connection = await connect();
      const version = connection.version(FETCH_API, versions);
      api = { connection, call: fetchApi(version, (reader) => parse(reader, version >= WITH_TOPIC_IDS)) };
    }
    // A batch larger than the limit is let through only when it comes first: each partition gets its turn.
    const first = rotation++ % partitions.length;
    const ordered = [...partitions.slice(first), ...partitions.slice(0, first)];
    const wanted = ordered.map(({ topic, topicId, partition, next }) => ({ topic, topicId, partition, offset: next }));
    return api.connection.call('fetch', api.call, limits(), wanted);
  };

  return {
    get idle() {
      return !busy && waiting === undefined;
    },
    fetch(partitions) {
      if (busy || waiting !== undefined || closed || partitions.length === 0) return;
      busy = true;
      fault = undefined;
      request(partitions).then(
        (response) => {
          busy = false;
          if (closed) return;
          waiting = response;
          events.onResponse(response, partitions);
        },
        (error: unknown) => {
          busy = false;
          if (!closed) events.onFailure(fault ?? error, partitions);
        },
      );
    },
    take() {
      const response = waiting;
      if (response === undefined) return undefined;
      waiting = undefined;
      inUse = 1 - inUse;
      return response;
    },
    async close() {
      closed = true;
      await api?.connection.close();
      for (const slot of slots) if (slot.capacity > 0) memory.release(slot.address);
    },
  };
}

function ensure(memory: Memory, slot: Slot, bytes: number): void {
  if (slot.capacity >= bytes) return;
  if (slot.capacity > 0) memory.release(slot.address);
  slot.capacity = 0;
  const capacity = Math.ceil((bytes * 1.1) / SLOT_STEP) * SLOT_STEP;
  slot.address = memory.allocate(capacity);
  slot.capacity = capacity;
}
