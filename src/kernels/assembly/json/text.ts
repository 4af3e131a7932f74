// The tokens of JSON text. Positions are addresses; 0 means "not so": broken, or more than a kernel deals with.
// Callers put a zero byte behind the text, at which every loop here ends.

import { copyBytes } from '../bytes';

export const QUOTE: u32 = 0x22;
export const COMMA: u32 = 0x2c;
export const COLON: u32 = 0x3a;
export const BACKSLASH: u32 = 0x5c;
export const OPEN_OBJECT: u32 = 0x7b;
export const CLOSE_OBJECT: u32 = 0x7d;
export const OPEN_ARRAY: u32 = 0x5b;
export const CLOSE_ARRAY: u32 = 0x5d;
export const MINUS: u32 = 0x2d;

/** What `readString` read: where its text is and how long. */
export let textStart: usize = 0;
export let textLength: i32 = 0;

@inline
export function setText(start: usize, length: i32): void {
  textStart = start;
  textLength = length;
}

/** Where unescaped text is written next. */
export let heap: usize = 0;

export function setHeap(at: usize): void {
  heap = at;
}

/** Behind white space: blank, tab, line feed, carriage return. */
@inline
export function skipSpace(at: usize): usize {
  let c = <u32>load<u8>(at);
  while (c == 32 || c == 10 || c == 13 || c == 9) {
    at++;
    c = load<u8>(at);
  }
  return at;
}

/** A bit for each of 16 bytes that is a quote, a backslash or a control character. */
@inline
function specialBits(bytes: v128): i32 {
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
      i8x16.lt_u(bytes, i8x16.splat(0x20)),
    ),
  );
}

/** The next quote, backslash or control character. */
@inline
function nextSpecial(at: usize): usize {
  let bits = specialBits(v128.load(at));
  while (!bits) {
    at += 16;
    bits = specialBits(v128.load(at));
  }
  return at + <usize>ctz(bits);
}

/** Reads the string whose opening quote lies before `at`: sets textStart and textLength. @returns behind the closing quote */
@inline
export function readString(at: usize): usize {
  const special = nextSpecial(at);
  if (load<u8>(special) != QUOTE) return readEscaped(at, special);
  textStart = at;
  textLength = <i32>(special - at);
  return special + 1;
}

/** As readString, for a string with escapes: its text goes to the heap. `at` is its first special character. */
function readEscaped(start: usize, at: usize): usize {
  const first = heap;
  let to = first;
  copyBytes(to, start, at - start);
  to += at - start;
  let c = <u32>load<u8>(at);
  while (c == BACKSLASH) {
    at = readEscape(at, to);
    if (at == 0) return 0;
    to = escapeEnd;
    const special = nextSpecial(at);
    copyBytes(to, at, special - at);
    to += special - at;
    at = special;
    c = load<u8>(at);
  }
  if (c != QUOTE) return 0;
  textStart = first;
  textLength = <i32>(to - first);
  heap = to;
  return at + 1;
}

/** Behind what `readEscape` wrote. */
let escapeEnd: usize = 0;

/** Writes the character that the escape at `at` stands for. @returns behind the escape; 0 for a lone surrogate too */
function readEscape(at: usize, to: usize): usize {
  const letter = <u32>load<u8>(at, 1);
  if (letter != 0x75) {
    const character = unescaped(letter);
    store<u8>(to, character);
    escapeEnd = to + 1;
    return character ? at + 2 : 0;
  }
  let code = hexDigits(at + 2);
  if (code < 0) return 0;
  at += 6;
  if ((code & 0xf800) == 0xd800) {
    if (code >= 0xdc00 || load<u16>(at) != 0x755c) return 0;
    const low = hexDigits(at + 2);
    if ((low & 0xfffffc00) != 0xdc00) return 0;
    at += 6;
    code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
  }
  escapeEnd = writeUtf8(to, code);
  return at;
}

/** What a backslash and this letter stand for, 0 for no escape. */
@inline
function unescaped(letter: u32): u8 {
  if (letter == 0x22 || letter == 0x5c || letter == 0x2f) return <u8>letter;
  if (letter == 0x6e) return 10;
  if (letter == 0x74) return 9;
  if (letter == 0x72) return 13;
  if (letter == 0x62) return 8;
  if (letter == 0x66) return 12;
  return 0;
}

/** The number of four hexadecimal digits, -1 when they are not. */
function hexDigits(at: usize): i32 {
  let value = 0;
  for (let i: usize = 0; i < 4; i++) {
    const c = <i32>load<u8>(at + i);
    let digit = c - 48;
    if (<u32>digit > 9) {
      digit = (c | 32) - 97;
      if (<u32>digit > 5) return -1;
      digit += 10;
    }
    value = (value << 4) | digit;
  }
  return value;
}

function writeUtf8(to: usize, code: i32): usize {
  if (code < 0x80) {
    store<u8>(to, <u8>code);
    return to + 1;
  }
  if (code < 0x800) {
    store<u8>(to, <u8>(0xc0 | (code >> 6)));
    store<u8>(to, <u8>(0x80 | (code & 63)), 1);
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, <u8>(0xe0 | (code >> 12)));
    store<u8>(to, <u8>(0x80 | ((code >> 6) & 63)), 1);
    store<u8>(to, <u8>(0x80 | (code & 63)), 2);
    return to + 3;
  }
  store<u8>(to, <u8>(0xf0 | (code >> 18)));
  store<u8>(to, <u8>(0x80 | ((code >> 12) & 63)), 1);
  store<u8>(to, <u8>(0x80 | ((code >> 6) & 63)), 2);
  store<u8>(to, <u8>(0x80 | (code & 63)), 3);
  return to + 4;
}

/** Behind the closing quote of a string that nobody wants; its escapes are checked. */
export function skipString(at: usize): usize {
  at = nextSpecial(at);
  let c = <u32>load<u8>(at);
  while (c == BACKSLASH) {
    at = skipEscape(at);
    if (at == 0) return 0;
    at = nextSpecial(at);
    c = load<u8>(at);
  }
  return c == QUOTE ? at + 1 : 0;
}

@inline
function skipEscape(at: usize): usize {
  const letter = <u32>load<u8>(at, 1);
  if (letter == 0x75) return hexDigits(at + 2) < 0 ? 0 : at + 6;
  return unescaped(letter) ? at + 2 : 0;
}

/** Behind `true`, `false` or `null`. */
@inline
export function skipLiteral(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x6c6c756e || word == 0x65757274) return at + 4;
  return word == 0x736c6166 && load<u8>(at, 4) == 0x65 ? at + 5 : 0;
}
