import { DICTIONARY_ENTRY_BYTES, LEAF, LEAF_STATUS, type LeafWords, leafWords } from './parquet-leaf.ts';
import type { Views } from './views.ts';

/** The dictionary of a Parquet leaf: an open-addressed table of ids over the dictionary page's own bytes. */
export interface ParquetDictionaryKernels {
  /** Fills a leaf's table (new, or larger than before) from its dictionary. */
  parquetRehash(leaf: number): void;
  /** The page's ids as plain values at `out`. @returns their bytes, `rawBytes` of the leaf */
  parquetPlainOfIds(leaf: number, out: number): number;
}

/** FNV-1a: the ids do not depend on the hash, so any will do. */
function hashOf(u8: Uint8Array, at: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ u8[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Where a value of a dictionary lies: behind its length for byte arrays. */
function placeOf(views: Views, leaf: LeafWords, id: number): { at: number; length: number } {
  const width = leaf.get(LEAF.width);
  const dictionary = leaf.get(LEAF.dictionary);
  if (width) return { at: dictionary + id * width, length: width };
  const entry = (leaf.get(LEAF.entries) + id * DICTIONARY_ENTRY_BYTES) >> 2;
  return { at: dictionary + views.i32[entry + 1]!, length: views.i32[entry + 2]! };
}

/** The id of a value, added when new; -1 with the leaf's status when there is no room. */
export function dictionaryId(views: Views, leaf: LeafWords, at: number, length: number): number {
  const { u8, i32, data } = views;
  const table = leaf.get(LEAF.table) >> 2;
  const mask = leaf.get(LEAF.tableMask);
  const hash = hashOf(u8, at, length);
  let place = hash & mask;
  for (let id = i32[table + place]!; id >= 0; id = i32[table + place]!) {
    if (sameBytes(u8, placeOf(views, leaf, id), at, length)) return id;
    place = (place + 1) & mask;
  }
  const prefix = leaf.get(LEAF.width) ? 0 : 4;
  if (!hasRoom(leaf, prefix + length)) return -1;
  const id = leaf.get(LEAF.dictionaryCount);
  const used = leaf.get(LEAF.dictionaryBytes);
  const out = leaf.get(LEAF.dictionary) + used;
  i32[table + place] = id;
  if (prefix) {
    const entry = (leaf.get(LEAF.entries) + id * DICTIONARY_ENTRY_BYTES) >> 2;
    i32[entry] = hash;
    i32[entry + 1] = used + prefix;
    i32[entry + 2] = length;
    data.setInt32(out, length, true);
  }
  u8.copyWithin(out + prefix, at, at + length);
  leaf.set(LEAF.dictionaryCount, id + 1);
  leaf.set(LEAF.dictionaryBytes, used + prefix + length);
  return id;
}

function sameBytes(u8: Uint8Array, value: { at: number; length: number }, at: number, length: number): boolean {
  if (value.length !== length) return false;
  for (let i = 0; i < length; i++) if (u8[value.at + i] !== u8[at + i]) return false;
  return true;
}

function hasRoom(leaf: LeafWords, bytes: number): boolean {
  if (leaf.get(LEAF.dictionaryCount) >= leaf.get(LEAF.dictionaryLimit)) {
    leaf.set(LEAF.status, LEAF_STATUS.dictionaryCount);
    return false;
  }
  const needed = leaf.get(LEAF.dictionaryBytes) + bytes;
  if (needed > leaf.get(LEAF.dictionaryCapacity)) {
    leaf.set(LEAF.status, LEAF_STATUS.dictionaryRoom);
    leaf.set(LEAF.needed, needed);
    return false;
  }
  return true;
}

export function parquetDictionaryKernels(views: Views): ParquetDictionaryKernels {
  const { u8, i32 } = views;
  return {
    parquetRehash(address) {
      const leaf = leafWords(i32, address);
      const table = leaf.get(LEAF.table) >> 2;
      const mask = leaf.get(LEAF.tableMask);
      i32.fill(-1, table, table + mask + 1);
      for (let id = 0; id < leaf.get(LEAF.dictionaryCount); id++) {
        const { at, length } = placeOf(views, leaf, id);
        let place = hashOf(u8, at, length) & mask;
        while (i32[table + place]! >= 0) place = (place + 1) & mask;
        i32[table + place] = id;
      }
    },
    parquetPlainOfIds(address, out) {
      const leaf = leafWords(i32, address);
      const prefix = leaf.get(LEAF.width) ? 0 : 4;
      const start = out;
      for (let i = 0; i < leaf.get(LEAF.values); i++) {
        const { at, length } = placeOf(views, leaf, i32[(leaf.get(LEAF.data) >> 2) + i]!);
        u8.copyWithin(out, at - prefix, at + length);
        out += prefix + length;
      }
      return out - start;
    },
  };
}
