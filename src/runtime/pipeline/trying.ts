import { ExplainedError, type TableNode, tableFailure } from './failure.ts';

/** The abort signal came: whoever was at work goes no further. */
export class Canceled extends Error {
  override readonly name = 'Canceled';
}

export function throwIfAborted(abort: AbortSignal): void {
  if (abort.aborted) throw new Canceled();
}

/** The answer of a table's outside system; its failure says what was tried. @throws Canceled, ExplainedError */
export async function trying<T>(what: string, node: TableNode, work: Promise<T>, abort: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ExplainedError(tableFailure(error, what, node));
  } finally {
    throwIfAborted(abort);
  }
}

/** Does not wait any longer for outside systems once the signal is there. @throws Canceled */
export async function unlessAborted<T>(work: Promise<T>, abort: AbortSignal): Promise<T> {
  // Whoever stops waiting does not want to hear of it any more.
  work.catch(() => {});
  throwIfAborted(abort);
  let cancel = () => {};
  const aborted = new Promise<never>((_, reject) => {
    cancel = () => reject(new Canceled());
    abort.addEventListener('abort', cancel, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    abort.removeEventListener('abort', cancel);
  }
}
