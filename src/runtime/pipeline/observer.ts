import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import type { NodeCounters } from './messages.ts';

/** What a job tells while it runs; for progress lines, logs and metrics. */
export type JobEvent =
  | {
      readonly kind: 'started';
      readonly jobId: string;
      readonly jobName: string;
      readonly parallelism: number;
      /** The checkpoint it goes on from. */
      readonly restoredFrom?: string;
    }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | {
      readonly kind: 'checkpoint-complete';
      readonly id: number;
      readonly location: string;
      /** From the barrier to the end of the commit. */
      readonly millis: number;
      readonly bytes: number;
    }
  | {
      readonly kind: 'checkpoint-failed';
      readonly id: number;
      readonly reason: Diagnostic;
      readonly tolerated: boolean;
    }
  | { readonly kind: 'restarting'; readonly cause: Diagnostic; readonly delayMs: number; readonly restarts: number }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'warning'; readonly message: string };

export interface Progress {
  readonly counters: NodeCounters;
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Rows still to be read by source, where that is known. */
  readonly lag: Readonly<Record<string, number>>;
  readonly millis: number;
}

export type Observe = (event: JobEvent) => void;
