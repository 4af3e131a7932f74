// Any JSON value, checked and passed over.

import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  skipLiteral,
  skipSpace,
  skipString,
} from './text';

const DEPTH_LIMIT: i32 = 63;

/** Behind the number at `at`, by JSON's grammar; 0 when it is none. */
export function skipNumber(at: usize): usize {
  let c = <u32>load<u8>(at);
  if (c == 0x2d) {
    at++;
    c = load<u8>(at);
  }
  if (c == 48) {
    at++;
  } else {
    at = skipDigits(at);
    if (at == 0) return 0;
  }
  c = load<u8>(at);
  if (c == 0x2e) {
    at = skipDigits(at + 1);
    if (at == 0) return 0;
    c = load<u8>(at);
  }
  if ((c | 32) == 0x65) {
    at++;
    c = load<u8>(at);
    if (c == 0x2b || c == 0x2d) at++;
    at = skipDigits(at);
  }
  return at;
}

/** Behind at least one digit, 0 when there is none. */
@inline
function skipDigits(at: usize): usize {
  const start = at;
  while (<u32>load<u8>(at) - 48 < 10) at++;
  return at > start ? at : 0;
}

/** Behind the key at `at` and its colon and space. */
function skipKey(at: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  at = skipString(at + 1);
  if (at == 0) return 0;
  at = skipSpace(at);
  return load<u8>(at) == COLON ? skipSpace(at + 1) : 0;
}

@inline
function skipScalar(at: usize, c: u32): usize {
  if (c == QUOTE) return skipString(at + 1);
  return c >= 0x61 ? skipLiteral(at) : skipNumber(at);
}

/** Behind the value at `at` (which is no space); 0 when it is broken or nested deeper than DEPTH_LIMIT. */
export function skipValue(at: usize): usize {
  const c = <u32>load<u8>(at);
  return c == OPEN_OBJECT || c == OPEN_ARRAY ? skipContainer(at) : skipScalar(at, c);
}

/** Behind the object or array at `at`. */
function skipContainer(at: usize): usize {
  let depth = 0;
  // A bit for each open container: 1 for an object; the innermost is the lowest.
  let objects: u64 = 0;
  let valueNext = true;
  while (at) {
    if (valueNext) {
      const c = <u32>load<u8>(at);
      if (c == OPEN_OBJECT || c == OPEN_ARRAY) {
        at = skipSpace(at + 1);
        // One of the two closing characters is two behind its opening one.
        if (<u32>load<u8>(at) == c + 2) {
          at++;
          valueNext = false;
        } else {
          depth++;
          if (depth > DEPTH_LIMIT) return 0;
          objects = (objects << 1) | (c == OPEN_OBJECT ? 1 : 0);
          if (c == OPEN_OBJECT) at = skipKey(at);
        }
      } else {
        at = skipScalar(at, c);
        valueNext = false;
      }
    } else {
      if (depth == 0) return at;
      at = skipSpace(at);
      const c = <u32>load<u8>(at);
      const isObject = (objects & 1) != 0;
      if (c == COMMA) {
        at = skipSpace(at + 1);
        if (isObject) at = skipKey(at);
        valueNext = true;
      } else if (c == (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        at++;
        depth--;
        objects >>= 1;
      } else return 0;
    }
  }
  return 0;
}
