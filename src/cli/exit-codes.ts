/** What the process says to its caller; documented in the README. */
export const EXIT = {
  ok: 0,
  /** The file or query has faults, or a file cannot be read. */
  invalid: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The job started and failed. */
  failed: 3,
  /** Stopped by a second signal before the last checkpoint was done. */
  aborted: 130,
} as const;
