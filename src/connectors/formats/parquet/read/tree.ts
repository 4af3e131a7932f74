import { check } from '../format/error.ts';
import type { SchemaElement } from '../format/schema.ts';

/** The footer's list of schema elements to a tree, with the levels that each node's values have. */
export interface TreeNode {
  readonly element: SchemaElement;
  readonly path: readonly string[];
  /** The definition level of a value that is there, and the repetition level below. */
  readonly definition: number;
  readonly repetition: number;
  /** Empty for leaves. */
  readonly children: readonly TreeNode[];
  /** Number among the leaves, the order of the column chunks in a row group; the first one below, for groups. */
  readonly leaf: number;
}

export const isLeaf = (node: TreeNode): boolean => node.element.type !== undefined;

/** Deeper schemas are no files of data but attacks on the stack. */
const MAX_DEPTH = 64;
/** Levels are kept in a byte. */
const MAX_LEVEL = 255;

export function schemaTree(elements: readonly SchemaElement[]): TreeNode {
  check(elements.length > 0, 'it has no schema');
  let next = 0;
  let leaves = 0;
  const take = (parent: TreeNode | undefined, depth: number): TreeNode => {
    const element = elements[next++];
    check(element !== undefined && depth <= MAX_DEPTH, 'its schema is not whole');
    const { repetition, type } = element;
    const node = {
      element,
      path: parent ? [...parent.path, element.name] : [],
      definition: parent ? parent.definition + (repetition === 'REQUIRED' ? 0 : 1) : 0,
      repetition: parent ? parent.repetition + (repetition === 'REPEATED' ? 1 : 0) : 0,
      children: [] as TreeNode[],
      leaf: leaves,
    };
    check(!parent || repetition !== undefined, `column '${node.path.join('.')}' has no repetition`);
    check(node.definition <= MAX_LEVEL, 'its schema is nested too deep');
    if (type !== undefined) {
      const length = element.typeLength ?? 0;
      check(type !== 'FIXED_LEN_BYTE_ARRAY' || length > 0, `column '${node.path.join('.')}' has no length`);
      leaves++;
      return node;
    }
    const count = element.children ?? 0;
    check(count <= elements.length - next, 'its schema is not whole');
    for (let i = 0; i < count; i++) node.children.push(take(node, depth + 1));
    return node;
  };
  const root = take(undefined, 0);
  check(root.element.type === undefined && next === elements.length, 'its schema is not whole');
  return root;
}

export const leavesOf = (node: TreeNode): TreeNode[] => (isLeaf(node) ? [node] : node.children.flatMap(leavesOf));
