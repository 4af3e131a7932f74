/** Diagnostics -> text for a person: message, place, the line with a caret under the span, notes and hint. */
import type { Diagnostic, Severity } from './diagnostic.ts';
import type { Place, Sources } from './sources.ts';

const COLORS: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36' };

export function renderDiagnostic(diagnostic: Diagnostic, sources: Sources, color: boolean): string {
  const paint = (text: string, code: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { severity, code, message } = diagnostic;
  const lines = [`${paint(`${severity}[${code}]`, `1;${COLORS[severity]}`)}${paint(`: ${message}`, '1')}`];
  const place = diagnostic.span && sources.place(diagnostic.span);
  const width = place ? String(place.from.line).length : 0;
  const margin = ' '.repeat(width);
  const bar = paint('|', '34');
  if (place) {
    lines.push(`${margin}${paint('-->', '34')} ${place.name}:${place.from.line}:${place.from.column}`);
    const { line, pad, carets } = excerpt(place);
    lines.push(`${margin} ${bar}`, `${paint(String(place.from.line), '34')} ${bar} ${line}`);
    lines.push(
      `${margin} ${bar} ${pad}${paint(`${carets}${diagnostic.label === undefined ? '' : ` ${diagnostic.label}`}`, COLORS[severity])}`,
    );
  }
  for (const note of diagnostic.notes ?? []) lines.push(`${margin} ${paint('=', '34')} note: ${note}`);
  if (diagnostic.hint !== undefined) lines.push(`${margin} ${paint('=', '34')} hint: ${diagnostic.hint}`);
  return lines.join('\n');
}

/** The first line of the span; tabs stay tabs in the padding, so that the caret stands under its character. */
function excerpt(place: Place): { readonly line: string; readonly pad: string; readonly carets: string } {
  const start = place.text.lastIndexOf('\n', place.local.start - 1) + 1;
  const newline = place.text.indexOf('\n', place.local.start);
  const end = newline < 0 ? place.text.length : newline;
  const line = place.text.slice(start, end).replace(/\r$/, '');
  const pad = line.slice(0, place.local.start - start).replace(/[^\t]/g, (c) => ' '.repeat(cells(c)));
  const marked = line.slice(place.local.start - start, Math.min(place.local.end, end) - start);
  return {
    line,
    pad,
    carets: '^'.repeat(
      Math.max(
        1,
        [...marked].reduce((sum, c) => sum + cells(c), 0),
      ),
    ),
  };
}

/** Columns of a terminal: two for East Asian wide characters and emoji, one for the rest. */
function cells(character: string): number {
  const code = character.codePointAt(0)!;
  return (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff)
    ? 2
    : 1;
}

/** A diagnostic as `check --json` prints it; lines and columns from 1. */
export function diagnosticJson(diagnostic: Diagnostic, sources: Sources): Record<string, unknown> {
  const place = diagnostic.span && sources.place(diagnostic.span);
  return {
    file: place?.name ?? null,
    line: place?.from.line ?? null,
    column: place?.from.column ?? null,
    endLine: place?.to.line ?? null,
    endColumn: place?.to.column ?? null,
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    notes: diagnostic.notes ?? [],
    hint: diagnostic.hint ?? null,
  };
}
