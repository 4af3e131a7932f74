/** The only door to the outside for the runtime: simulated in tests. */
export interface Host {
  nowMs(): number;
  /** A monotonic clock for durations, in milliseconds. */
  monotonicMs(): number;
  randomBytes(count: number): Uint8Array;
  /** Resolves after the time, or at once when the signal fires; 0 ms lets everything that waits in the event loop go first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Whole lines for a person, on standard output or standard error; they keep their order. Resolves when there is room for more.
   * Absent: the process's own streams are written.
   */
  print?(stream: 'stdout' | 'stderr', lines: string): void | Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
