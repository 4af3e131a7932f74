/** The text between the fields of a pattern: neighbours as one, and the test whether it stands somewhere. */
import type { Part } from './pattern.ts';

/** Parts with neighbouring pieces of text joined. */
export function joinLiterals(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') {
      joined[joined.length - 1] = { kind: 'literal', text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

/** @returns a function giving the position behind the text, or -1 where other text stands */
export function literalReader(literal: string): (text: string, position: number) => number {
  if (literal.length === 1) {
    const code = literal.charCodeAt(0);
    return (text, position) => (text.charCodeAt(position) === code ? position + 1 : -1);
  }
  return (text, position) => (text.startsWith(literal, position) ? position + literal.length : -1);
}
