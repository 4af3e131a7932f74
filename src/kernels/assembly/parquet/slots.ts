// Rows of a nested column to the slots of its children: for each place a child stands at, the child's row (-1 where something above it
// is missing or empty) and the levels so far.

import { word } from '../bytes';

/** How many slots the elements of `count` slots of a list make; -1 when one is NULL and that is not allowed. */
export function parquetCountSlots(lengths: usize, index: usize, from: i32, count: i32, optional: bool): i32 {
  let total = 0;
  for (let k = 0; k < count; k++) {
    const row = index ? load<i32>(word(index, k)) : from + k;
    const length = row < 0 ? 0 : load<i32>(word(lengths, row));
    if (length < 0 && !optional) return -1;
    total += max(length, 1);
  }
  return total;
}

/** Slots of a list's elements (a map's entries). @returns how many, as parquetCountSlots said */
export function parquetListSlots(
  starts: usize,
  lengths: usize,
  index: usize,
  definitions: usize,
  repetitions: usize,
  from: i32,
  count: i32,
  optional: bool,
  level: i32,
  outIndex: usize,
  outDefinitions: usize,
  outRepetitions: usize,
): i32 {
  let out = 0;
  const present = <i32>optional;
  for (let k = 0; k < count; k++) {
    const row = index ? load<i32>(word(index, k)) : from + k;
    const definition = definitions ? <i32>load<u8>(definitions + k) : 0;
    store<u8>(outRepetitions + out, repetitions ? load<u8>(repetitions + k) : 0);
    const length = row < 0 ? -1 : load<i32>(word(lengths, row));
    if (length <= 0) {
      store<i32>(word(outIndex, out), -1);
      store<u8>(outDefinitions + out, <u8>(length < 0 ? definition : definition + present));
      out++;
    } else {
      const start = load<i32>(word(starts, row));
      for (let i = 0; i < length; i++) {
        store<i32>(word(outIndex, out), start + i);
        store<u8>(outDefinitions + out, <u8>(definition + present + 1));
        if (i > 0) store<u8>(outRepetitions + out, <u8>level);
        out++;
      }
    }
  }
  return out;
}

/** Slots of an optional row's fields; the repetition levels are those of the row. */
export function parquetRowSlots(
  validity: usize,
  index: usize,
  definitions: usize,
  from: i32,
  count: i32,
  outIndex: usize,
  outDefinitions: usize,
): void {
  for (let k = 0; k < count; k++) {
    const row = index ? load<i32>(word(index, k)) : from + k;
    const definition = definitions ? <i32>load<u8>(definitions + k) : 0;
    const present = row >= 0 && load<u8>(validity + row) != 0;
    store<i32>(word(outIndex, k), present ? row : -1);
    store<u8>(outDefinitions + k, <u8>(definition + <i32>present));
  }
}
