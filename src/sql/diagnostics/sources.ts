import { redactByForm, redactValues, secretSpans, secretValues } from './secrets.ts';
import type { LineColumn, SourceText, Span } from './span.ts';
import { lineColumnAt } from './span.ts';

/** Where a span stands for a person: the text it is in, its lines and columns there. */
export interface Place {
  readonly name: string;
  /** The text as it stands in the file. */
  readonly text: string;
  /** The span with offsets into `text`. */
  readonly local: Span;
  readonly from: LineColumn;
  readonly to: LineColumn;
  /** Places in `text` that nobody is to read. */
  readonly secrets: readonly Span[];
}

/**
 * All texts of a session (files, lines of the REPL) laid end to end, so that one offset says both text and place: a view made in one
 * file and used in another keeps its positions.
 */
export class Sources {
  private readonly entries: { readonly base: number; readonly source: SourceText }[] = [];
  private readonly secrets = new Set<string>();
  private end = 0;

  /** @returns the offset that the text's first character has in this session */
  add(source: SourceText): number {
    const base = this.end;
    this.entries.push({ base, source });
    this.end = base + source.text.length + 1;
    this.hide(secretValues(source.text));
    return base;
  }

  /** Makes known what no message may show. */
  hide(secrets: Iterable<string>): void {
    for (const secret of secrets) this.secrets.add(secret);
  }

  /** @returns text for people and logs, without the secrets of the session */
  redact(text: string): string {
    return redactByForm(redactValues(text, this.secrets));
  }

  place(span: Span): Place | undefined {
    let entry = this.entries[0];
    for (const candidate of this.entries) if (candidate.base <= span.start) entry = candidate;
    if (!entry) return undefined;
    const { base, source } = entry;
    const { original } = source;
    const text = original?.text ?? source.text;
    const within = (offset: number): number => Math.max(0, Math.min(source.text.length, offset - base));
    const filled = { start: within(span.start), end: Math.max(within(span.start), within(span.end)) };
    const { start, end } = original ? original.spanOf(filled) : filled;
    return {
      name: source.name,
      text,
      local: { start, end },
      from: lineColumnAt(text, start),
      to: lineColumnAt(text, end),
      secrets: secretSpans(text),
    };
  }
}

/** A copy of a tree of plain data in which every `span` is moved by `offset`. */
export function shiftSpans<T>(tree: T, offset: number): T {
  if (offset === 0 || tree === null || typeof tree !== 'object') return tree;
  if (Array.isArray(tree)) return tree.map((item) => shiftSpans(item, offset)) as T;
  const shifted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(tree)) {
    const isSpan =
      (key === 'span' || key.endsWith('Span')) && value !== null && typeof value === 'object' && 'start' in value;
    shifted[key] = isSpan
      ? { start: (value as Span).start + offset, end: (value as Span).end + offset }
      : shiftSpans(value, offset);
  }
  return shifted as T;
}
