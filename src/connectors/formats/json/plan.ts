import * as layout from '../../../kernels/json-plan.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import type { Address, Arena, Memory } from '../../../runtime/batch/memory.ts';

/** A wanted field of an object, as the plan of the JSON kernels has it. */
export interface PlanField {
  readonly name: string;
  /** A kind of json-plan.ts. */
  readonly kind: number;
  /** DECIMAL */
  readonly precision?: number;
  readonly scale?: number;
  /** ROW: its fields. MAP: the keys that are wanted by themselves, all of kind TEXT. */
  readonly children?: readonly PlanField[];
  /** MAP: whether the map itself is wanted. */
  readonly whole?: boolean;
}

/** A field of a plan that was written into memory. */
export interface PlacedField {
  readonly field: PlanField;
  readonly address: Address;
  readonly children: readonly PlacedField[];
}

export interface PlacedPlan {
  readonly root: Address;
  readonly fields: readonly PlacedField[];
}

/** Writes the plan into memory that is never given back: a plan lives as long as its worker. */
export function placePlan(memory: Memory, fields: readonly PlanField[], allNeeded: boolean): PlacedPlan {
  const root = zeroed(memory, layout.NODE_BYTES);
  const firstField = zeroed(memory, layout.FIELD_BYTES * Math.max(1, fields.length));
  const put = (address: Address, word: number) => {
    memory.i32[address >> 2] = word;
  };
  put(root + layout.NODE_FIELD_COUNT, fields.length);
  put(root + layout.NODE_FIELDS, firstField);
  put(root + layout.NODE_SHAPES, zeroed(memory, layout.SHAPE_BYTES * layout.SHAPE_LIMIT));
  put(root + layout.NODE_FLAGS, allNeeded ? layout.ALL_FIELDS_NEEDED : 0);
  const placed = fields.map((field, index): PlacedField => {
    const address = firstField + index * layout.FIELD_BYTES;
    const name = Buffer.from(field.name);
    const key = zeroed(memory, name.length);
    memory.u8.set(name, key);
    put(address + layout.FIELD_KIND, field.kind);
    put(address + layout.FIELD_KEY, key);
    put(address + layout.FIELD_KEY_LENGTH, name.length);
    put(address + layout.FIELD_PRECISION, field.precision ?? 0);
    put(address + layout.FIELD_SCALE, field.scale ?? 0);
    if (field.kind < layout.ROW) return { field, address, children: [] };
    const child = placePlan(memory, field.children ?? [], allNeeded && field.kind === layout.ROW);
    put(address + layout.FIELD_CHILD, child.root);
    return { field, address, children: child.fields };
  });
  return { root, fields: placed };
}

function zeroed(memory: Memory, bytes: number): Address {
  const at = memory.allocate(bytes);
  memory.u8.fill(0, at, at + bytes);
  return at;
}

/** Column blocks in the arena for `rows` rows and so many map entries, written into the fields. @returns the columns, in the order of the fields */
export function placeColumns(
  arena: Arena,
  fields: readonly PlacedField[],
  rows: number,
  entries: number,
): readonly Column[] {
  return fields.map((placed) => placeColumn(arena, placed, rows, entries));
}

function placeColumn(arena: Arena, placed: PlacedField, rows: number, entries: number): Column {
  const { i32 } = arena.memory;
  const block = (offset: number, width: number, count: number): Address => {
    const at = arena.allocate(width * count);
    i32[(placed.address + offset) >> 2] = at;
    return at;
  };
  const a = (width: number) => block(layout.FIELD_A, width, rows);
  const b = (width: number) => block(layout.FIELD_B, width, rows);
  switch (placed.field.kind) {
    case layout.TEXT:
    case layout.RAW:
      return { layout: 'bytes', pointers: a(4), lengths: b(4) };
    case layout.BOOLEAN:
      return { layout: 'i8', validity: a(1), values: b(1) };
    case layout.INT8:
    case layout.INT16:
    case layout.INT32:
      return { layout: 'i32', validity: a(1), values: b(4) };
    case layout.INT64:
      return { layout: 'i64', validity: a(1), values: b(8) };
    case layout.FLOAT32:
      return { layout: 'f32', validity: a(1), values: b(4) };
    case layout.FLOAT64:
      return { layout: 'f64', validity: a(1), values: b(8) };
    case layout.DECIMAL:
      return { layout: 'decimal', validity: a(1), values: b(16) };
    case layout.ROW:
      return { layout: 'row', validity: a(1), fields: placeColumns(arena, placed.children, rows, entries) };
    case layout.MAP:
      return placeMap(arena, placed, rows, entries, block);
    default:
      throw new Error(`assertion: no JSON kind ${placed.field.kind}`);
  }
}

/** A map's columns; where only single keys are wanted, those as the fields of a row. */
function placeMap(
  arena: Arena,
  placed: PlacedField,
  rows: number,
  entries: number,
  block: (offset: number, width: number, count: number) => Address,
): Column {
  const keys = placeColumns(arena, placed.children, rows, entries);
  if (!placed.field.whole) return { layout: 'row', validity: 0, fields: keys };
  arena.memory.i32[(placed.address + layout.FIELD_ENTRY_CAPACITY) >> 2] = entries;
  return {
    layout: 'map',
    starts: block(layout.FIELD_A, 4, rows),
    lengths: block(layout.FIELD_B, 4, rows),
    keys: {
      layout: 'bytes',
      pointers: block(layout.FIELD_C, 4, entries),
      lengths: block(layout.FIELD_D, 4, entries),
    },
    values: {
      layout: 'bytes',
      pointers: block(layout.FIELD_E, 4, entries),
      lengths: block(layout.FIELD_F, 4, entries),
    },
    entryCount: entries,
  };
}
