/** What a running job tells -> a live line on a terminal, plain lines elsewhere, or JSON. */
import type { JobEvent, Observe, Progress } from '../runtime/index.ts';
import { diagnosticJson, renderDiagnostic } from '../sql/diagnostics/render.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';
import { bytesText, countText, durationText } from './output/amounts.ts';
import type { LogFormat } from './report.ts';
import { colorOn, logLine } from './report.ts';

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly logFormat: LogFormat;
}

export interface ProgressObserver {
  readonly observe: Observe;
  /** Takes the live line away. */
  readonly end: () => void;
}

/** What `--quiet` does not silence. */
const LOUD: ReadonlySet<JobEvent['kind']> = new Set(['restarting', 'checkpoint-failed', 'warning']);

/** Without a terminal a line comes this often. */
const PLAIN_EVERY_MS = 10_000;

export function progressObserver(options: ProgressOptions, sources: Sources): ProgressObserver {
  const wanted = (event: JobEvent) => !options.quiet || LOUD.has(event.kind);
  if (options.logFormat === 'json') {
    const observe: Observe = (event) => {
      if (wanted(event)) process.stderr.write(jsonLine(event, sources));
    };
    return { observe, end: () => {} };
  }
  const live = process.stderr.isTTY === true && !options.quiet;
  let shown = false;
  let lastPlainMs = 0;
  const erase = () => {
    if (shown) process.stderr.write('\r\u001b[2K');
    shown = false;
  };
  const say = (text: string) => {
    erase();
    process.stderr.write(`${text}\n`);
  };
  const standOut = live ? eraseBeforeOutput(erase) : () => {};
  const state = { rowsPerSecond: 0, lastRows: 0, lastMs: 0, checkpoint: '' };
  const observe: Observe = (event) => {
    if (event.kind === 'checkpoint-complete')
      state.checkpoint = `checkpoint ${event.id} in ${durationText(event.millis)}`;
    if (event.kind !== 'progress') {
      const text = eventText(event, sources);
      if (text !== undefined && wanted(event)) say(text);
      return;
    }
    if (options.quiet) return;
    const line = progressText(event.progress, state);
    if (live) {
      erase();
      process.stderr.write(line.slice(0, (process.stderr.columns || 120) - 1));
      shown = true;
    } else if (Date.now() - lastPlainMs >= PLAIN_EVERY_MS) {
      lastPlainMs = Date.now();
      say(line);
    }
  };
  const end = () => {
    erase();
    standOut();
  };
  return { observe, end };
}

/** Rows that a job prints (also those that come from its threads) start on a line of their own. @returns what ends it */
function eraseBeforeOutput(erase: () => void): () => void {
  const { stdout } = process;
  const write = stdout.write;
  stdout.write = ((...args: Parameters<typeof write>) => {
    erase();
    return write.apply(stdout, args);
  }) as typeof write;
  return () => {
    stdout.write = write;
  };
}

function progressText(
  progress: Progress,
  state: { rowsPerSecond: number; lastRows: number; lastMs: number; checkpoint: string },
): string {
  const seconds = (progress.millis - state.lastMs) / 1000;
  if (seconds > 0) state.rowsPerSecond = Math.max(0, (progress.rowsIn - state.lastRows) / seconds);
  state.lastRows = progress.rowsIn;
  state.lastMs = progress.millis;
  const parts = [`${countText(progress.rowsIn)} rows in`, `${countText(state.rowsPerSecond)} rows/s`];
  const lags = Object.values(progress.lag);
  if (lags.length > 0) parts.push(`lag ${countText(lags.reduce((sum, lag) => sum + lag, 0))}`);
  parts.push(`${countText(total(progress, 'files'))} files`, bytesText(total(progress, 'bytes')));
  if (state.checkpoint !== '') parts.push(state.checkpoint);
  return `${durationText(progress.millis)}  ${parts.join('  ')}`;
}

function eventText(event: Exclude<JobEvent, { kind: 'progress' }>, sources: Sources): string | undefined {
  switch (event.kind) {
    case 'started':
      return `job ${event.jobName}: ${event.parallelism} subtask${event.parallelism === 1 ? '' : 's'}${event.restoredFrom === undefined ? '' : `, going on from ${event.restoredFrom}`}`;
    case 'checkpoint-complete':
      return undefined;
    case 'checkpoint-failed':
      return `checkpoint ${event.id} failed${event.tolerated ? '' : ', and no more failures are tolerated'}\n${renderDiagnostic(event.reason, sources, colorOn(process.stderr))}`;
    case 'restarting':
      return `restart ${event.restarts} in ${durationText(event.delayMs)}, because\n${renderDiagnostic(event.cause, sources, colorOn(process.stderr))}`;
    case 'stopping':
      return 'stopping: one last checkpoint; a second signal leaves at once';
    case 'warning':
      return `warning: ${sources.redact(event.message)}`;
  }
}

function jsonLine(event: JobEvent, sources: Sources): string {
  const { kind } = event;
  if (kind === 'progress') {
    const { counters: _counters, ...progress } = event.progress;
    const totals = { files: total(event.progress, 'files'), bytes: total(event.progress, 'bytes') };
    return logLine(kind, { ...progress, ...totals });
  }
  if (kind === 'checkpoint-failed')
    return logLine(kind, { ...without(event), reason: diagnosticJson(event.reason, sources) });
  if (kind === 'restarting') return logLine(kind, { ...without(event), cause: diagnosticJson(event.cause, sources) });
  return logLine(kind, kind === 'warning' ? { message: sources.redact(event.message) } : without(event));
}

function without(event: JobEvent): Record<string, unknown> {
  const { kind: _kind, ...rest } = event;
  return rest;
}

const total = (progress: Progress, counter: string): number =>
  Object.values(progress.counters).reduce((sum, counters) => sum + (counters[counter] ?? 0), 0);
