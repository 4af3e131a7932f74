import type { Batch } from '../batch/batch.ts';

/** Where an operator sends what it makes; calls go straight down the pipeline. */
export interface Output {
  onBatch(batch: Batch): void;
  onWatermark(watermarkMs: number): void;
  onEnd(): void;
}

/** Synchronous and deterministic: no I/O, no clock, no timers. The runner owns barriers, back-pressure and metrics. */
export interface Operator {
  onBatch(batch: Batch, output: Output): void;
  onWatermark(watermarkMs: number, output: Output): void;
  /** After the last batch of all inputs. */
  onEnd(output: Output): void;
  /** Plain data that `restore` of the same operator takes; undefined for none. */
  snapshot(): unknown;
  restore(states: readonly unknown[]): void;
  /** True as soon as no further input can change the output (LIMIT reached): what feeds only such operators stops. */
  isSatisfied?(): boolean;
}
