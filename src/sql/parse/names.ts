/** Names and lists of names. */

import type { Identifier, NamePart } from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { KEYWORDS } from './keywords.ts';
import type { Parser } from './parser.ts';
import type { Token } from './token.ts';

/** Longest name Flink takes. */
const MAX_NAME_CHARACTERS = 256;

/** Whether a token is a name in Flink too, so that it can be taken where a name is optional. */
export const isNameToken = (token: Token): boolean =>
  token.key === 'identifier' || token.key === 'quoted' || KEYWORDS.get(token.key) === false;

export const atName = (p: Parser, ahead = 0): boolean => isNameToken(p.peek(ahead));

export function parseName(p: Parser, what = 'a name'): NamePart {
  const token = p.peek();
  if (isNameToken(token)) return namePart(p, p.advance());
  if (!p.takesReserved(token)) return p.fail(what);
  p.warnReserved(token);
  return namePart(p, p.advance());
}

/** Behind a dot any word is a name: nothing else can stand there. */
export function parseNameAfterDot(p: Parser): NamePart {
  const token = p.peek();
  if (isNameToken(token)) return namePart(p, p.advance());
  if (p.strict || !KEYWORDS.has(token.key)) return p.fail('a name');
  p.warnReserved(token);
  return namePart(p, p.advance());
}

function namePart(p: Parser, token: Token): NamePart {
  const text = p.textOf(token);
  const quoted = token.key === 'quoted';
  const name = quoted ? text.slice(1, -1).replaceAll('``', '`') : text;
  const span = { start: token.start, end: token.end };
  if (name.length > MAX_NAME_CHARACTERS)
    p.failAt(span, `the name is ${name.length} characters long, at most ${MAX_NAME_CHARACTERS} are allowed`);
  return { name, quoted, span };
}

/** `a.b.c`; a dot that no name follows is left alone, for `t.*`. */
export function parseIdentifier(p: Parser, what = 'a name'): Identifier {
  const parts = [parseName(p, what)];
  while (p.is('.') && p.key(1) !== '*') {
    if (p.strict && !isNameToken(p.peek(1))) break;
    p.advance();
    parts.push(parseNameAfterDot(p));
  }
  return identifierOf(parts);
}

export const identifierOf = (parts: readonly NamePart[]): Identifier => ({
  kind: 'identifier',
  parts,
  span: joinSpans(parts[0]!.span, parts.at(-1)!.span),
});

export function commaList<T>(p: Parser, item: () => T): T[] {
  const items = [item()];
  while (p.accept(',')) items.push(item());
  return items;
}

/** The same where Flink takes a comma only with what begins an item behind it. */
export function openCommaList<T>(p: Parser, item: (first: boolean) => T): T[] {
  const items = [item(true)];
  while (p.is(',')) {
    p.lookAhead(2);
    p.advance();
    items.push(item(false));
  }
  return items;
}

/** `(a, b)`. */
export function parseNameList(p: Parser): NamePart[] {
  p.expect('(');
  const names = commaList(p, () => parseName(p));
  p.expect(')');
  return names;
}

/** `a` or `(a, b)`. */
export const parseNameOrList = (p: Parser): NamePart[] => (p.is('(') ? parseNameList(p) : [parseName(p)]);
