import type { Views } from '../views.ts';

/** A record whose text is being read, and where unescaped text goes. */
export interface Reader {
  readonly u8: Uint8Array;
  /** Behind the record. */
  readonly end: number;
  at: number;
  /** Where unescaped text is written next. */
  heap: number;
}

/** Text of a string, number or literal; null for a JSON null. */
export interface Slice {
  readonly start: number;
  readonly length: number;
}

/** The record is not what a kernel deals with: not well-formed, or in a way that takes more care. The row is then odd. */
export class OddRecord extends Error {}

export function odd(): never {
  throw new OddRecord();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LITERALS = ['null', 'true', 'false'];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DEPTH_LIMIT = 63;

export const readerOf = ({ u8 }: Views, start: number, end: number, heap: number): Reader => ({
  u8,
  end,
  at: start,
  heap,
});

/** The byte at the position, 0 behind the end. */
export const peek = (reader: Reader) => (reader.at < reader.end ? reader.u8[reader.at]! : 0);

export const isAt = (reader: Reader, character: string) => peek(reader) === character.charCodeAt(0);

export function skipSpace(reader: Reader): void {
  while ([0x20, 0x0a, 0x0d, 0x09].includes(peek(reader))) reader.at++;
}

export function expect(reader: Reader, character: string): void {
  if (!isAt(reader, character)) odd();
  reader.at++;
}

/** The ASCII text between two positions. */
export const ascii = (reader: Reader, start: number, end: number) =>
  String.fromCharCode(...reader.u8.subarray(start, Math.min(end, reader.end)));

/** Reads a string with its quotes; one with escapes is written to the heap. */
export function readString(reader: Reader): Slice {
  expect(reader, '"');
  const start = reader.at;
  const unescaped: number[] = [];
  let escapes = false;
  while (peek(reader) !== QUOTE) {
    const byte = peek(reader);
    if (byte < 0x20) odd();
    if (byte === BACKSLASH) {
      escapes = true;
      unescaped.push(...Buffer.from(readEscape(reader)));
    } else {
      unescaped.push(byte);
      reader.at++;
    }
  }
  reader.at++;
  if (!escapes) return { start, length: reader.at - 1 - start };
  const heapStart = reader.heap;
  reader.u8.set(unescaped, heapStart);
  reader.heap += unescaped.length;
  return { start: heapStart, length: unescaped.length };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readEscape(reader: Reader): string {
  const letter = ascii(reader, reader.at + 1, reader.at + 2);
  if (letter !== 'u') {
    reader.at += 2;
    return ESCAPES[letter] ?? odd();
  }
  const unit = readUnit(reader);
  if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
  if (unit > 0xdbff || ascii(reader, reader.at, reader.at + 2) !== '\\u') odd();
  const low = readUnit(reader);
  return low >= 0xdc00 && low <= 0xdfff ? String.fromCharCode(unit, low) : odd();
}

/** The UTF-16 unit of an escape with four hexadecimal digits. */
function readUnit(reader: Reader): number {
  const digits = ascii(reader, reader.at + 2, reader.at + 6);
  if (!/^[0-9a-fA-F]{4}$/.test(digits)) odd();
  reader.at += 6;
  return Number.parseInt(digits, 16);
}

/** Passes over a string: its escapes are checked one by one, so a lone surrogate is fine. */
function skipString(reader: Reader): void {
  expect(reader, '"');
  while (peek(reader) !== QUOTE) {
    if (peek(reader) < 0x20) odd();
    if (peek(reader) === BACKSLASH) {
      const letter = ascii(reader, reader.at + 1, reader.at + 2);
      if (letter === 'u') readUnit(reader);
      else if (ESCAPES[letter] !== undefined) reader.at += 2;
      else odd();
    } else reader.at++;
  }
  reader.at++;
}

/** The text of the number at the position, which does not move; '' when there is none. */
export function numberText(reader: Reader, at = reader.at): string {
  let end = at;
  while (end < reader.end && '+-.0123456789eE'.includes(String.fromCharCode(reader.u8[end]!))) end++;
  NUMBER.lastIndex = 0;
  const text = NUMBER.exec(ascii(reader, at, end))?.[0] ?? '';
  return isBrokenNumber(ascii(reader, at + text.length, at + text.length + 1), text) ? '' : text;
}

/** What stands behind a number must not begin a part of one: `01`, `1.`, `1e`. */
const isBrokenNumber = (next: string, text: string) =>
  next !== '' &&
  (/[0-9]/.test(next) || (/[.]/.test(next) && !/[.eE]/.test(text)) || (/[eE]/.test(next) && !/[eE]/.test(text)));

/** The literal at the position, which does not move; undefined when there is none. */
export const literal = (reader: Reader) =>
  LITERALS.find((word) => ascii(reader, reader.at, reader.at + word.length) === word);

/** Reads a string, number or literal as text; null for a JSON null. */
export function readScalarText(reader: Reader): Slice | null {
  if (isAt(reader, '"')) return readString(reader);
  const start = reader.at;
  const word = literal(reader);
  const length = word ? word.length : numberText(reader).length;
  if (length === 0) odd();
  reader.at += length;
  return word === 'null' ? null : { start, length };
}

export const isContainer = (reader: Reader) => isAt(reader, '{') || isAt(reader, '[');

/** Passes over a value of any kind. */
export function skipValue(reader: Reader, depth = 0): void {
  if (isAt(reader, '"')) skipString(reader);
  else if (isContainer(reader)) skipContainer(reader, depth);
  else readScalarText(reader);
}

function skipContainer(reader: Reader, depth: number): void {
  const isObject = isAt(reader, '{');
  const close = isObject ? '}' : ']';
  reader.at++;
  skipSpace(reader);
  if (!isAt(reader, close)) {
    if (depth === DEPTH_LIMIT) odd();
    reader.at--;
    do {
      reader.at++;
      skipSpace(reader);
      if (isObject) {
        skipString(reader);
        skipSpace(reader);
        expect(reader, ':');
        skipSpace(reader);
      }
      skipValue(reader, depth + 1);
      skipSpace(reader);
    } while (isAt(reader, ','));
  }
  expect(reader, close);
}

/** Reads an object, handing each key to `onEntry` with the reader at its value. */
export function readEntries(reader: Reader, onEntry: (key: Slice) => void): void {
  expect(reader, '{');
  skipSpace(reader);
  if (!isAt(reader, '}')) {
    reader.at--;
    do {
      reader.at++;
      skipSpace(reader);
      const key = readString(reader);
      skipSpace(reader);
      expect(reader, ':');
      skipSpace(reader);
      onEntry(key);
      skipSpace(reader);
    } while (isAt(reader, ','));
  }
  expect(reader, '}');
}
