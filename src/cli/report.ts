/** Diagnostics and messages -> standard error, as text or as one JSON object a line. */
import type { Diagnostic } from '../sql/diagnostics/diagnostic.ts';
import { diagnosticJson, renderDiagnostic } from '../sql/diagnostics/render.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';

export type LogFormat = 'text' | 'json';

/** Colour on a terminal; NO_COLOR takes it away, FORCE_COLOR gives it to pipes and files (and wins over NO_COLOR, as in Node). */
export function colorOn(stream: NodeJS.WriteStream): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

export function report(diagnostics: readonly Diagnostic[], sources: Sources, format: LogFormat = 'text'): void {
  for (const diagnostic of inOrder(diagnostics))
    process.stderr.write(
      format === 'json'
        ? logLine('diagnostic', diagnosticJson(diagnostic, sources))
        : `${renderDiagnostic(diagnostic, sources, colorOn(process.stderr))}\n\n`,
    );
}

/** By their places: phases find them one after the other, people mend them from the top. What has no place comes first. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.toSorted((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));

/** One sentence that belongs to no place in a file. */
export function tell(severity: 'error' | 'warning' | 'note', message: string, format: LogFormat = 'text'): void {
  process.stderr.write(format === 'json' ? logLine(severity, { message }) : `${severity}: ${message}\n`);
}

/** A line of a log in JSON. */
export const logLine = (event: string, fields: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`;

export function counted(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string, word: string) => {
    const n = diagnostics.filter((d) => d.severity === severity).length;
    return n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning')].join(', ');
}
