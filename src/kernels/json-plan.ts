/**
 * The plan of the JSON kernels in memory: which fields of an object are wanted and where their columns are. Made when a query is
 * compiled; column addresses are written anew for each batch. All words are 32 bits; blocks are aligned to 16.
 */

// ---- the control block of `jsonRecords`
export const JSON_BLOCK_BYTES = 48;
/** Node of the record itself. */
export const ROOT = 0;
/** Slices of the records: i32 pointers, i32 lengths (-1 for none: the row is then odd). */
export const RECORD_POINTERS = 4;
export const RECORD_LENGTHS = 8;
export const RECORD_COUNT = 12;
/** A byte a row, out: 0 the row is done, 1 it is odd: all its columns are NULL and the caller decodes the record itself. */
export const ODD = 16;
/** In and out: where unescaped text is written, up to HEAP_END. A row needs as many bytes as its record has, and 32. */
export const HEAP = 20;
export const HEAP_END = 24;
/** Out: values that are well-formed JSON, but that the caller must convert (see FIXUP_…). */
export const FIXUPS = 28;
export const FIXUP_CAPACITY = 32;
export const FIXUP_COUNT = 36;

// ---- a fix-up: the column stays NULL at that row until the caller sets it
export const FIXUP_BYTES = 16;
export const FIXUP_ROW = 0;
/** Address of the field. */
export const FIXUP_FIELD = 4;
/** The value's text in the record, quotes included. */
export const FIXUP_POINTER = 8;
export const FIXUP_LENGTH = 12;

// ---- a node: the wanted fields of one object
export const NODE_BYTES = 32;
export const NODE_FIELD_COUNT = 0;
/** Address of the first field; they lie one behind the other. */
export const NODE_FIELDS = 4;
/** Room for SHAPE_LIMIT shapes of SHAPE_BYTES, which the kernel uses to recognise keys; zeroed once by the maker of the plan. */
export const NODE_SHAPES = 8;
/** The kernel's, zero at first. */
export const NODE_SHAPE_COUNT = 12;
export const NODE_CREDIT = 16;
/** NODE_… flags. */
export const NODE_FLAGS = 20;
/** A row without each of the fields is odd. */
export const ALL_FIELDS_NEEDED = 1;

export const SHAPE_BYTES = 80;
export const SHAPE_LIMIT = 64;

// ---- a field
export const FIELD_BYTES = 64;
export const FIELD_KIND = 0;
/** The field's name in UTF-8. */
export const FIELD_KEY = 4;
export const FIELD_KEY_LENGTH = 8;
/** Addresses of the column's blocks; which they are depends on the kind. */
export const FIELD_A = 12;
export const FIELD_B = 16;
export const FIELD_C = 20;
export const FIELD_D = 24;
export const FIELD_E = 28;
export const FIELD_F = 32;
/** ROW: the node of its fields. MAP: the node of its wanted keys, all of kind TEXT (it may have none). */
export const FIELD_CHILD = 36;
export const FIELD_PRECISION = 40;
export const FIELD_SCALE = 44;
/** MAP: entries written so far (out), and how many there is room for (in). */
export const FIELD_ENTRY_COUNT = 48;
export const FIELD_ENTRY_CAPACITY = 52;
/** The kernel's. */
export const FIELD_SEEN = 56;

// ---- kinds: what is written, and which blocks A, B … are. A JSON null and a missing field are NULL; what else a kind does not take is a fix-up.
/** Strings; numbers and booleans as they are written. A pointers, B lengths. */
export const TEXT = 1;
/** A validity, B values (i8). */
export const BOOLEAN = 2;
/** Integral numbers in range, also within quotes. A validity, B values (i32; INT64: i64). */
export const INT8 = 3;
export const INT16 = 4;
export const INT32 = 5;
export const INT64 = 6;
/** Numbers, also within quotes, whose nearest float is found by one multiplication or division. A validity, B values. */
export const FLOAT32 = 7;
export const FLOAT64 = 8;
/** Numbers, also within quotes, rounded half up to the scale; NULL where the precision does not do. A validity, B values (16 bytes). */
export const DECIMAL = 9;
/** Any value, as its JSON text, checked. A pointers, B lengths. */
export const RAW = 10;
/**
 * `yyyy-MM-dd HH:mm:ss` with up to nine digits of fraction, of days that there are; FIELD_SCALE says how with STYLE_… flags.
 * A validity, B millis (f64), C nanos (i32).
 */
export const TIMESTAMP = 11;
/** `yyyy-MM-dd`. A validity, B values (i32). */
export const DATE = 12;
/** An object. A validity. */
export const ROW = 13;
/**
 * An object of strings, numbers, booleans and nulls as MAP<STRING, STRING>; of a key that stands twice the last value.
 * A starts, B lengths (a word a row), C key pointers, D key lengths, E value pointers, F value lengths (a word an entry).
 * With A = 0 only the child's keys are wanted.
 */
export const MAP = 14;

/** Of a TIMESTAMP: a T instead of the space. */
export const STYLE_ISO = 1;
/** Of a TIMESTAMP: a Z at the end. */
export const STYLE_ZONE = 2;

/** A map with more entries than this makes its row odd when its keys have to be compared with each other. */
export const MAP_COMPARE_LIMIT = 256;
/** The fewest bytes that one more entry adds to a map: `"":1,`. */
export const MIN_ENTRY_BYTES = 5;
/** Values nested deeper than this are not followed: the row is odd. */
export const DEPTH_LIMIT = 63;
