import type { Batch } from '../batch/batch.ts';
import type { Column } from '../batch/column.ts';
import type { Arena } from '../batch/memory.ts';

/** One input row can give any number of rows: they go on in batches of so many. */
export const ROWS_PER_BATCH = 4096;

/**
 * Gives the joined rows of a batch, in its order, by batches of ROWS_PER_BATCH at most.
 * @param args the columns of the call's arguments, row by row beside the batch's
 * @param emit takes joined rows, and says whether more are wanted
 */
export type CorrelatedRows = (
  batch: Batch,
  args: readonly Column[],
  arena: Arena,
  emit: (joined: Batch) => boolean,
) => void;
