/**
 * What a leaf column of a Parquet file being written has gathered for its current page and its dictionary: 32-bit words in the worker's
 * memory, by their number. The writer makes the block and the rooms it points to; the kernels fill them.
 */
export const LEAF = {
  /** The highest definition level: that of a value which is there. 0: there are no definition levels. */
  maxDefinition: 0,
  /** Bytes of a value: 1 (boolean), 4, 8, 12 (INT96), n (fixed); 0 for byte arrays. */
  width: 1,
  /** Rooms for the levels of the page's slots, a byte each; 0 when there are none. */
  definitions: 2,
  repetitions: 3,
  /** Places in the page, values and NULLs; rows begun in it; NULLs (or missing values) among the slots. */
  slots: 4,
  rows: 5,
  nulls: 6,
  /** The page's values: ids (i32) of the dictionary, or plain bytes (booleans as a byte each). */
  data: 7,
  dataCapacity: 8,
  dataBytes: 9,
  /** Values in the page, and the bytes they take as plain values. */
  values: 10,
  rawBytes: 11,
  /** When a page is full: at so many bytes or rows. */
  pageBytes: 12,
  pageRows: 13,
  /** 1: values become ids; 0: plain. */
  dictionaryEncoded: 14,
  /** Ids by hash, -1 where none is; the number of places less one, a power of two less one. */
  table: 15,
  tableMask: 16,
  /** For byte arrays: hash, offset in the dictionary, length of each of its values. */
  entries: 17,
  dictionaryCount: 18,
  /** So many values have room in table and entries. */
  dictionaryLimit: 19,
  /** The dictionary page's body: its values in the order of their ids, plain. */
  dictionary: 20,
  dictionaryBytes: 21,
  dictionaryCapacity: 22,
  /** Why the last append stopped, one of LEAF_STATUS; the bytes that would have been needed. */
  status: 23,
  needed: 24,
  /** 1: values are booleans, a bit each in a page. */
  booleans: 25,
} as const;

export const LEAF_BYTES = 26 * 4;
/** Bytes beside the dictionary for each of its byte arrays. */
export const DICTIONARY_ENTRY_BYTES = 12;

export const LEAF_STATUS = {
  done: 0,
  /** The page must be cut before the next row. */
  pageFull: 1,
  /** `data` must hold `needed` bytes for the next value. */
  dataRoom: 2,
  /** The dictionary has `dictionaryLimit` values, or needs room for `needed` bytes. */
  dictionaryCount: 3,
  dictionaryRoom: 4,
  /** NULL where the schema allows none. */
  nullRefused: 5,
} as const;

/** Reads and writes a leaf's words. */
export type LeafWords = {
  get(word: number): number;
  set(word: number, value: number): void;
  add(word: number, by: number): void;
};

export const leafWords = (i32: Int32Array, address: number): LeafWords => {
  const base = address >> 2;
  return {
    get: (word) => i32[base + word]!,
    set: (word, value) => {
      i32[base + word] = value;
    },
    add: (word, by) => {
      i32[base + word] = i32[base + word]! + by;
    },
  };
};

/** Whether the page must be cut before another row. */
export function pageIsFull(leaf: LeafWords): boolean {
  const bytes = leaf.get(LEAF.dictionaryEncoded) ? leaf.get(LEAF.values) << 1 : leaf.get(LEAF.dataBytes);
  const limit = leaf.get(LEAF.pageBytes);
  return leaf.get(LEAF.rows) >= leaf.get(LEAF.pageRows) || bytes >= limit || leaf.get(LEAF.slots) >= limit;
}
