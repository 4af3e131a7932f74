// Rows picked by index: cell `rows[i]` of one block becomes cell `i` of another.

import { doubleWord, word } from './bytes';

export function gather8(from: usize, rows: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) store<u8>(to + <usize>i, load<u8>(from + <usize>load<u32>(word(rows, i))));
}

export function gather32(from: usize, rows: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) store<u32>(word(to, i), load<u32>(word(from, load<i32>(word(rows, i)))));
}

export function gather64(from: usize, rows: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++)
    store<u64>(doubleWord(to, i), load<u64>(doubleWord(from, load<i32>(word(rows, i)))));
}

export function gather128(from: usize, rows: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const source = from + ((<usize>load<u32>(word(rows, i))) << 4);
    v128.store(to + ((<usize>i) << 4), v128.load(source));
  }
}

/** As gather8 for validity bytes: 0 where the index is negative. */
export function gatherValidity(from: usize, rows: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const row = load<i32>(word(rows, i));
    let valid: u8 = 0;
    if (row >= 0) valid = load<u8>(from + <usize>row);
    store<u8>(to + <usize>i, valid);
  }
}

/** As gather32 for lengths: -1 where the index is negative. */
export function gatherLengths(from: usize, rows: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const row = load<i32>(word(rows, i));
    let length = -1;
    if (row >= 0) length = load<i32>(word(from, row));
    store<i32>(word(to, i), length);
  }
}

/** The indexes of the rows that are TRUE, ascending. Returns how many there are. */
export function selectTrue(validity: usize, values: usize, count: i32, rows: usize): i32 {
  let selected = 0;
  for (let i = 0; i < count; i++) {
    store<i32>(word(rows, selected), i);
    selected += <i32>(load<u8>(validity + <usize>i) & load<u8>(values + <usize>i));
  }
  return selected;
}
