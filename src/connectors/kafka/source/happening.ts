/** Lets a poll wait until something has happened, and keeps the failure that ends all reading. */
import type { Host } from '../../../runtime/host.ts';

export interface Happening {
  notify(): void;
  /** Notifies; the first failure stays. */
  fail(error: unknown): void;
  /** @throws the failure, when there was one */
  check(): void;
  readonly failed: boolean;
  /** @returns false when nothing happened within the time */
  wait(ms: number): Promise<boolean>;
}

export function createHappening(host: Host): Happening {
  let happened = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};
  const notify = (): void => {
    happened = true;
    wake();
  };
  return {
    notify,
    fail(error) {
      failure ??= { error };
      notify();
    },
    check() {
      if (failure) throw failure.error;
    },
    get failed() {
      return failure !== undefined;
    },
    async wait(ms) {
      if (!happened && ms > 0) {
        const timer = new AbortController();
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await Promise.race([woken, host.sleep(ms, timer.signal)]);
        timer.abort();
        wake = () => {};
      }
      const result = happened;
      happened = false;
      return result;
    },
  };
}
