/** Character literals: `'it''s'`, `N'x'`, `_utf16'x'`, `U&'\0041' UESCAPE '!'`, `E'\n'`, `$$ x $$`, and their continuation. */
import type { StringLiteral } from '../ast/index.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Parser } from './parser.ts';
import type { Token } from './token.ts';

const STRING_KEYS = ['string', 'prefixed', 'unicode', 'cstring'];

export const atString = (p: Parser): boolean => p.isOneOf(STRING_KEYS);

const unquote = (text: string): string => text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");

/** `'x'` and nothing fancier: comments, paths, LIKE patterns of SHOW. */
export function parseSimpleString(p: Parser, what?: string): StringLiteral {
  const token = p.is('string') ? p.advance() : p.fail(what);
  return { kind: 'string', value: unquote(p.textOf(token)), form: 'plain', span: spanOf(token) };
}

export function parseString(p: Parser, what?: string): StringLiteral {
  const first = atString(p) ? p.advance() : p.fail(what);
  if (first.key === 'cstring')
    return { kind: 'string', value: unescapeC(p, first), form: 'unicode', span: spanOf(first) };
  let value = unquote(p.textOf(first));
  const rest = parseContinuation(p, first);
  value += rest.parts.map(unquote).join('');
  const { sameLine } = rest;
  const mark = p.accept('UESCAPE') ? parseEscapeCharacter(p, first) : '\\';
  const span = p.spanFrom(first.start);
  if (first.key === 'unicode')
    return { kind: 'string', value: unescapeUnicode(p, value, mark, span), form: 'unicode', ...sameLine, span };
  if (first.key === 'prefixed') return { ...prefixed(p, first, value, span), ...sameLine };
  return { kind: 'string', value, form: 'plain', ...sameLine, span };
}

/** The strings that follow a literal and belong to it, and the first of them that is not on a line of its own. */
export function parseContinuation(
  p: Parser,
  first: Token,
  check?: (part: Token) => void,
): { readonly parts: readonly string[]; readonly sameLine?: { readonly sameLine: Span } } {
  const parts: string[] = [];
  let sameLine: Span | undefined;
  for (let before = first; p.is('string'); ) {
    const token = p.advance();
    check?.(token);
    if (!p.text.slice(before.end, token.start).includes('\n')) sameLine ??= spanOf(token);
    parts.push(p.textOf(token));
    before = token;
  }
  return sameLine ? { parts, sameLine: { sameLine } } : { parts };
}

const spanOf = (token: Token): Span => ({ start: token.start, end: token.end });

function parseEscapeCharacter(p: Parser, literal: Token): string {
  const mark = parseSimpleString(p);
  if (literal.key !== 'unicode') p.failAt(mark.span, "UESCAPE belongs to a U&'...' literal only");
  if (mark.value.length !== 1 || /[0-9a-fA-F+" \t\n\r\f]/.test(mark.value)) {
    p.failAt(mark.span, 'expected one character other than a hexadecimal digit, a plus sign, a quote or a blank');
  }
  return mark.value;
}

/** `\0041` becomes `A`, a doubled escape character itself. */
function unescapeUnicode(p: Parser, value: string, mark: string, span: Span): string {
  let result = '';
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] !== mark) result += value[at];
    else if (value[at + 1] === mark) {
      result += mark;
      at += 1;
    } else {
      const digits = value.slice(at + 1, at + 5);
      // As Java reads it, a plus sign may stand for a leading zero.
      if (!/^[0-9a-fA-F+][0-9a-fA-F]{3}$/.test(digits))
        p.failAt(span, `expected four hexadecimal digits behind the escape at character ${at}, found '${digits}'`);
      result += String.fromCharCode(Number.parseInt(digits, 16));
      at += 4;
    }
  }
  return result;
}

const LATIN_1: ReadonlySet<string> = new Set(['LATIN1', 'ISO-8859-1', 'ISO8859_1', 'ISO8859-1']);
const CHARSETS: ReadonlySet<string> = new Set([
  ...LATIN_1,
  'UTF8',
  'UTF-8',
  'UTF16',
  'UTF-16',
  'UTF-16LE',
  'UTF-16BE',
  'UTF32',
  'UTF-32',
  'US-ASCII',
  'ASCII',
  'GBK',
  'GB2312',
  'GB18030',
  'BIG5',
]);

function prefixed(p: Parser, token: Token, value: string, span: Span): StringLiteral {
  const prefix = p.text.slice(token.start, p.text.indexOf("'", token.start));
  const national = !prefix.startsWith('_');
  const charset = national ? 'ISO-8859-1' : prefix.slice(1);
  if (!CHARSETS.has(charset.toUpperCase())) p.failAt(spanOf(token), `unknown character set '${charset}'`);
  if (LATIN_1.has(charset.toUpperCase()) && /[^\x00-\xff]/.test(value))
    p.failAt(spanOf(token), `the string does not fit the character set ${charset}`);
  return national
    ? { kind: 'string', value, form: 'national', span }
    : { kind: 'string', value, form: 'charset', charset, span };
}

const C_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescapeC(p: Parser, token: Token): string {
  const body = p.textOf(token).slice(2, -1).replaceAll("''", "'");
  return body.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)/gs, (_, code: string) => {
    const lead = code[0]!;
    if (lead in C_ESCAPES) return C_ESCAPES[lead]!;
    if ('uUx'.includes(lead)) {
      if (code.length === 1) p.failAt(spanOf(token), `expected hexadecimal digits behind \\${lead}`);
      return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    }
    return /[0-7]/.test(lead) ? String.fromCharCode(Number.parseInt(code, 8)) : code;
  });
}

/** The class, file or body behind AS of a function: a string, or outside strict mode `$$ body $$`. */
export function parseBody(p: Parser): StringLiteral {
  if (!p.is('dollar')) return parseSimpleString(p);
  const token = p.advance();
  return { kind: 'string', value: p.textOf(token).slice(2, -2), form: 'dollar', span: spanOf(token) };
}
