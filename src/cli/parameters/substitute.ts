/** `${name}` and `${name:-default}` in SQL text -> the text with values, and the way back to the file's offsets. */
import type { SourceText, Span } from '../../sql/diagnostics/span.ts';

export interface Reference {
  readonly name: string;
  readonly fallback?: string;
  readonly span: Span;
  /** Inside a `'…'` literal, where a quote in the value is doubled. */
  readonly quoted: boolean;
}

const REFERENCE = /\$\{([A-Za-z_][\w.-]*)(?::-([^}]*))?\}/y;

/** The references outside comments and `$$ … $$` bodies, in order. */
export function findReferences(text: string): Reference[] {
  const references: Reference[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const rest = text.startsWith.bind(text);
    if (quote === '' && rest('--', at)) at = skipTo(text, '\n', at);
    else if (quote === '' && rest('/*', at) && !rest('/*+', at)) at = skipTo(text, '*/', at + 2) + 1;
    else if (quote === '' && rest('$$', at)) at = skipTo(text, '$$', at + 2) + 1;
    else if (quote === '' && (text[at] === "'" || text[at] === '`')) quote = text[at]!;
    else if (text[at] === quote) quote = '';
    else if (text[at] === '$') {
      REFERENCE.lastIndex = at;
      const match = REFERENCE.exec(text);
      if (!match) continue;
      const span = { start: at, end: REFERENCE.lastIndex };
      references.push({
        name: match[1]!,
        span,
        quoted: quote === "'",
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
  const edits: { readonly from: number; readonly to: number; readonly span: Span }[] = [];
  let copied = 0;
  let length = 0;
  for (const reference of references) {
    const before = source.text.slice(copied, reference.span.start);
    const value = reference.quoted ? valueFor(reference).replaceAll("'", "''") : valueFor(reference);
    pieces.push(before, value);
    length += before.length;
    edits.push({ from: length, to: length + value.length, span: reference.span });
    length += value.length;
    copied = reference.span.end;
  }
  pieces.push(source.text.slice(copied));
  const offsetOf = (offset: number): number => {
    let shift = 0;
    for (const edit of edits) {
      if (offset <= edit.from) break;
      if (offset < edit.to) return edit.span.start;
      shift = edit.span.end - edit.to;
    }
    return offset + shift;
  };
  return { name: source.name, text: pieces.join(''), original: { text: source.text, offsetOf } };
}
