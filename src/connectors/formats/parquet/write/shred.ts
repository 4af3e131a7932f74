import { LEAF, LEAF_STATUS } from '../../../../kernels/typescript/parquet-leaf.ts';
import type {
  ArrayColumn,
  BytesColumn,
  Column,
  DecimalColumn,
  FixedColumn,
  MapColumn,
  RowColumn,
  TimestampColumn,
} from '../../../../runtime/batch/column.ts';
import type { Address } from '../../../../runtime/batch/memory.ts';
import { RunTimeError } from '../../../../sql/diagnostics/run-time-error.ts';
import { shiftedTimestamps } from '../zone.ts';
import { type ChunkTools, type ChunkWriter, cutPage } from './chunk.ts';
import { extendDictionary, extendDictionaryBytes, reserveData, reserveSlots } from './leaf.ts';
import type { ListNode, MapNode, RowNode } from './node.ts';

/** Rows of a column to the levels and values of the leaves below it (record shredding, as the Dremel paper calls it). */

/** A node of the schema with what is kept of it while writing. */
export type Shredder =
  | { readonly kind: 'leaf'; readonly chunk: ChunkWriter }
  | { readonly kind: 'row'; readonly node: RowNode; readonly id: string; readonly fields: readonly Shredder[] }
  | ({ readonly kind: 'list'; readonly node: ListNode; readonly element: Shredder } & Repeated)
  | ({ readonly kind: 'map'; readonly node: MapNode; readonly key: Shredder; readonly value: Shredder } & Repeated);

interface Repeated {
  readonly id: string;
  /** The repetition level of a further element. */
  readonly level: number;
}

/** The places to fill, as the kernels take them: see ParquetAppendKernels. */
export interface Slots {
  readonly index: Address;
  readonly definitions: Address;
  readonly repetitions: Address;
  readonly from: number;
  readonly count: number;
}

export const slotsOfRows = (from: number, to: number): Slots => ({
  index: 0,
  definitions: 0,
  repetitions: 0,
  from,
  count: to - from,
});

/** The slots behind the first `count`. */
const slotsBehind = (slots: Slots, count: number): Slots => ({
  index: slots.index && slots.index + count * 4,
  definitions: slots.definitions && slots.definitions + count,
  repetitions: slots.repetitions && slots.repetitions + count,
  from: slots.from + count,
  count: slots.count - count,
});

export function shred(tools: ChunkTools, shredder: Shredder, column: Column, slots: Slots): void {
  switch (shredder.kind) {
    case 'leaf':
      shredLeaf(tools, shredder.chunk, column, slots);
      break;
    case 'row': {
      const inner = rowSlots(tools, shredder.node, shredder.id, column as RowColumn, slots);
      shredder.fields.forEach((field, i) => {
        shred(tools, field, (column as RowColumn).fields[i]!, inner);
      });
      break;
    }
    case 'list': {
      const inner = elementSlots(tools, shredder, column as ArrayColumn, slots);
      shred(tools, shredder.element, (column as ArrayColumn).element, inner);
      break;
    }
    case 'map': {
      const inner = elementSlots(tools, shredder, column as MapColumn, slots);
      shred(tools, shredder.key, (column as MapColumn).keys, inner);
      shred(tools, shredder.value, (column as MapColumn).values, inner);
      break;
    }
  }
}

const nullRefused = (name: string) => new RunTimeError(`column '${name}' is NULL, but its type is NOT NULL`);

const nullKey = (map: string) => new RunTimeError(`a key of map '${map}' is NULL, which Parquet has no place for`);

const isKey = (path: readonly string[]) => path.at(-1) === 'key' && path.at(-2) === 'key_value';

function rowSlots(tools: ChunkTools, node: RowNode, id: string, column: RowColumn, slots: Slots): Slots {
  const { memory, kernels, scratch } = tools;
  const { index, definitions, from, count } = slots;
  if (!node.optional) {
    for (let k = 0; k < count; k++) {
      const row = index ? memory.i32[(index >> 2) + k]! : from + k;
      if (row >= 0 && memory.u8[column.validity + row] === 0) throw nullRefused(id);
    }
    return slots;
  }
  const outIndex = scratch.room(`${id}/index`, count * 4);
  const outDefinitions = scratch.room(`${id}/definitions`, count);
  kernels.parquetRowSlots(column.validity, index, definitions, from, count, outIndex, outDefinitions);
  return { ...slots, index: outIndex, definitions: outDefinitions, from: 0 };
}

function elementSlots(
  tools: ChunkTools,
  { node, id, level }: { readonly node: ListNode | MapNode; readonly id: string; readonly level: number },
  column: ArrayColumn | MapColumn,
  slots: Slots,
): Slots {
  const { kernels, scratch } = tools;
  const { index, definitions, repetitions, from, count } = slots;
  const optional = node.optional ? 1 : 0;
  const total = kernels.parquetCountSlots(column.lengths, index, from, count, optional);
  if (total < 0) throw nullRefused(id);
  const outIndex = scratch.room(`${id}/index`, total * 4);
  const outDefinitions = scratch.room(`${id}/definitions`, total);
  const outRepetitions = scratch.room(`${id}/repetitions`, total);
  kernels.parquetListSlots(
    column.starts,
    column.lengths,
    index,
    definitions,
    repetitions,
    from,
    count,
    optional,
    level,
    outIndex,
    outDefinitions,
    outRepetitions,
  );
  return { index: outIndex, definitions: outDefinitions, repetitions: outRepetitions, from: 0, count: total };
}

/** Appends slots to the leaf; @returns how many it took. */
type Append = (slots: Slots, done: number) => number;

function shredLeaf(tools: ChunkTools, chunk: ChunkWriter, column: Column, slots: Slots): void {
  const { memory, kernels } = tools;
  const { leaf } = chunk;
  const append = appender(tools, chunk, column, slots);
  let done = 0;
  while (done < slots.count) {
    const rest = done === 0 ? slots : slotsBehind(slots, done);
    reserveSlots(memory, kernels, leaf, rest.count);
    done += append(rest, done);
    if (done === slots.count) return;
    switch (leaf.words.get(LEAF.status)) {
      case LEAF_STATUS.pageFull:
        cutPage(tools, chunk);
        break;
      case LEAF_STATUS.dataRoom:
        reserveData(memory, leaf, leaf.words.get(LEAF.needed));
        break;
      case LEAF_STATUS.dictionaryCount:
        extendDictionary(memory, kernels, leaf);
        break;
      case LEAF_STATUS.dictionaryRoom:
        extendDictionaryBytes(memory, kernels, leaf, tools.settings.dictionaryBytes);
        break;
      default:
        throw isKey(leaf.path) ? nullKey(leaf.path.slice(0, -2).join('.')) : nullRefused(leaf.path.join('.'));
    }
  }
}

function appender(tools: ChunkTools, { leaf }: ChunkWriter, column: Column, slots: Slots): Append {
  const { kernels } = tools;
  const fixed =
    (values: Address, validity: Address, dense: boolean): Append =>
    (s, done) =>
      kernels.parquetAppendFixed(
        leaf.address,
        dense ? values + done * leaf.width : values,
        validity,
        dense ? 1 : 0,
        s.index,
        s.definitions,
        s.repetitions,
        s.from,
        s.count,
      );
  const { from } = leaf.node;
  switch (from.kind) {
    case 'bytes': {
      const { pointers, lengths } = column as BytesColumn;
      return (s) =>
        kernels.parquetAppendBytes(
          leaf.address,
          pointers,
          lengths,
          s.index,
          s.definitions,
          s.repetitions,
          s.from,
          s.count,
        );
    }
    case 'stored': {
      const { values, validity } = column as FixedColumn;
      return fixed(values, validity, false);
    }
    case 'decimal': {
      const { values, validity } = column as DecimalColumn;
      const out = tools.scratch.room('converted', slots.count * leaf.width);
      kernels.parquetDecimals(values, validity, slots.index, slots.from, slots.count, leaf.width, out);
      return fixed(out, validity, true);
    }
    case 'int96':
    case 'int64': {
      const timestamps = column as TimestampColumn;
      return fixed(convertTimestamps(tools, leaf, timestamps, slots), timestamps.validity, true);
    }
  }
}

/** The file's form of the slots' timestamps, one after another. */
function convertTimestamps(
  { memory, kernels, scratch }: ChunkTools,
  { node, width, path }: ChunkWriter['leaf'],
  column: TimestampColumn,
  slots: Slots,
): Address {
  const { count } = slots;
  const from = node.from as Extract<typeof node.from, { zone: boolean }>;
  const out = scratch.room('converted', count * width);
  const rowOf = (k: number) => (slots.index ? memory.i32[(slots.index >> 2) + k]! : slots.from + k);
  const shifted = from.zone ? shiftedTimestamps(memory, scratch, column, rowOf, count) : undefined;
  const { millis, nanos, validity } = shifted ?? column;
  const [index, first] = shifted ? [0, 0] : [slots.index, slots.from];
  if (from.kind === 'int96') {
    kernels.parquetInt96(millis, nanos, validity, index, first, count, out);
    return out;
  }
  const unitsPerMilli = { MILLIS: 1, MICROS: 1000, NANOS: 1_000_000 }[from.unit];
  const failed = kernels.parquetInt64Timestamps(millis, nanos, validity, index, first, count, unitsPerMilli, out);
  if (failed >= 0)
    throw new RunTimeError(
      `a timestamp of column '${path.join('.')}' does not fit 64 bits in ${from.unit.toLowerCase()} since 1970`,
    );
  return out;
}
