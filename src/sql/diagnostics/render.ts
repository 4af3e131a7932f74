/** Diagnostics -> text for a person: message, place, the line with a caret under the span, notes and hint. */
import type { Diagnostic, Severity } from './diagnostic.ts';
import { MASK } from './secrets.ts';
import type { Place, Sources } from './sources.ts';

const COLORS: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36' };

export function renderDiagnostic(diagnostic: Diagnostic, sources: Sources, color: boolean): string {
  const paint = (text: string, code: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { severity, code } = diagnostic;
  const shown = (text: string) => harmless(sources.redact(text));
  const message = shown(diagnostic.message);
  const lines = [`${paint(`${severity}[${code}]`, `1;${COLORS[severity]}`)}${paint(`: ${message}`, '1')}`];
  const place = diagnostic.span && sources.place(diagnostic.span);
  const width = place ? String(place.from.line).length : 0;
  const margin = ' '.repeat(width);
  const bar = paint('|', '34');
  if (place) {
    lines.push(`${margin}${paint('-->', '34')} ${place.name}:${place.from.line}:${place.from.column}`);
    const { line, pad, carets } = excerpt(place, sources);
    lines.push(`${margin} ${bar}`, `${paint(String(place.from.line), '34')} ${bar} ${line}`);
    lines.push(
      `${margin} ${bar} ${pad}${paint(`${carets}${diagnostic.label === undefined ? '' : ` ${shown(diagnostic.label)}`}`, COLORS[severity])}`,
    );
  }
  for (const note of diagnostic.notes ?? []) lines.push(`${margin} ${paint('=', '34')} note: ${shown(note)}`);
  if (diagnostic.hint !== undefined) lines.push(`${margin} ${paint('=', '34')} hint: ${shown(diagnostic.hint)}`);
  return lines.join('\n');
}

/** Of a longer line only what stands around the caret is shown. */
const LONGEST_LINE = 160;
const BEFORE_CARET = 60;
const LONGEST_MARK = 80;

/** The first line of the span; tabs stay tabs in the padding, so that the caret stands under its character. */
function excerpt(
  place: Place,
  sources: Sources,
): { readonly line: string; readonly pad: string; readonly carets: string } {
  const start = place.text.lastIndexOf('\n', place.local.start - 1) + 1;
  const newline = place.text.indexOf('\n', place.local.start);
  const end = newline < 0 ? place.text.length : newline - (place.text[newline - 1] === '\r' ? 1 : 0);
  const markEnd = Math.max(place.local.start, Math.min(place.local.end, end));
  const visible = (from: number, to: number) => harmless(sources.redact(readable(place, from, to)));
  let before = visible(start, place.local.start);
  let marked = visible(place.local.start, markEnd);
  let after = visible(markEnd, end);
  if (before.length + marked.length + after.length > LONGEST_LINE) {
    if (before.length > BEFORE_CARET) before = `…${before.slice(-BEFORE_CARET)}`;
    if (marked.length > LONGEST_MARK) marked = `${marked.slice(0, LONGEST_MARK)}…`;
    const room = Math.max(0, LONGEST_LINE - before.length - marked.length);
    if (after.length > room) after = `${after.slice(0, room)}…`;
  }
  const width = [...marked].reduce((sum, c) => sum + cells(c), 0);
  return {
    line: before + marked + after,
    pad: before.replace(/[^\t]/gu, (c) => ' '.repeat(cells(c))),
    carets: '^'.repeat(Math.max(1, width)),
  };
}

/** Without what would move the cursor or colour the terminal: texts of files and of records stand in messages. */
const harmless = (text: string): string => text.replace(/[^\P{Cc}\t\n]/gu, '\ufffd');

/** A piece of the text with the mask over its secrets. */
function readable(place: Place, from: number, to: number): string {
  let text = '';
  let copied = from;
  for (const secret of [...place.secrets].sort((a, b) => a.start - b.start)) {
    if (secret.end <= copied || secret.start >= to) continue;
    text += `${place.text.slice(copied, Math.max(copied, secret.start))}${MASK}`;
    copied = Math.min(to, secret.end);
  }
  return text + place.text.slice(copied, to);
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
    message: sources.redact(diagnostic.message),
    notes: (diagnostic.notes ?? []).map((note) => sources.redact(note)),
    hint: diagnostic.hint === undefined ? null : sources.redact(diagnostic.hint),
  };
}
