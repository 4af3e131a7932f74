/** A piece of source text: where a token, a node or a diagnostic stands. */
export interface Span {
  /** Offset of the first character, in UTF-16 code units from 0. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
}

export const span = (start: number, end: number): Span => ({ start, end });

/** The smallest span that holds both. */
export const joinSpans = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

/** A named text with offsets into it; a file of SQL, a line of the REPL, an argument of `-e`. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
  /** The text before parameters were put in, when there were any: what a person sees in the file. */
  readonly original?: { readonly text: string; readonly spanOf: (span: Span) => Span };
}

/** Line and column, both counted from 1; the column in UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export function lineColumnAt(text: string, offset: number): LineColumn {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}
