/** After a pause at most the rows of this time come at once. */
const MAX_BACKLOG_MS = 1000;

/** Rows come in pieces of about this time, not one by one. */
const TICK_MS = 10;

/** How many rows are due at a rate: an even flow without a timer per row. */
export class Pace {
  private readonly rowsPerSecond: number;
  private startMs: number;
  private taken = 0;

  constructor(rowsPerSecond: number, nowMs: number) {
    this.rowsPerSecond = rowsPerSecond;
    this.startMs = nowMs;
  }

  /** Rows that may be made now. The first is due at the start. */
  due(nowMs: number): number {
    const due = Math.floor(((nowMs - this.startMs) * this.rowsPerSecond) / 1000) + 1 - this.taken;
    const most = Math.max(1, Math.floor((this.rowsPerSecond * MAX_BACKLOG_MS) / 1000));
    if (due <= most) return Math.max(0, due);
    this.startMs = nowMs - MAX_BACKLOG_MS;
    this.taken = 0;
    return most;
  }

  take(rows: number): void {
    this.taken += rows;
  }

  /** How long until a worthwhile number of rows is due, at most `limit`. */
  waitMs(nowMs: number, limit: number): number {
    const wanted = Math.max(1, Math.min(limit, Math.floor((this.rowsPerSecond * TICK_MS) / 1000)));
    const missing = wanted - this.due(nowMs);
    if (missing <= 0) return 0;
    const dueAt = this.startMs + ((this.taken + wanted - 1) * 1000) / this.rowsPerSecond;
    return Math.max(1, Math.ceil(dueAt - nowMs));
  }
}
