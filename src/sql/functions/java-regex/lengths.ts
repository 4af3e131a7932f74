/** How many UTF-16 units the matches of a node have. */
import type { RegexNode } from './syntax.ts';

export interface Lengths {
  readonly min: number;
  /** Infinity when there is no bound to be seen. */
  readonly max: number;
}

const NOTHING: Lengths = { min: 0, max: 0 };

const plus = (left: Lengths, right: Lengths): Lengths => ({ min: left.min + right.min, max: left.max + right.max });
const times = (count: number, length: number): number => (count === 0 || length === 0 ? 0 : count * length);

export function lengthOf(node: RegexNode): Lengths {
  switch (node.kind) {
    case 'set':
      return { min: 1, max: node.set.beyondAscii ? 2 : 1 };
    case 'sequence':
      return node.items.map(lengthOf).reduce(plus, NOTHING);
    case 'choice': {
      const lengths = node.options.map(lengthOf);
      return { min: Math.min(...lengths.map((l) => l.min)), max: Math.max(...lengths.map((l) => l.max)) };
    }
    case 'group':
    case 'atomic':
      return lengthOf(node.body);
    case 'repeat': {
      const { min, max } = lengthOf(node.body);
      // Java sees no bound in an unbounded repetition, whatever is repeated.
      return {
        min: times(node.min, min),
        max: node.max === Number.POSITIVE_INFINITY ? node.max : times(node.max, max),
      };
    }
    case 'reference':
      return { min: 0, max: Number.POSITIVE_INFINITY };
    case 'look':
    case 'assert':
      return NOTHING;
  }
}
