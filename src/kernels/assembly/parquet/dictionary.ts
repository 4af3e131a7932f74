// Values to ids: the dictionary of a leaf, an open-addressed table of ids over the dictionary page's own bytes.

import { copyBytes, equalBytes, hashBytes, mixHash, word } from '../bytes';
import { DICTIONARY_COUNT, DICTIONARY_ROOM, Leaf } from './leaf';

/** Bytes of an entry beside a byte array's dictionary: hash, offset of its bytes, length. */
const ENTRY: usize = 12;

/** The id of a byte array, added when new; -1 with the leaf's status when there is no room. */
@inline
export function bytesId(leaf: Leaf, at: usize, length: i32): i32 {
  const hash = hashBytes(at, <usize>length);
  const table = leaf.table;
  const mask = leaf.tableMask;
  const entries = leaf.entries;
  const dictionary = leaf.dictionary;
  let place = <i32>hash & mask;
  let id = load<i32>(word(table, place));
  while (id >= 0) {
    const entry = entries + <usize>id * ENTRY;
    if (
      load<u32>(entry) == hash &&
      load<i32>(entry, 8) == length &&
      equalBytes(dictionary + <usize>load<u32>(entry, 4), at, <usize>length)
    )
      return id;
    place = (place + 1) & mask;
    id = load<i32>(word(table, place));
  }
  return addBytes(leaf, place, hash, at, length);
}

function addBytes(leaf: Leaf, place: i32, hash: u32, at: usize, length: i32): i32 {
  if (!hasRoom(leaf, length + 4)) return -1;
  const id = leaf.dictionaryCount++;
  store<i32>(word(leaf.table, place), id);
  const entry = leaf.entries + <usize>id * ENTRY;
  store<u32>(entry, hash);
  store<i32>(entry, leaf.dictionaryBytes + 4, 4);
  store<i32>(entry, length, 8);
  const out = leaf.dictionary + <usize>leaf.dictionaryBytes;
  store<i32>(out, length);
  copyBytes(out + 4, at, <usize>length);
  leaf.dictionaryBytes += length + 4;
  return id;
}

/** The id of a value of `width` bytes, added when new; -1 with the leaf's status when there is no room. */
@inline
export function fixedId(leaf: Leaf, at: usize, width: i32): i32 {
  const table = leaf.table;
  const mask = leaf.tableMask;
  const dictionary = leaf.dictionary;
  let place = <i32>hashFixed(at, width) & mask;
  let id = load<i32>(word(table, place));
  while (id >= 0) {
    if (equalBytes(dictionary + <usize>(id * width), at, <usize>width)) return id;
    place = (place + 1) & mask;
    id = load<i32>(word(table, place));
  }
  return addFixed(leaf, place, at, width);
}

function addFixed(leaf: Leaf, place: i32, at: usize, width: i32): i32 {
  if (!hasRoom(leaf, width)) return -1;
  const id = leaf.dictionaryCount++;
  store<i32>(word(leaf.table, place), id);
  copyBytes(leaf.dictionary + <usize>leaf.dictionaryBytes, at, <usize>width);
  leaf.dictionaryBytes += width;
  return id;
}

@inline
function hashFixed(at: usize, width: i32): u32 {
  return width == 4 ? mixHash(load<u32>(at)) : hashBytes(at, <usize>width);
}

function hasRoom(leaf: Leaf, bytes: i32): bool {
  if (leaf.dictionaryCount >= leaf.dictionaryLimit) {
    leaf.status = DICTIONARY_COUNT;
    return false;
  }
  // Copies write up to 15 bytes more than asked: the padding behind the block takes them.
  if (leaf.dictionaryBytes + bytes > leaf.dictionaryCapacity) {
    leaf.status = DICTIONARY_ROOM;
    leaf.needed = leaf.dictionaryBytes + bytes;
    return false;
  }
  return true;
}

/** Fills a leaf's table (new, or larger than before) from its dictionary. */
export function parquetRehash(address: usize): void {
  const leaf = changetype<Leaf>(address);
  const table = leaf.table;
  const mask = leaf.tableMask;
  memory.fill(table, 0xff, (<usize>mask + 1) << 2);
  for (let id = 0; id < leaf.dictionaryCount; id++) {
    const hash = leaf.width
      ? hashFixed(leaf.dictionary + <usize>(id * leaf.width), leaf.width)
      : load<u32>(leaf.entries + <usize>id * ENTRY);
    let place = <i32>hash & mask;
    while (load<i32>(word(table, place)) >= 0) place = (place + 1) & mask;
    store<i32>(word(table, place), id);
  }
}

/** The page's ids as plain values at `out`. @returns their bytes, `rawBytes` of the leaf */
export function parquetPlainOfIds(address: usize, out: usize): i32 {
  const leaf = changetype<Leaf>(address);
  const start = out;
  const width = leaf.width;
  for (let i = 0; i < leaf.values; i++) {
    const id = load<i32>(word(leaf.data, i));
    if (width) {
      copyBytes(out, leaf.dictionary + <usize>(id * width), <usize>width);
      out += width;
    } else {
      const entry = leaf.entries + <usize>id * ENTRY;
      const size = <usize>load<u32>(entry, 8) + 4;
      copyBytes(out, leaf.dictionary + <usize>load<u32>(entry, 4) - 4, size);
      out += size;
    }
  }
  return <i32>(out - start);
}
