import type { Split } from './endpoint.ts';

/** Gives each split to the subtask that has the fewest of its source, then the fewest of all, then the lowest number. */
export interface SplitAssigner {
  /** @returns by subtask: its share of the new splits */
  assign(source: string, splits: readonly Split[]): readonly (readonly Split[])[];
}

export function splitAssigner(parallelism: number): SplitAssigner {
  const total = new Array<number>(parallelism).fill(0);
  const bySource = new Map<string, number[]>();
  return {
    assign(source, splits) {
      const own = bySource.get(source) ?? new Array<number>(parallelism).fill(0);
      bySource.set(source, own);
      const shares: Split[][] = own.map(() => []);
      for (const split of splits) {
        const to = leastLoaded(own, total);
        own[to]! += 1;
        total[to]! += 1;
        shares[to]!.push(split);
      }
      return shares;
    },
  };
}

function leastLoaded(own: readonly number[], total: readonly number[]): number {
  let best = 0;
  for (let subtask = 1; subtask < own.length; subtask++)
    if (own[subtask]! < own[best]! || (own[subtask]! === own[best]! && total[subtask]! < total[best]!)) best = subtask;
  return best;
}
