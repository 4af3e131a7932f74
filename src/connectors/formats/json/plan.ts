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
  /** DECIMAL; of a TIMESTAMP its style. */
  readonly scale?: number;
  /** ROW: its fields. MAP: the keys that are wanted by themselves, all of kind TEXT. */
  readonly children?: readonly PlanField[];
  /** MAP: whether the map itself is wanted. */
  readonly whole?: boolean;
  /** ROW: whether a row without each of the fields is odd. */
  readonly allNeeded?: boolean;
}

/** A field of a plan that was written into memory. */
export interface PlacedField {
  readonly field: PlanField;
  /** Its name with those it lies under: `order.items`. */
  readonly path: string;
  readonly address: Address;
  readonly children: readonly PlacedField[];
}

export interface PlacedPlan {
  readonly root: Address;
  readonly fields: readonly PlacedField[];
}

/** Writes the plan into memory that is never given back: a plan lives as long as its worker. */
export function placePlan(memory: Memory, fields: readonly PlanField[], allNeeded: boolean, under = ''): PlacedPlan {
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
    const path = under + field.name;
    if (field.kind < layout.ROW) return { field, path, address, children: [] };
    const child = placePlan(memory, field.children ?? [], field.allNeeded ?? false, `${path}.`);
    put(address + layout.FIELD_CHILD, child.root);
    return { field, path, address, children: child.fields };
  });
  return { root, fields: placed };
}

function zeroed(memory: Memory, bytes: number): Address {
  const at = memory.allocate(bytes);
  memory.u8.fill(0, at, at + bytes);
  return at;
}

/** A field with the blocks that the kernel fills for one batch. */
export interface PlacedColumn {
  readonly placed: PlacedField;
  /** Of a MAP whose keys alone are wanted there is none. */
  readonly column?: Column;
  /** Fields of a ROW, single keys of a MAP. */
  readonly children: readonly PlacedColumn[];
}

/** Blocks in the arena for `rows` rows and so many map entries, written into the fields. */
export function placeColumns(
  arena: Arena,
  fields: readonly PlacedField[],
  rows: number,
  entries: number,
): readonly PlacedColumn[] {
  return fields.map((placed) => placeColumn(arena, placed, rows, entries));
}

function placeColumn(arena: Arena, placed: PlacedField, rows: number, entries: number): PlacedColumn {
  const children = placeColumns(arena, placed.children, rows, entries);
  const block = (offset: number, width: number, count = rows): Address => {
    const at = arena.allocate(width * count);
    arena.memory.i32[(placed.address + offset) >> 2] = at;
    return at;
  };
  if (placed.field.kind === layout.ROW) {
    const fields = children.map((child) => child.column!);
    return { placed, children, column: { layout: 'row', validity: block(layout.FIELD_A, 1), fields } };
  }
  if (placed.field.kind !== layout.MAP) return { placed, children, column: scalarColumn(placed.field.kind, block) };
  if (!placed.field.whole) return { placed, children };
  arena.memory.i32[(placed.address + layout.FIELD_ENTRY_CAPACITY) >> 2] = entries;
  const slices = (pointers: number, lengths: number): Column => ({
    layout: 'bytes',
    pointers: block(pointers, 4, entries),
    lengths: block(lengths, 4, entries),
  });
  const column: Column = {
    layout: 'map',
    starts: block(layout.FIELD_A, 4),
    lengths: block(layout.FIELD_B, 4),
    keys: slices(layout.FIELD_C, layout.FIELD_D),
    values: slices(layout.FIELD_E, layout.FIELD_F),
    entryCount: entries,
  };
  return { placed, children, column };
}

/** The column of a kind without children. */
function scalarColumn(kind: number, block: (offset: number, width: number) => Address): Column {
  const fixed = <L extends 'i8' | 'i32' | 'i64' | 'f32' | 'f64' | 'decimal'>(layoutName: L, width: number) => ({
    layout: layoutName,
    validity: block(layout.FIELD_A, 1),
    values: block(layout.FIELD_B, width),
  });
  switch (kind) {
    case layout.TEXT:
    case layout.RAW:
      return { layout: 'bytes', pointers: block(layout.FIELD_A, 4), lengths: block(layout.FIELD_B, 4) };
    case layout.BOOLEAN:
      return fixed('i8', 1);
    case layout.INT8:
    case layout.INT16:
    case layout.INT32:
      return fixed('i32', 4);
    case layout.INT64:
      return fixed('i64', 8);
    case layout.FLOAT32:
      return fixed('f32', 4);
    case layout.FLOAT64:
      return fixed('f64', 8);
    case layout.DECIMAL:
      return fixed('decimal', 16);
    case layout.DATE:
      return fixed('i32', 4);
    case layout.TIMESTAMP:
      return {
        layout: 'timestamp',
        validity: block(layout.FIELD_A, 1),
        millis: block(layout.FIELD_B, 8),
        nanos: block(layout.FIELD_C, 4),
      };
    default:
      throw new Error(`assertion: no JSON kind ${kind}`);
  }
}
