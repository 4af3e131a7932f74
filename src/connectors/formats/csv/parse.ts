import type { CsvSettings } from './settings.ts';

/** The text is no CSV; the message says why. */
export class CsvSyntaxError extends Error {
  override readonly name = 'CsvSyntaxError';
}

const SPACE = 0x20;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const HASH = 0x23;

const isLineEnd = (character: number) => character === LINE_FEED || character === CARRIAGE_RETURN;

const ESCAPED: Readonly<Record<string, string>> = { '0': '\0', n: '\n', r: '\r', t: '\t' };

/**
 * The fields of the first line of the text that is one, as Jackson's CsvDecoder finds them; undefined when there is no line.
 * What follows the line is not looked at.
 */
export function firstLine(text: string, settings: CsvSettings): string[] | undefined {
  const start = settings.allowComments ? behindComments(text) : 0;
  if (start >= text.length) return undefined;
  const fields: string[] = [];
  let at = start;
  for (;;) {
    if (settings.trimSpaces) at = behindSpace(text, at, settings.separator);
    const field =
      text.charCodeAt(at) === settings.quote ? quoted(text, at + 1, settings) : unquoted(text, at, settings);
    fields.push(field.text);
    at = field.end;
    // The separator means that one more field follows, were it an empty one.
    if (text.charCodeAt(at) !== settings.separator || at >= text.length) return fields;
    at++;
  }
}

interface Field {
  readonly text: string;
  /** At the separator, the line's end or the text's. */
  readonly end: number;
}

/** Behind comment lines, empty lines and spaces. */
function behindComments(text: string): number {
  let at = 0;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === HASH) while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
    else if (!isLineEnd(character) && character !== SPACE) break;
    else at++;
  }
  return at;
}

function behindSpace(text: string, at: number, separator: number): number {
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character > SPACE || character === separator || isLineEnd(character)) break;
    at++;
  }
  return at;
}

function unquoted(text: string, start: number, { separator, escape: marker, trimSpaces }: CsvSettings): Field {
  let value = '';
  let from = start;
  let at = start;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === separator || isLineEnd(character)) break;
    if (character === marker) {
      value += text.slice(from, at) + unescaped(text, at + 1);
      at += 2;
      from = at;
    } else at++;
  }
  value += text.slice(from, at);
  return { text: trimSpaces ? value.replace(/[\0- ]+$/, '') : value, end: at };
}

function unescaped(text: string, at: number): string {
  if (at >= text.length) throw new CsvSyntaxError('the text ends behind an escape character');
  const character = text[at]!;
  return ESCAPED[character] ?? character;
}

function quoted(text: string, start: number, { separator, quote, escape: marker }: CsvSettings): Field {
  let value = '';
  let from = start;
  let at = start;
  for (;;) {
    if (at >= text.length) throw new CsvSyntaxError('a quoted field has no closing quote');
    const character = text.charCodeAt(at);
    if (character === quote) {
      value += text.slice(from, at);
      at++;
      if (text.charCodeAt(at) !== quote) break;
      from = at;
      at++;
    } else if (character === marker) {
      value += text.slice(from, at) + unescaped(text, at + 1);
      at += 2;
      from = at;
    } else at++;
  }
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === separator || isLineEnd(character)) break;
    if (character > SPACE) throw new CsvSyntaxError(`'${text[at]}' stands behind a closing quote`);
    at++;
  }
  return { text: value, end: at };
}
