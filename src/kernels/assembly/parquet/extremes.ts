// Plain values to the places of the smallest and the largest, for statistics.

import { compareBytes, word } from '../bytes';

const INT32: i32 = 0;
const INT64: i32 = 1;
const FLOAT: i32 = 2;
const DOUBLE: i32 = 3;
const BOOLEAN: i32 = 5;

/**
 * Stores at `out` the numbers of the smallest and of the largest of `count` values, -1 for both when there is none (NaN does not count).
 * Kinds: 0 INT32, 1 INT64, 2 FLOAT, 3 DOUBLE, 4 signed big-endian of `width` bytes, 5 BOOLEAN (a byte each).
 */
export function parquetExtremes(kind: i32, values: usize, count: i32, width: i32, out: usize): void {
  let least = -1;
  let most = -1;
  if (kind == INT32) {
    for (let i = 0; i < count; i++) {
      const value = load<i32>(word(values, i));
      if (least < 0 || value < load<i32>(word(values, least))) least = i;
      if (most < 0 || value > load<i32>(word(values, most))) most = i;
    }
  } else if (kind == INT64) {
    for (let i = 0; i < count; i++) {
      const value = load<i64>(values + (<usize>i << 3));
      if (least < 0 || value < load<i64>(values + (<usize>least << 3))) least = i;
      if (most < 0 || value > load<i64>(values + (<usize>most << 3))) most = i;
    }
  } else if (kind == FLOAT) {
    for (let i = 0; i < count; i++) {
      const value = load<f32>(word(values, i));
      if (value == value) {
        if (least < 0 || value < load<f32>(word(values, least))) least = i;
        if (most < 0 || value > load<f32>(word(values, most))) most = i;
      }
    }
  } else if (kind == DOUBLE) {
    for (let i = 0; i < count; i++) {
      const value = load<f64>(values + (<usize>i << 3));
      if (value == value) {
        if (least < 0 || value < load<f64>(values + (<usize>least << 3))) least = i;
        if (most < 0 || value > load<f64>(values + (<usize>most << 3))) most = i;
      }
    }
  } else if (kind == BOOLEAN) {
    for (let i = 0; i < count; i++) {
      const value = load<u8>(values + i);
      if (least < 0 || value < load<u8>(values + least)) least = i;
      if (most < 0 || value > load<u8>(values + most)) most = i;
    }
  } else {
    for (let i = 0; i < count; i++) {
      const at = values + <usize>(i * width);
      if (least < 0 || compareSigned(at, values + <usize>(least * width), width) < 0) least = i;
      if (most < 0 || compareSigned(at, values + <usize>(most * width), width) > 0) most = i;
    }
  }
  store<i32>(out, least);
  store<i32>(out, most, 4);
}

function compareSigned(a: usize, b: usize, width: i32): i32 {
  const x = <i32>load<i8>(a);
  const y = <i32>load<i8>(b);
  if (x != y) return x < y ? -1 : 1;
  return compareBytes(a + 1, <usize>width - 1, b + 1, <usize>width - 1);
}

/** The same for plain byte arrays (length before bytes) in `length` bytes, in unsigned order; stores the offsets of their lengths. */
export function parquetBytesExtremes(values: usize, length: i32, out: usize): void {
  let least = -1;
  let most = -1;
  let at = 0;
  while (at < length) {
    const here = values + <usize>at;
    const size = load<i32>(here);
    if (least < 0) {
      least = at;
      most = at;
    } else if (compareAt(here, size, values + <usize>least) < 0) {
      least = at;
    } else if (compareAt(here, size, values + <usize>most) > 0) {
      most = at;
    }
    at += size + 4;
  }
  store<i32>(out, least);
  store<i32>(out, most, 4);
}

@inline
function compareAt(at: usize, size: i32, other: usize): i32 {
  return compareBytes(at + 4, <usize>size, other + 4, <usize>load<u32>(other));
}
