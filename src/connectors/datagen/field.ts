import type { SqlType } from '../../sql/types/type.ts';

/** How the values of one column, or of the elements within it, are made: plain data out of the `fields.*` options. */
export type FieldPlan =
  | { readonly kind: 'sequence'; readonly type: SqlType; readonly start: bigint; readonly end: bigint }
  | { readonly kind: 'now'; readonly type: SqlType; readonly maxPastMs: number; readonly nullRate: number }
  | RandomPlan;

export interface RandomPlan {
  readonly kind: 'random';
  /** Names of columns and fields from the outside in: what the seed is made of. */
  readonly path: string;
  readonly type: SqlType;
  readonly nullRate: number;
  /** Bounds of numbers, inclusive; in units of the last decimal place for DECIMAL. */
  readonly min?: bigint | number;
  readonly max?: bigint | number;
  /** Characters, bytes or elements. */
  readonly length: number;
  /** A length between 1 and `length` - 1 instead of `length`. */
  readonly varLen: boolean;
  /** Of elements; of keys and values; of fields. */
  readonly children: readonly FieldPlan[];
}

/** How many rows the sequences among the columns allow; undefined when there is none. */
export function sequenceRows(plans: readonly FieldPlan[]): number | undefined {
  const lengths = plans.flatMap((plan) => (plan.kind === 'sequence' ? [Number(plan.end - plan.start + 1n)] : []));
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}
