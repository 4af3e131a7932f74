import type { PhysicalNode } from '../../planner/physical/plan.ts';

/**
 * The operators that have state, with the version of its layout; a checkpoint with another version is refused. Count it up when
 * what `snapshot` returns changes.
 */
const STATE_LAYOUTS: Partial<Readonly<Record<PhysicalNode['kind'], number>>> = { limit: 1 };

/** undefined for operators without state. */
export const stateLayoutOf = (node: PhysicalNode): number | undefined => STATE_LAYOUTS[node.kind];
