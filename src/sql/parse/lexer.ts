/** Text -> tokens, all at once. A piece that cannot be read is a token of its own, so that the grammar decides whether it matters. */
import { isDigit, isLetter, isNamePart, NAME_LETTERS } from './characters.ts';
import { keywordOf } from './keywords.ts';
import type { LexicalProblem, Token } from './token.ts';

const SYMBOLS_3: readonly string[] = ['/*+'];
const SYMBOLS_2: ReadonlySet<string> = new Set(['<=', '>=', '<>', '!=', '->', '=>', '||', '..', '*/']);
const SYMBOLS_1 = '()[]{};.,=<>?:+-*/%|^';

/** `$$ … $$` is a string only where streamsql adds to Flink; Flink reads `$$` as a name. */
export function tokenize(text: string, options: { readonly dollarStrings: boolean }): Token[] {
  const tokens: Token[] = [];
  // Where no dollar sign can make a collation of what begins; a run of names is looked through once.
  let plainUntil = text.includes('$') ? 0 : text.length;
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const next = readToken(text, at, options.dollarStrings);
    const begins = next.start >= plainUntil && isNamePart(text.charCodeAt(next.start));
    const collation = begins ? asCollation(text, next) : undefined;
    if (begins && !collation) plainUntil = runEnd(text, next.start);
    const token = collation ?? next;
    tokens.push(token);
    at = skipBlanks(text, token.end);
  }
  tokens.push({ key: 'end', start: text.length, end: text.length });
  return tokens;
}

/** Behind blanks and comments; stops at a hint, and at a comment that never ends. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13 && code !== 11)) at += 1;
    else if ((code === 45 && text.charCodeAt(at + 1) === 45) || (code === 47 && text.charCodeAt(at + 1) === 47))
      at = lineEnd(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42 && text.charCodeAt(at + 2) !== 43) {
      // As in Flink, three stars are one comment with what follows: its fourth character cannot end it.
      const formal = text.charCodeAt(at + 2) === 42 && text.charCodeAt(at + 3) !== 47;
      const close = text.indexOf('*/', at + (formal ? 4 : 2));
      if (close < 0) return at;
      at = close + 2;
    } else return at;
  }
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at + 1;
  }
  return text.length;
}

function readToken(text: string, start: number, dollarStrings: boolean): Token {
  const code = text.charCodeAt(start);
  if (dollarStrings && text.startsWith('$$', start))
    return readDelimited(text, start, start, '$$', 'dollar', 'the function body');
  if (isLetter(code)) return readPrefixed(text, start) ?? readWord(text, start);
  if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) return readNumber(text, start);
  if (code === 39) return readString(text, start, start, 'string');
  if (code === 96) return readQuotedName(text, start);
  return readSymbol(text, start);
}

const NAME_PARTS = `${NAME_LETTERS}0-9`;
const COLLATION = new RegExp(`[${NAME_PARTS}][${NAME_PARTS}:.\\-]*\\$[${NAME_LETTERS}]+(?:\\$[${NAME_PARTS}]+)?`, 'y');

const RUN = new RegExp(`[${NAME_PARTS}:.\\-]*`, 'y');

/** Where what a collation can consist of ends. */
function runEnd(text: string, start: number): number {
  RUN.lastIndex = start;
  return start + RUN.exec(text)![0].length;
}

/** Flink's lexer takes the longest piece, and `a.b$c` is the name of a collation, which no statement has a place for. */
function asCollation(text: string, token: Token): Token | undefined {
  COLLATION.lastIndex = token.start;
  const end = token.start + (COLLATION.exec(text)?.[0].length ?? 0);
  if (end <= token.end) return undefined;
  const message = `Flink reads '${text.slice(token.start, end)}' as one piece, the name of a collation`;
  return bad(token.start, end, { message, hint: 'put the name with the dollar sign in back quotes' });
}

function readWord(text: string, start: number): Token {
  let end = start + 1;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  const word = text.slice(start, end);
  return { key: word === '$' ? word : (keywordOf(word) ?? 'identifier'), start, end };
}

/** `N'x'`, `X'0a'`, `E'x'`, `U&'x'`, `_utf8'x'`; `undefined` when the letter is only the start of a name. */
function readPrefixed(text: string, start: number): Token | undefined {
  const letter = text[start]!.toUpperCase();
  if (text.charCodeAt(start + 1) === 39) {
    if (letter === 'N') return readString(text, start, start + 1, 'prefixed');
    if (letter === 'X') return readString(text, start, start + 1, 'binary');
    if (letter === 'E') return readEscapedString(text, start);
  }
  if (letter === 'U' && text.startsWith("&'", start + 1)) return readString(text, start, start + 2, 'unicode');
  if (letter !== '_') return undefined;
  const charset = /_[A-Za-z0-9][A-Za-z0-9:.\-_]*(?=')/y;
  charset.lastIndex = start;
  const match = charset.exec(text);
  return match ? readString(text, start, start + match[0].length, 'prefixed') : undefined;
}

const UNCLOSED_STRING: LexicalProblem = {
  message: 'the string is never closed',
  hint: "add the closing '",
  quote: true,
};

/** From the quote at `open` to the closing one; a doubled quote is part of the text. */
function readString(text: string, start: number, open: number, key: string): Token {
  let at = text.indexOf("'", open + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === 39) at = text.indexOf("'", at + 2);
  if (at >= 0) return { key, start, end: at + 1 };
  return bad(open, text.length, UNCLOSED_STRING);
}

function readEscapedString(text: string, start: number): Token {
  for (let at = start + 2; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 39) {
      if (text.charCodeAt(at + 1) !== 39) return { key: 'cstring', start, end: at + 1 };
      at += 1;
    }
  }
  return bad(start + 1, text.length, UNCLOSED_STRING);
}

function readDelimited(text: string, start: number, open: number, mark: string, key: string, what: string): Token {
  const close = text.indexOf(mark, open + mark.length);
  if (close >= 0) return { key, start, end: close + mark.length };
  return bad(start, text.length, { message: `${what} is never closed`, hint: `add the closing ${mark}` });
}

function readQuotedName(text: string, start: number): Token {
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) break;
    if (code !== 96) continue;
    if (text.charCodeAt(at + 1) !== 96) break;
    at += 1;
  }
  if (text.charCodeAt(at) === 96 && at > start + 1) return { key: 'quoted', start, end: at + 1 };
  if (at === start + 1 && text.charCodeAt(at) === 96)
    return bad(start, at + 1, { message: 'the name between the back quotes is empty' });
  return bad(start, at, {
    message: 'the quoted name is never closed',
    hint: 'add the closing ` on the same line',
    unclosed: true,
  });
}

function readNumber(text: string, start: number): Token {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  let key = 'integer';
  if (text.charCodeAt(at) === 46) {
    key = 'decimal';
    at += 1;
    while (isDigit(text.charCodeAt(at))) at += 1;
  }
  const exponent = exponentEnd(text, at);
  if (exponent > at) return { key: 'approximate', start, end: exponent };
  return { key, start, end: at };
}

function exponentEnd(text: string, from: number): number {
  const code = text.charCodeAt(from);
  if (code !== 101 && code !== 69) return from;
  const sign = text.charCodeAt(from + 1);
  let at = sign === 43 || sign === 45 ? from + 2 : from + 1;
  if (!isDigit(text.charCodeAt(at))) return from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function readSymbol(text: string, start: number): Token {
  const three = text.slice(start, start + 3);
  if (SYMBOLS_3.includes(three)) return { key: three, start, end: start + 3 };
  const two = three.slice(0, 2);
  if (SYMBOLS_2.has(two)) return { key: two, start, end: start + 2 };
  if (two === '/*')
    return bad(start, text.length, {
      message: 'the comment is never closed',
      hint: 'add the closing */',
      unclosed: true,
    });
  const one = three[0]!;
  if (one === '{') return readBrace(text, start);
  if (SYMBOLS_1.includes(one)) return { key: one, start, end: start + 1 };
  if (one === '"') {
    return bad(start, start + 1, {
      message: 'double quotes quote nothing in Flink SQL',
      hint: "write `name` for a name, 'text' for a string",
      quote: true,
    });
  }
  const end = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
  return bad(start, end, { message: `the character ${JSON.stringify(text.slice(start, end))} means nothing here` });
}

/** `{d`, `{t`, `{ts` and `{fn` of JDBC are one token each, blanks behind the brace included. */
function readBrace(text: string, start: number): Token {
  const opening = /\{ *(ts|fn|d|t)/iy;
  opening.lastIndex = start;
  const match = opening.exec(text);
  if (!match) return { key: '{', start, end: start + 1 };
  return { key: `{${match[1]!.toLowerCase()}`, start, end: start + match[0].length };
}

const bad = (start: number, end: number, problem: LexicalProblem): Token => ({ key: 'bad', start, end, problem });
