import type { LogicalType, PhysicalType, SchemaElement, TimeUnit } from '../format/schema.ts';

/**
 * The schema of a file to write, as a tree: what stands in the footer and how the values are taken from columns.
 * A list is written in three levels (`list`, `element`), a map as repeated `key_value` pairs.
 */
export type WriteNode = LeafNode | RowNode | ListNode | MapNode;

interface NodeBase {
  readonly name: string;
  /** False: REQUIRED; a NULL is then an error. */
  readonly optional: boolean;
  readonly fieldId?: number;
}

export interface LeafNode extends NodeBase {
  readonly kind: 'leaf';
  readonly type: PhysicalType;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  readonly length?: number;
  readonly logical?: LogicalType;
  readonly from: LeafSource;
}

/**
 * How a leaf's values are taken from its column.
 * stored: as they are in memory (i8, i32, i64, f32, f64) · bytes: byte arrays · decimal: big-endian of the leaf's length ·
 * int96, int64: timestamps; with `zone` local date-times are first turned into instants of the process's time zone.
 */
export type LeafSource =
  | { readonly kind: 'stored' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'decimal' }
  | { readonly kind: 'int96'; readonly zone: boolean }
  | { readonly kind: 'int64'; readonly unit: TimeUnit; readonly zone: boolean };

export interface RowNode extends NodeBase {
  readonly kind: 'row';
  readonly fields: readonly WriteNode[];
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly element: WriteNode;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly key: WriteNode;
  readonly value: WriteNode;
}

/** The schema as the footer lists it. */
export function schemaElements(rootName: string, columns: readonly WriteNode[]): SchemaElement[] {
  return [{ name: rootName, children: columns.length }, ...columns.flatMap(nodeElements)];
}

function nodeElements(node: WriteNode): SchemaElement[] {
  const { name, fieldId } = node;
  const base = {
    name,
    repetition: node.optional ? 'OPTIONAL' : 'REQUIRED',
    ...(fieldId !== undefined && { fieldId }),
  } as const;
  switch (node.kind) {
    case 'leaf':
      return [
        {
          ...base,
          type: node.type,
          ...(node.length !== undefined && { typeLength: node.length }),
          ...(node.logical && { logical: node.logical }),
        },
      ];
    case 'row':
      return [{ ...base, children: node.fields.length }, ...node.fields.flatMap(nodeElements)];
    case 'list':
      return [
        { ...base, children: 1, logical: { kind: 'LIST' } },
        { name: 'list', repetition: 'REPEATED', children: 1 },
        ...nodeElements(node.element),
      ];
    case 'map':
      return [
        { ...base, children: 1, logical: { kind: 'MAP' } },
        { name: 'key_value', repetition: 'REPEATED', children: 2 },
        ...nodeElements(node.key),
        ...nodeElements(node.value),
      ];
  }
}
