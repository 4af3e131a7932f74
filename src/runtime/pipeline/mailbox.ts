import type { Host } from '../host.ts';

/** A queue with one reader, who can wait for the next item for a limited time. */
export interface Mailbox<T> {
  post(item: T): void;
  /** The next item if there is one already. */
  poll(): T | undefined;
  /** Whether something waits. */
  readonly isEmpty: boolean;
  /** Resolves as soon as something waits, or after the time. One caller at a time. */
  wait(ms: number): Promise<void>;
}

export function mailbox<T>(host: Host): Mailbox<T> {
  const items: T[] = [];
  let waiting: AbortController | undefined;
  return {
    post(item) {
      items.push(item);
      waiting?.abort();
    },
    poll: () => items.shift(),
    get isEmpty() {
      return items.length === 0;
    },
    async wait(ms) {
      if (items.length > 0) return;
      waiting = new AbortController();
      await host.sleep(ms, waiting.signal);
      waiting = undefined;
    },
  };
}
