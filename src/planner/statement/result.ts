import type { Output } from '../physical/choose.ts';
import type { PhysicalPlan } from '../physical/plan.ts';

/** What a statement came to; whoever runs the session goes on from here. */
export type StatementResult =
  | { readonly kind: 'done'; readonly message?: string }
  /** A table to show: SHOW, DESCRIBE, EXPLAIN, SET without arguments. */
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | null)[])[];
    }
  | { readonly kind: 'text'; readonly text: string }
  /** A query whose rows are to be shown. */
  | {
      readonly kind: 'query';
      readonly plan: PhysicalPlan;
      readonly outputs: readonly Output[];
      readonly fired: readonly string[];
    }
  /** Rows to be written by a job. */
  | { readonly kind: 'insert'; readonly outputs: readonly Output[] }
  | { readonly kind: 'client'; readonly command: 'QUIT' | 'EXIT' | 'CLEAR' | 'HELP' }
  /** Nothing was done; the diagnostics say why. */
  | { readonly kind: 'failed' };

export const DONE: StatementResult = { kind: 'done' };
export const FAILED: StatementResult = { kind: 'failed' };
