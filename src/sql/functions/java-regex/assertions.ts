/** Java's anchors and boundaries, asked at a place of a text, and written in JavaScript. */
import { namedSet } from './char-set.ts';
import type { Assertion } from './syntax.ts';

const LETTER_OR_DIGIT = namedSet('\\p{L}\\p{Nd}');
const COMBINING = namedSet('\\p{Mn}');
const UNDERSCORE = 95;

/** The code point that ends before `at`. */
function before(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  if ((unit & 0xfc00) !== 0xdc00 || at < 2) return unit;
  const pair = text.codePointAt(at - 2)!;
  return pair > 0xffff ? pair : unit;
}

/** Combining marks are of the word whose letter they follow. */
function isWord(text: string, code: number, start: number): boolean {
  if (code === UNDERSCORE || LETTER_OR_DIGIT.has(code)) return true;
  if (!COMBINING.has(code)) return false;
  for (let at = start; at > 0; ) {
    const previous = before(text, at);
    if (LETTER_OR_DIGIT.has(previous)) return true;
    if (!COMBINING.has(previous)) return false;
    at -= previous > 0xffff ? 2 : 1;
  }
  return false;
}

function atWordBoundary(text: string, at: number): boolean {
  const last = at > 0 ? before(text, at) : -1;
  const left = at > 0 && isWord(text, last, at - (last > 0xffff ? 2 : 1));
  const right = at < text.length && isWord(text, text.codePointAt(at)!, at);
  return left !== right;
}

const LINE_ENDS = '\n\r\u0085\u2028\u2029';
const isLineEnd = (text: string, at: number): boolean => LINE_ENDS.includes(text[at]!);
const insideCrLf = (text: string, at: number): boolean => text[at] === '\n' && text[at - 1] === '\r';

const TESTS: Readonly<Record<Exclude<Assertion, 'last-match'>, (text: string, at: number) => boolean>> = {
  'input-start': (_, at) => at === 0,
  'input-end': (text, at) => at === text.length,
  'final-end': (text, at) => {
    if (at === text.length) return true;
    if (at === text.length - 2) return text[at] === '\r' && text[at + 1] === '\n';
    return at === text.length - 1 && isLineEnd(text, at) && !insideCrLf(text, at);
  },
  'final-end-unix': (text, at) => at === text.length || (at === text.length - 1 && text[at] === '\n'),
  // Java has no line after the last line terminator.
  'line-start': (text, at) => at === 0 || (at < text.length && isLineEnd(text, at - 1) && !insideCrLf(text, at)),
  'line-start-unix': (text, at) => at === 0 || (at < text.length && text[at - 1] === '\n'),
  'line-end': (text, at) => at === text.length || (isLineEnd(text, at) && !insideCrLf(text, at)),
  'line-end-unix': (text, at) => at === text.length || text[at] === '\n',
  word: atWordBoundary,
  'not-word': (text, at) => !atWordBoundary(text, at),
};

/** @param from where the search began: the end of the match before */
export const holds = (what: Assertion, text: string, at: number, from: number): boolean =>
  what === 'last-match' ? at === from : TESTS[what](text, at);

const ENDS = '[\\n\\r\\u0085\\u2028\\u2029]';
const LEFT = '(?:(?<=[\\p{L}\\p{Nd}_])|(?<=[\\p{L}\\p{Nd}]\\p{Mn}+))';
const NOT_LEFT = '(?<![\\p{L}\\p{Nd}_])(?<![\\p{L}\\p{Nd}]\\p{Mn}+)';
const RIGHT = '(?:(?=[\\p{L}\\p{Nd}_])|(?<=[\\p{L}\\p{Nd}]\\p{Mn}*)(?=\\p{Mn}))';
const NOT_RIGHT = '(?![\\p{L}\\p{Nd}_])(?!(?<=[\\p{L}\\p{Nd}]\\p{Mn}*)\\p{Mn})';

/** The same in JavaScript's `v` mode, without the flags `m` and `i`; undefined for what it cannot say. */
export const ASSERTION_SOURCES: Readonly<Partial<Record<Assertion, string>>> = {
  'input-start': '^',
  'input-end': '$',
  'final-end': '(?:(?=(?:\\r\\n|[\\r\\u0085\\u2028\\u2029])?$)|(?<!\\r)(?=\\n$))',
  'final-end-unix': '(?=\\n?$)',
  'line-start': `(?:^|(?<=${ENDS})(?!$)(?<!\\r(?=\\n)))`,
  'line-start-unix': '(?:^|(?<=\\n)(?!$))',
  'line-end': `(?:(?=[\\r\\u0085\\u2028\\u2029]|$)|(?<!\\r)(?=\\n))`,
  'line-end-unix': '(?=\\n|$)',
  word: `(?:${LEFT}${NOT_RIGHT}|${NOT_LEFT}${RIGHT})`,
  'not-word': `(?:${LEFT}${RIGHT}|${NOT_LEFT}${NOT_RIGHT})`,
};
