// What a leaf column of a Parquet file being written has gathered for its current page and its dictionary; made and read by the writer
// through the same words (see ../../typescript/parquet-leaf.ts, which says what each means).

@unmanaged
export class Leaf {
  maxDefinition: i32;
  width: i32;
  definitions: usize;
  repetitions: usize;
  slots: i32;
  rows: i32;
  nulls: i32;
  data: usize;
  dataCapacity: i32;
  dataBytes: i32;
  values: i32;
  rawBytes: i32;
  pageBytes: i32;
  pageRows: i32;
  dictionaryEncoded: i32;
  table: usize;
  tableMask: i32;
  entries: usize;
  dictionaryCount: i32;
  dictionaryLimit: i32;
  dictionary: usize;
  dictionaryBytes: i32;
  dictionaryCapacity: i32;
  status: i32;
  needed: i32;
  booleans: i32;
}

export const DONE: i32 = 0;
export const PAGE_FULL: i32 = 1;
export const DATA_ROOM: i32 = 2;
export const DICTIONARY_COUNT: i32 = 3;
export const DICTIONARY_ROOM: i32 = 4;
export const NULL_REFUSED: i32 = 5;

/** Whether the page must be cut before another row. */
@inline
export function pageIsFull(leaf: Leaf): bool {
  const bytes = leaf.dictionaryEncoded ? leaf.values << 1 : leaf.dataBytes;
  return leaf.rows >= leaf.pageRows || bytes >= leaf.pageBytes || leaf.slots >= leaf.pageBytes;
}
