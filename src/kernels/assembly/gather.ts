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
