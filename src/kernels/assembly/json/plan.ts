// The plan's layout in memory, as json-plan.ts describes it.

export const NODE_FIELD_COUNT: usize = 0;
export const NODE_FIELDS: usize = 4;
export const NODE_SHAPES: usize = 8;
export const NODE_SHAPE_COUNT: usize = 12;
export const NODE_CREDIT: usize = 16;
export const NODE_FLAGS: usize = 20;
export const ALL_FIELDS_NEEDED: i32 = 1;

export const FIELD_BYTES: usize = 64;
export const FIELD_KIND: usize = 0;
export const FIELD_KEY: usize = 4;
export const FIELD_KEY_LENGTH: usize = 8;
export const FIELD_A: usize = 12;
export const FIELD_B: usize = 16;
export const FIELD_C: usize = 20;
export const FIELD_D: usize = 24;
export const FIELD_E: usize = 28;
export const FIELD_F: usize = 32;
export const FIELD_CHILD: usize = 36;
export const FIELD_PRECISION: usize = 40;
export const FIELD_SCALE: usize = 44;
export const FIELD_ENTRY_COUNT: usize = 48;
export const FIELD_ENTRY_CAPACITY: usize = 52;
export const FIELD_SEEN: usize = 56;

export const TEXT: i32 = 1;
export const BOOLEAN: i32 = 2;
export const INT8: i32 = 3;
export const INT16: i32 = 4;
export const INT32: i32 = 5;
export const INT64: i32 = 6;
export const FLOAT32: i32 = 7;
export const FLOAT64: i32 = 8;
export const DECIMAL: i32 = 9;
export const RAW: i32 = 10;
export const TIMESTAMP: i32 = 11;
export const DATE: i32 = 12;
export const ROW: i32 = 13;
export const MAP: i32 = 14;

export const STYLE_ISO: i32 = 1;
export const STYLE_ZONE: i32 = 2;

/** A word of a field that is an address. */
@inline
export function block(field: usize, offset: usize): usize {
  return <usize>load<u32>(field + offset);
}

/** The address behind a node's last field. */
@inline
export function fieldsEnd(node: usize): usize {
  return block(node, NODE_FIELDS) + (<usize>load<i32>(node, NODE_FIELD_COUNT)) * FIELD_BYTES;
}
