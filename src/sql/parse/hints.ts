/** Hints behind SELECT and behind tables. */
import type { Hint, HintProperty, NamePart } from '../ast/index.ts';
import { parseSignedNumber } from './literals.ts';
import { atName, commaList, identifierOf, isNameToken, parseName } from './names.ts';
import type { Parser } from './parser.ts';
import { atString, parseString } from './strings.ts';

export function parseHints(p: Parser): Hint[] {
  if (!p.accept('/*+')) return [];
  const hints = commaList(p, () => parseHint(p));
  p.expect('*/');
  return hints;
}

function parseHint(p: Parser): Hint {
  const start = p.start;
  const name = parseName(p, 'a hint');
  const nothing = { properties: [], names: [], literals: [] };
  const finish = (lists: Partial<Hint>): Hint => ({
    kind: 'hint',
    name,
    ...nothing,
    ...lists,
    span: p.spanFrom(start),
  });
  if (!p.is('(') || p.accept('(', ')')) return finish({});
  if (atProperty(p)) return finish({ properties: parseProperties(p) });
  if (isNameToken(p.peek(1))) return finish({ names: parseNames(p) });
  p.expect('(');
  p.lookAhead(2);
  const literals = commaList(p, () => (atString(p) ? parseString(p) : parseSignedNumber(p)));
  p.expect(')');
  return finish({ literals });
}

/** `('k' = …`, where the key may go on in further strings. */
function atProperty(p: Parser): boolean {
  let ahead = 2;
  while (p.key(1) !== 'identifier' && p.key(ahead) === 'string') ahead += 1;
  return p.key(ahead) === '=';
}

function parseNames(p: Parser): NamePart[] {
  p.expect('(');
  p.lookAhead(2);
  const names = commaList(p, () => parseName(p));
  p.expect(')');
  return names;
}

function parseProperties(p: Parser): HintProperty[] {
  p.expect('(');
  p.lookAhead(4);
  const properties = commaList(p, (): HintProperty => {
    const start = p.start;
    const key = atName(p) ? identifierOf([parseName(p)]) : parseString(p);
    p.expect('=');
    const value = parseString(p);
    return { kind: 'hint-property', key, value, span: p.spanFrom(start) };
  });
  p.expect(')');
  return properties;
}
