/** `${name}` and `${name:-default}` in SQL text -> the text with values, and the way back to the file's offsets. */
import type { SourceText, Span } from '../../sql/diagnostics/span.ts';

export interface Reference {
  readonly name: string;
  readonly fallback?: string;
  readonly span: Span;
  /** The quote of the literal or name that it stands in, doubled where it occurs in the value; empty elsewhere. */
  readonly quote: '' | "'" | '`';
}

const REFERENCE = /\$\{([A-Za-z_][\w.-]*)(?::-([^}]*))?\}/y;

/** The references outside comments and `$$ … $$` bodies, in order. */
export function findReferences(text: string): Reference[] {
  const references: Reference[] = [];
  let quote: Reference['quote'] = '';
  for (let at = 0; at < text.length; at++) {
    const rest = text.startsWith.bind(text);
    if (quote === '' && rest('--', at)) at = skipTo(text, '\n', at);
    else if (quote === '' && rest('/*', at) && !rest('/*+', at)) at = skipTo(text, '*/', at + 2) + 1;
    else if (quote === '' && rest('$$', at)) at = skipTo(text, '$$', at + 2) + 1;
    else if (quote === '' && (text[at] === "'" || text[at] === '`')) quote = text[at] as Reference['quote'];
    else if (text[at] === quote) quote = '';
    else if (text[at] === '$') {
      REFERENCE.lastIndex = at;
      const match = REFERENCE.exec(text);
      if (!match) continue;
      const span = { start: at, end: REFERENCE.lastIndex };
      references.push({
        name: match[1]!,
        span,
        quote,
        ...(match[2] === undefined ? {} : { fallback: match[2] }),
      });
      at = span.end - 1;
    }
  }
  return references;
}

const skipTo = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at;
};

/** Puts the values in. Offsets of the result map back to the file: inside a value, to the reference. */
export function substitute(
  source: SourceText,
  references: readonly Reference[],
  valueFor: (reference: Reference) => string,
): SourceText {
  if (references.length === 0) return source;
  const pieces: string[] = [];
  const edits: Edit[] = [];
  let copied = 0;
  let length = 0;
  for (const reference of references) {
    const before = source.text.slice(copied, reference.span.start);
    const { quote } = reference;
    const value = quote === '' ? valueFor(reference) : valueFor(reference).replaceAll(quote, quote + quote);
    pieces.push(before, value);
    length += before.length;
    edits.push({ from: length, to: length + value.length, span: reference.span });
    length += value.length;
    copied = reference.span.end;
  }
  pieces.push(source.text.slice(copied));
  return {
    name: source.name,
    text: pieces.join(''),
    original: { text: source.text, spanOf: (span) => originalSpan(span, edits) },
  };
}

/** In the result `from` to `to`, in the file `span`. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly span: Span;
}

/** What begins or ends inside a value stands for the whole reference. */
function originalSpan({ start, end }: Span, edits: readonly Edit[]): Span {
  const from = startOf(start, edits);
  return { start: from, end: Math.max(from, endOf(end, edits)) };
}

function startOf(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const edit of edits) {
    if (offset < edit.from) break;
    if (offset < edit.to) return edit.span.start;
    shift = edit.span.end - edit.to;
  }
  return offset + shift;
}

function endOf(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const edit of edits) {
    if (offset <= edit.from) break;
    if (offset <= edit.to) return edit.span.end;
    shift = edit.span.end - edit.to;
  }
  return offset + shift;
}
