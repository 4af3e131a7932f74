// Text to lines: slices between line feeds.

import { word } from './bytes';

const LINE_FEED: u8 = 10;
const CARRIAGE_RETURN: u8 = 13;

/**
 * The whole lines between `at` and `end`, without their ends (LF or CR LF); at most `capacity`. The word at `next` receives the address
 * behind the last line found. Returns how many there are.
 */
export function splitLines(at: usize, end: usize, capacity: i32, pointers: usize, lengths: usize, next: usize): i32 {
  const feeds = i8x16.splat(LINE_FEED);
  let start = at;
  let count = 0;
  let more = count < capacity;
  while (more && at < end) {
    let found = <u32>i8x16.bitmask(i8x16.eq(v128.load(at), feeds));
    while (more && found) {
      const feed = at + <usize>ctz(found);
      found &= found - 1;
      if (feed >= end) {
        more = false;
      } else {
        putLine(start, feed, count, pointers, lengths);
        count++;
        start = feed + 1;
        more = count < capacity;
      }
    }
    at += 16;
  }
  store<u32>(next, <u32>start);
  return count;
}

@inline
function putLine(start: usize, end: usize, index: i32, pointers: usize, lengths: usize): void {
  if (end > start && load<u8>(end - 1) == CARRIAGE_RETURN) end--;
  store<u32>(word(pointers, index), <u32>start);
  store<i32>(word(lengths, index), <i32>(end - start));
}
