// Slots of a column to a leaf: definition and repetition levels, and the values as ids of the dictionary or as plain bytes.

import { copyBytes, word } from '../bytes';
import { bytesId, fixedId } from './dictionary';
import { DATA_ROOM, DONE, Leaf, NULL_REFUSED, PAGE_FULL, pageIsFull } from './leaf';

/**
 * Takes `count` slots of a column of byte arrays. @returns how many were taken; when fewer, the leaf's status says why.
 */
export function parquetAppendBytes(
  address: usize,
  pointers: usize,
  lengths: usize,
  index: usize,
  definitions: usize,
  repetitions: usize,
  from: i32,
  count: i32,
): i32 {
  const leaf = changetype<Leaf>(address);
  leaf.status = DONE;
  for (let k = 0; k < count; k++) {
    const starts = !repetitions || !load<u8>(repetitions + k);
    if (starts && pageIsFull(leaf)) {
      leaf.status = PAGE_FULL;
      return k;
    }
    const row = index ? load<i32>(word(index, k)) : from + k;
    const length = row < 0 ? -1 : load<i32>(word(lengths, row));
    if (length < 0) {
      if (!addNull(leaf, definitions, k)) return k;
    } else if (!addBytes(leaf, <usize>load<u32>(word(pointers, row)), length)) {
      return k;
    }
    addRepetition(leaf, repetitions, k, starts);
  }
  return count;
}

/**
 * Takes `count` slots of a column of values of `width` bytes; with `dense` slot k's value is at k, else at its row.
 * @returns how many were taken; when fewer, the leaf's status says why.
 */
export function parquetAppendFixed(
  address: usize,
  values: usize,
  validity: usize,
  dense: bool,
  index: usize,
  definitions: usize,
  repetitions: usize,
  from: i32,
  count: i32,
): i32 {
  const leaf = changetype<Leaf>(address);
  const width = leaf.width;
  leaf.status = DONE;
  for (let k = 0; k < count; k++) {
    const starts = !repetitions || !load<u8>(repetitions + k);
    if (starts && pageIsFull(leaf)) {
      leaf.status = PAGE_FULL;
      return k;
    }
    const row = index ? load<i32>(word(index, k)) : from + k;
    if (row < 0 || !load<u8>(validity + row)) {
      if (!addNull(leaf, definitions, k)) return k;
    } else if (!addFixed(leaf, values + <usize>((dense ? k : row) * width), width)) {
      return k;
    }
    addRepetition(leaf, repetitions, k, starts);
  }
  return count;
}

@inline
function addNull(leaf: Leaf, definitions: usize, k: i32): bool {
  const level = definitions ? <i32>load<u8>(definitions + k) : 0;
  if (level >= leaf.maxDefinition) {
    leaf.status = NULL_REFUSED;
    return false;
  }
  store<u8>(leaf.definitions + leaf.slots, <u8>level);
  leaf.nulls++;
  return true;
}

@inline
function addRepetition(leaf: Leaf, repetitions: usize, k: i32, starts: bool): void {
  if (repetitions) store<u8>(leaf.repetitions + leaf.slots, load<u8>(repetitions + k));
  leaf.slots++;
  leaf.rows += <i32>starts;
}

@inline
function addBytes(leaf: Leaf, at: usize, length: i32): bool {
  if (leaf.dictionaryEncoded) {
    const id = bytesId(leaf, at, length);
    if (id < 0) return false;
    store<i32>(word(leaf.data, leaf.values), id);
  } else {
    const used = leaf.dataBytes;
    if (used + length + 4 > leaf.dataCapacity) {
      leaf.status = DATA_ROOM;
      leaf.needed = used + length + 4;
      return false;
    }
    const out = leaf.data + <usize>used;
    store<i32>(out, length);
    copyBytes(out + 4, at, <usize>length);
    leaf.dataBytes = used + length + 4;
  }
  leaf.rawBytes += length + 4;
  addDefined(leaf);
  return true;
}

@inline
function addFixed(leaf: Leaf, at: usize, width: i32): bool {
  if (leaf.dictionaryEncoded) {
    const id = fixedId(leaf, at, width);
    if (id < 0) return false;
    store<i32>(word(leaf.data, leaf.values), id);
  } else {
    const used = leaf.dataBytes;
    if (used + width > leaf.dataCapacity) {
      leaf.status = DATA_ROOM;
      leaf.needed = used + width;
      return false;
    }
    copyBytes(leaf.data + <usize>used, at, <usize>width);
    leaf.dataBytes = used + width;
  }
  leaf.rawBytes += width;
  addDefined(leaf);
  return true;
}

@inline
function addDefined(leaf: Leaf): void {
  leaf.values++;
  if (leaf.maxDefinition) store<u8>(leaf.definitions + leaf.slots, <u8>leaf.maxDefinition);
}
