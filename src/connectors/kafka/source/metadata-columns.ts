/** Metadata columns of a chunk's records: constants of the partition, and arrays that the records were read into. */

import { LOG_APPEND_TIME } from '../../../kernels/kafka-block.ts';
import type { Kernels } from '../../../kernels/kernels.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import type { Address, Arena } from '../../../runtime/batch/memory.ts';
import type { MetadataKey } from '../metadata.ts';
import type { Chunk } from './chunk.ts';
import { headerListColumn, headersColumn } from './header-columns.ts';

/** The rows that a column is made for: row i is of record `recordOf[i]`, or of record `from + i`. */
export interface RowsOfChunk {
  readonly chunk: Chunk;
  readonly from: number;
  readonly count: number;
  readonly recordOf: Int32Array | undefined;
}

export interface MetadataContext {
  readonly kernels: Kernels;
  readonly arena: Arena;
  readonly topic: string;
  readonly partition: number;
}

export function metadataColumn(key: MetadataKey, rows: RowsOfChunk, context: MetadataContext): Column {
  const { arena } = context;
  switch (key) {
    case 'topic':
      return constantText(arena, rows.count, context.topic);
    case 'partition':
      return { layout: 'i32', validity: ones(arena, rows.count), values: filled(arena, rows.count, context.partition) };
    case 'offset':
      return {
        layout: 'i64',
        validity: ones(arena, rows.count),
        values: doubleWords(context, rows, rows.chunk.offsets),
      };
    case 'timestamp':
      return {
        layout: 'timestamp',
        validity: ones(arena, rows.count),
        millis: doubleWords(context, rows, rows.chunk.timestamps),
        nanos: arena.zeroedI32(rows.count),
      };
    case 'timestamp-type':
      return timestampType(arena, words(context, rows, rows.chunk.attributes), rows.count);
    case 'leader-epoch':
      return leaderEpoch(arena, words(context, rows, rows.chunk.leaderEpochs), rows.count);
    case 'headers':
      return headersColumn(context, headerSlices(context, rows), rows.count);
    case 'header-list':
      return headerListColumn(context, headerSlices(context, rows), rows.count);
  }
}

/** Indexes of the rows' records in memory, for the gather kernels. */
function indexes({ arena }: MetadataContext, recordOf: Int32Array, count: number): Address {
  const at = arena.allocate(count * 4);
  arena.memory.i32.set(recordOf.subarray(0, count), at >> 2);
  return at;
}

/** The rows' part of an array of words: in place where rows are records. */
function words(context: MetadataContext, { from, count, recordOf }: RowsOfChunk, array: Address): Address {
  if (recordOf === undefined) return array + from * 4;
  const to = context.arena.allocate(count * 4);
  context.kernels.gather32(array, indexes(context, recordOf, count), count, to);
  return to;
}

function doubleWords(context: MetadataContext, { from, count, recordOf }: RowsOfChunk, array: Address): Address {
  if (recordOf === undefined) return array + from * 8;
  const to = context.arena.allocate(count * 8);
  context.kernels.gather64(array, indexes(context, recordOf, count), count, to);
  return to;
}

const headerSlices = (context: MetadataContext, rows: RowsOfChunk) => ({
  pointers: words(context, rows, rows.chunk.headerPointers),
  lengths: words(context, rows, rows.chunk.headerLengths),
});

export function ones(arena: Arena, count: number): Address {
  const at = arena.allocate(count);
  arena.memory.u8.fill(1, at, at + count);
  return at;
}

function filled(arena: Arena, count: number, value: number): Address {
  const at = arena.allocate(count * 4);
  arena.memory.i32.fill(value, at >> 2, (at >> 2) + count);
  return at;
}

function constantText(arena: Arena, count: number, text: string): Column {
  const bytes = Buffer.from(text);
  return {
    layout: 'bytes',
    pointers: filled(arena, count, arena.bytes(bytes)),
    lengths: filled(arena, count, bytes.length),
  };
}

/** As Java's TimestampType prints; batches of format 2 always have one of the two. */
const CREATE_TIME = Buffer.from('CreateTime');
const APPEND_TIME = Buffer.from('LogAppendTime');

function timestampType(arena: Arena, attributes: Address, count: number): Column {
  const { i32 } = arena.memory;
  const texts = [CREATE_TIME, APPEND_TIME].map((bytes) => ({ at: arena.bytes(bytes), length: bytes.length }));
  const pointers = arena.allocate(count * 4);
  const lengths = arena.allocate(count * 4);
  for (let row = 0; row < count; row++) {
    const text = texts[i32[(attributes >> 2) + row]! & LOG_APPEND_TIME ? 1 : 0]!;
    i32[(pointers >> 2) + row] = text.at;
    i32[(lengths >> 2) + row] = text.length;
  }
  return { layout: 'bytes', pointers, lengths };
}

function leaderEpoch(arena: Arena, epochs: Address, count: number): Column {
  const { i32, u8 } = arena.memory;
  const validity = arena.allocate(count);
  for (let row = 0; row < count; row++) u8[validity + row] = i32[(epochs >> 2) + row]! < 0 ? 0 : 1;
  return { layout: 'i32', validity, values: epochs };
}
