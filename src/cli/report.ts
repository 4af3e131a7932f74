/** Diagnostics -> standard error, and their count in words. */
import type { Diagnostic } from '../sql/diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../sql/diagnostics/render.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';

/** Colour on a terminal, unless NO_COLOR says otherwise. */
export const colorOn = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

export function report(diagnostics: readonly Diagnostic[], sources: Sources): void {
  for (const diagnostic of diagnostics)
    process.stderr.write(`${renderDiagnostic(diagnostic, sources, colorOn(process.stderr))}\n\n`);
}

export function counted(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string, word: string) => {
    const n = diagnostics.filter((d) => d.severity === severity).length;
    return n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning')].join(', ');
}
