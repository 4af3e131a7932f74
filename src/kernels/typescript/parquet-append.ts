import { dictionaryId } from './parquet-dictionary.ts';
import { LEAF, LEAF_STATUS, type LeafWords, leafWords, pageIsFull } from './parquet-leaf.ts';
import type { Views } from './views.ts';

/**
 * Slots of a column to a Parquet leaf: definition and repetition levels, and the values as ids of the dictionary or as plain bytes.
 *
 * Slot k stands for row `index[k]` of the column (i32; -1: something above it is missing), or for row `from` + k when `index` is 0;
 * `definitions` (0: all 0) is the level when its value is missing, `repetitions` (0: all 0, each slot a row) its repetition level.
 * The rooms of the leaf for levels and ids must have place for `count` more. Each returns how many slots were taken; when fewer than
 * `count`, the leaf's status says why, and the call is repeated for the rest once that is mended.
 */
export interface ParquetAppendKernels {
  /** A column of byte arrays. */
  parquetAppendBytes(
    leaf: number,
    pointers: number,
    lengths: number,
    index: number,
    definitions: number,
    repetitions: number,
    from: number,
    count: number,
  ): number;
  /** A column of values of the leaf's width; with `dense` (1) slot k's value is at k, else at its row. */
  parquetAppendFixed(
    leaf: number,
    values: number,
    validity: number,
    dense: number,
    index: number,
    definitions: number,
    repetitions: number,
    from: number,
    count: number,
  ): number;
}

export function parquetAppendKernels(views: Views): ParquetAppendKernels {
  const { u8, i32 } = views;
  return {
    parquetAppendBytes: (address, pointers, lengths, index, definitions, repetitions, from, count) =>
      append(views, address, index, definitions, repetitions, from, count, (_slot, row) => {
        const length = i32[(lengths >> 2) + row]!;
        return length < 0 ? undefined : { at: i32[(pointers >> 2) + row]!, length };
      }),
    parquetAppendFixed(address, values, validity, dense, index, definitions, repetitions, from, count) {
      const width = leafWords(i32, address).get(LEAF.width);
      return append(views, address, index, definitions, repetitions, from, count, (slot, row) =>
        u8[validity + row] ? { at: values + (dense ? slot : row) * width, length: width } : undefined,
      );
    },
  };
}

type Slice = { readonly at: number; readonly length: number };

function append(
  views: Views,
  address: number,
  index: number,
  definitions: number,
  repetitions: number,
  from: number,
  count: number,
  readSlot: (slot: number, row: number) => Slice | undefined,
): number {
  const { u8, i32 } = views;
  const leaf = leafWords(i32, address);
  const maxDefinition = leaf.get(LEAF.maxDefinition);
  leaf.set(LEAF.status, LEAF_STATUS.done);
  for (let k = 0; k < count; k++) {
    const repetition = repetitions ? u8[repetitions + k]! : 0;
    if (repetition === 0 && pageIsFull(leaf)) {
      leaf.set(LEAF.status, LEAF_STATUS.pageFull);
      return k;
    }
    const row = index ? i32[(index >> 2) + k]! : from + k;
    const value = row < 0 ? undefined : readSlot(k, row);
    let level = definitions ? u8[definitions + k]! : 0;
    if (value) {
      if (!addValue(views, leaf, value)) return k;
      level = maxDefinition;
    } else if (level < maxDefinition) leaf.add(LEAF.nulls, 1);
    else {
      leaf.set(LEAF.status, LEAF_STATUS.nullRefused);
      return k;
    }
    const slot = leaf.get(LEAF.slots);
    if (maxDefinition) u8[leaf.get(LEAF.definitions) + slot] = level;
    if (repetitions) u8[leaf.get(LEAF.repetitions) + slot] = repetition;
    leaf.add(LEAF.slots, 1);
    if (repetition === 0) leaf.add(LEAF.rows, 1);
  }
  return count;
}

function addValue(views: Views, leaf: LeafWords, { at, length }: Slice): boolean {
  const { u8, i32, data } = views;
  const prefix = leaf.get(LEAF.width) ? 0 : 4;
  const bytes = prefix + length;
  if (leaf.get(LEAF.dictionaryEncoded)) {
    const id = dictionaryId(views, leaf, at, length);
    if (id < 0) return false;
    i32[(leaf.get(LEAF.data) >> 2) + leaf.get(LEAF.values)] = id;
  } else {
    const used = leaf.get(LEAF.dataBytes);
    if (used + bytes > leaf.get(LEAF.dataCapacity)) {
      leaf.set(LEAF.status, LEAF_STATUS.dataRoom);
      leaf.set(LEAF.needed, used + bytes);
      return false;
    }
    const out = leaf.get(LEAF.data) + used;
    if (prefix) data.setInt32(out, length, true);
    u8.copyWithin(out + prefix, at, at + length);
    leaf.set(LEAF.dataBytes, used + bytes);
  }
  leaf.add(LEAF.rawBytes, bytes);
  leaf.add(LEAF.values, 1);
  return true;
}
