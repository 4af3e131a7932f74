import type { ProducedColumn } from '../../../../planner/physical/plan.ts';
import { printType } from '../../../../sql/types/print.ts';
import { INT, type RowField, type SqlType } from '../../../../sql/types/type.ts';
import { check, ParquetError } from '../format/error.ts';
import type { LeafConversion } from './conversion.ts';
import { leafConversion } from './convert.ts';
import { isLeaf, type TreeNode } from './tree.ts';

/** How a produced column is made of the leaves of a file. Definition levels say from where on something is there. */
export type ReadPlan =
  | { readonly kind: 'null'; readonly type: SqlType }
  | { readonly kind: 'leaf'; readonly leaf: number; readonly definition: number; readonly conversion: LeafConversion }
  | {
      readonly kind: 'row';
      /** A leaf below, whose levels tell where the row is. */
      readonly leaf: number;
      readonly definition: number;
      readonly fields: readonly ReadPlan[];
    }
  | (Repeated & { readonly kind: 'list'; readonly element: ReadPlan })
  | (Repeated & { readonly kind: 'map'; readonly key: ReadPlan; readonly value: ReadPlan })
  /** The value of one key of a map. */
  | (Repeated & { readonly kind: 'entry'; readonly key: ReadPlan; readonly value: ReadPlan; readonly wanted: string });

export interface Repeated {
  readonly leaf: number;
  /** Level of a list that is there; level of one that has an element; how its further elements repeat. */
  readonly present: number;
  readonly elementPresent: number;
  readonly repetition: number;
}

/** The plan of a column; one the file does not have is NULL, as in Flink. @throws ParquetError naming the column */
export function planColumn(root: TreeNode, column: ProducedColumn): ReadPlan {
  if (column.from.kind === 'metadata')
    throw new Error(`assertion: parquet has no metadata column '${column.from.key}'`);
  const node = root.children.find((child) => child.element.name === column.name);
  const steps = column.from.path ?? [];
  const plan = node ? planPath(node, steps, column.type) : missing(column.type, column.name);
  return plan;
}

function missing(type: SqlType, name: string): ReadPlan {
  check(type.nullable, `column '${name}' is NOT NULL, but the file does not have it`);
  return { kind: 'null', type };
}

/** What lies under a node at fields of rows and keys of maps. */
function planPath(node: TreeNode, steps: readonly string[], type: SqlType): ReadPlan {
  const [step, ...rest] = steps;
  if (step === undefined) return planType(node, type);
  const entries = mapEntries(node);
  if (entries) {
    const key = leafPlan(entries.key, { kind: 'VARCHAR', length: 1, nullable: true });
    return { kind: 'entry', ...entries.repeated, key, value: planPath(entries.value, rest, type), wanted: step };
  }
  const field = isLeaf(node) ? undefined : childNamed(node, step);
  return field ? planPath(field, rest, type) : { kind: 'null', type };
}

/** Names of fields of rows are looked up as they are, then without regard to case (Flink's ParquetSplitReaderUtil). */
const childNamed = (node: TreeNode, name: string): TreeNode | undefined =>
  node.children.find((child) => child.element.name === name) ??
  node.children.find((child) => child.element.name.toLowerCase() === name.toLowerCase());

const mismatch = (node: TreeNode, type: SqlType) =>
  new ParquetError(`column '${node.path.join('.')}' is ${describe(node)}, which cannot be read as ${printType(type)}`);

function describe({ element }: TreeNode): string {
  const { logical } = element;
  const meaning = !logical
    ? ''
    : logical.kind === 'DECIMAL'
      ? ` (DECIMAL(${logical.precision}, ${logical.scale}))`
      : logical.kind === 'INTEGER'
        ? ` (${logical.signed ? '' : 'U'}INT${logical.bits})`
        : logical.kind === 'TIME' || logical.kind === 'TIMESTAMP'
          ? ` (${logical.kind} in ${logical.unit})`
          : ` (${logical.kind})`;
  const repeated = element.repetition === 'REPEATED';
  return `${element.type ?? (repeated ? 'a repeated group' : 'a group')}${repeated && element.type ? ', repeated' : ''}${meaning}`;
}

function planType(node: TreeNode, type: SqlType): ReadPlan {
  // A repeated field that is no part of a list or map is a list of what it holds, never NULL.
  if (node.element.repetition === 'REPEATED') {
    if (type.kind !== 'ARRAY') throw mismatch(node, type);
    return listPlan(node, node.definition - 1, node, type.element);
  }
  switch (type.kind) {
    case 'ARRAY': {
      const repeated = node.children.length === 1 ? node.children[0]! : undefined;
      if (repeated?.element.repetition !== 'REPEATED') throw mismatch(node, type);
      return listPlan(repeated, node.definition, elementOf(node, repeated, type.element), type.element);
    }
    case 'MAP':
    case 'MULTISET': {
      const entries = mapEntries(node);
      if (!entries) throw mismatch(node, type);
      const [keyType, valueType] = type.kind === 'MAP' ? [type.key, type.value] : [type.element, INT];
      return {
        kind: 'map',
        ...entries.repeated,
        key: planType(entries.key, keyType),
        value: planType(entries.value, valueType),
      };
    }
    case 'ROW':
      if (isLeaf(node)) throw mismatch(node, type);
      return rowPlan(node, type.fields);
    default:
      return leafPlan(node, type);
  }
}

function leafPlan(node: TreeNode, type: SqlType): ReadPlan {
  const conversion = isLeaf(node) ? leafConversion(node.element, type) : undefined;
  if (!conversion) throw mismatch(node, type);
  return { kind: 'leaf', leaf: node.leaf, definition: node.definition, conversion };
}

function rowPlan(node: TreeNode, fields: readonly RowField[]): ReadPlan {
  check(node.children.length > 0, `column '${node.path.join('.')}' is a group without fields`);
  return {
    kind: 'row',
    leaf: node.leaf,
    definition: node.definition,
    fields: fields.map(({ name, type }) => {
      const child = childNamed(node, name);
      return child ? planType(child, type) : missing(type, [...node.path, name].join('.'));
    }),
  };
}

/** @param repeated the repeated node; @param element what stands in it, or itself */
function listPlan(repeated: TreeNode, present: number, element: TreeNode, type: SqlType): ReadPlan {
  return {
    kind: 'list',
    leaf: repeated.leaf,
    present,
    elementPresent: repeated.definition,
    repetition: repeated.repetition,
    element: element === repeated ? planElement(repeated, type) : planType(element, type),
  };
}

/** A repeated node that is the element itself: it is always there. */
function planElement(node: TreeNode, type: SqlType): ReadPlan {
  if (type.kind === 'ROW' && !isLeaf(node)) return rowPlan(node, type.fields);
  return leafPlan(node, type);
}

/** The element of a list, by the format's rules for the layouts of older writers. */
function elementOf(list: TreeNode, repeated: TreeNode, type: SqlType): TreeNode {
  if (isLeaf(repeated) || repeated.children.length !== 1) return repeated;
  const [child] = repeated.children;
  const { name } = repeated.element;
  // A group of one field by these names was an element of its own.
  const wasElement = name === 'array' || name === `${list.element.name}_tuple`;
  if (type.kind === 'ROW' && wasElement) return repeated;
  return child!;
}

/** The key and value below a node that is laid out as a map. */
function mapEntries(
  node: TreeNode,
): { readonly key: TreeNode; readonly value: TreeNode; readonly repeated: Repeated } | undefined {
  const repeated = node.children.length === 1 ? node.children[0]! : undefined;
  if (repeated?.element.repetition !== 'REPEATED' || repeated.children.length !== 2) return undefined;
  const annotated = node.element.logical?.kind === 'MAP' || node.element.logical?.kind === 'MAP_KEY_VALUE';
  const [key, value] = repeated.children as [TreeNode, TreeNode];
  if (!annotated && key.element.name !== 'key') return undefined;
  return {
    key,
    value,
    repeated: {
      leaf: repeated.leaf,
      present: node.definition,
      elementPresent: repeated.definition,
      repetition: repeated.repetition,
    },
  };
}

/** The leaves that a plan needs, by number. */
export function leavesOfPlan(plan: ReadPlan): number[] {
  switch (plan.kind) {
    case 'null':
      return [];
    case 'leaf':
      return [plan.leaf];
    case 'row':
      return [plan.leaf, ...plan.fields.flatMap(leavesOfPlan)];
    case 'list':
      return [plan.leaf, ...leavesOfPlan(plan.element)];
    case 'map':
    case 'entry':
      return [plan.leaf, ...leavesOfPlan(plan.key), ...leavesOfPlan(plan.value)];
  }
}
