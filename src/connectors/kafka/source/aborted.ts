/** Which batches of transactions are left out under read_committed (Kafka's fetch protocol: aborted transactions of an answer). */
import type { AbortedTransaction } from '../fetch/response.ts';

export interface AbortedFilter {
  /** Whether the transactional batch with these offsets belongs to an aborted transaction. Batches come in the order of their offsets. */
  isAborted(producerId: bigint, lastOffset: bigint): boolean;
  /** A marker that ends an aborted transaction was met. */
  onAbortMarker(producerId: bigint): void;
}

/** @param aborted ascending by first offset */
export function abortedFilter(aborted: readonly AbortedTransaction[]): AbortedFilter {
  const open = new Set<bigint>();
  let at = 0;
  return {
    isAborted(producerId, lastOffset) {
      for (; at < aborted.length && aborted[at]!.firstOffset <= lastOffset; at++) open.add(aborted[at]!.producerId);
      return open.has(producerId);
    },
    onAbortMarker: (producerId) => void open.delete(producerId),
  };
}
