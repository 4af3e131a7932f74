/** The control block of `jsonValues`: a constant path of member names over a column of JSON documents. All words are 32 bits. */
export const JSON_VALUE_BLOCK_BYTES = 48;
/** Slices of the documents. */
export const POINTERS = 0;
export const LENGTHS = 4;
/** Indexes (i32) of the rows that are wanted, or 0 for the rows from 0 on. */
export const ROWS = 8;
/** How many rows are wanted. */
export const COUNT = 12;
/** The member names of the path, root first: a pointer and a length each. At least one. */
export const PATH = 16;
export const DEPTH = 20;
/** In and out: where unescaped text is written, up to HEAP_END. A row needs as many bytes as its document has, and 32. */
export const HEAP = 24;
export const HEAP_END = 28;
/** Out: slices of the values, in the order of the wanted rows; a length of UNSURE leaves the row to the caller. */
export const OUT_POINTERS = 32;
export const OUT_LENGTHS = 36;

export const UNSURE = -2;
