import type { NodeCounters } from './messages.ts';

/** Counters of one subtask, by node and name. */
export interface Counting {
  count(node: string, counter: string, by: number): void;
  set(node: string, counter: string, total: number): void;
  snapshot(): NodeCounters;
}

export function counting(): Counting {
  const nodes = new Map<string, Map<string, number>>();
  const of = (node: string) => {
    const found = nodes.get(node) ?? new Map<string, number>();
    nodes.set(node, found);
    return found;
  };
  return {
    count(node, counter, by) {
      const counters = of(node);
      counters.set(counter, (counters.get(counter) ?? 0) + by);
    },
    set(node, counter, total) {
      of(node).set(counter, total);
    },
    snapshot: () => Object.fromEntries([...nodes].map(([id, counters]) => [id, Object.fromEntries(counters)])),
  };
}

/** Sums by node and name. */
export function sumCounters(parts: Iterable<NodeCounters>): NodeCounters {
  const sum = counting();
  for (const part of parts)
    for (const [node, counters] of Object.entries(part))
      for (const [name, value] of Object.entries(counters)) sum.count(node, name, value);
  return sum.snapshot();
}
