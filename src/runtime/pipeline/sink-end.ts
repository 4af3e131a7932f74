import type { Batch } from '../batch/batch.ts';
import type { Output } from '../operators/operator.ts';

/** Where rows leave a pipeline: batches go to an asynchronous writer, one after another. */
export interface SinkEnd extends Output {
  readonly rowsOut: number;
  /** Resolves when everything handed over is written; undefined when there is nothing to wait for. */
  drain(): Promise<void> | undefined;
}

export function sinkEnd(write: (batch: Batch) => void | Promise<void>): SinkEnd {
  /** Batches of one push that came while the writer was busy: at most one a path through the plan. */
  const waiting: Batch[] = [];
  let busy: Promise<void> | undefined;
  let rowsOut = 0;

  async function drained(): Promise<void> {
    await busy;
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) await write(batch);
    busy = undefined;
  }

  return {
    get rowsOut() {
      return rowsOut;
    },
    onBatch(batch) {
      rowsOut += batch.rowCount;
      if (busy) waiting.push(batch);
      else busy = write(batch) ?? undefined;
    },
    onWatermark() {},
    onEnd() {},
    drain: () => (busy ? drained() : undefined),
  };
}
