// Columns of slices (strings and bytes): first non-null of two, equality and order, map look-up by a constant key.

import { compareBytes, equalBytes, word } from './bytes';

/** The slice of the first column where it is not NULL, else that of the second. */
export function coalesceSlices(
  firstPointers: usize,
  firstLengths: usize,
  secondPointers: usize,
  secondLengths: usize,
  count: i32,
  pointers: usize,
  lengths: usize,
): void {
  for (let i = 0; i < count; i++) {
    const length = load<i32>(word(firstLengths, i));
    const taken = length >= 0;
    store<u32>(word(pointers, i), load<u32>(word(taken ? firstPointers : secondPointers, i)));
    store<i32>(word(lengths, i), taken ? length : load<i32>(word(secondLengths, i)));
  }
}

export function equalSlices(
  firstPointers: usize,
  firstLengths: usize,
  secondPointers: usize,
  secondLengths: usize,
  count: i32,
  validity: usize,
  values: usize,
): void {
  for (let i = 0; i < count; i++) {
    const length = load<i32>(word(firstLengths, i));
    const other = load<i32>(word(secondLengths, i));
    const valid = length >= 0 && other >= 0;
    let equal = valid && length == other;
    if (equal)
      equal = equalBytes(
        <usize>load<u32>(word(firstPointers, i)),
        <usize>load<u32>(word(secondPointers, i)),
        <usize>length,
      );
    store<u8>(validity + <usize>i, valid ? 1 : 0);
    store<u8>(values + <usize>i, equal ? 1 : 0);
  }
}

export function equalSliceLiteral(
  pointers: usize,
  lengths: usize,
  literal: usize,
  literalLength: i32,
  count: i32,
  validity: usize,
  values: usize,
): void {
  for (let i = 0; i < count; i++) {
    const length = load<i32>(word(lengths, i));
    let equal = length == literalLength;
    if (equal) equal = equalBytes(<usize>load<u32>(word(pointers, i)), literal, <usize>length);
    store<u8>(validity + <usize>i, length >= 0 ? 1 : 0);
    store<u8>(values + <usize>i, equal ? 1 : 0);
  }
}

export function compareSlices(
  firstPointers: usize,
  firstLengths: usize,
  secondPointers: usize,
  secondLengths: usize,
  count: i32,
  validity: usize,
  values: usize,
): void {
  for (let i = 0; i < count; i++) {
    const length = load<i32>(word(firstLengths, i));
    const other = load<i32>(word(secondLengths, i));
    const valid = length >= 0 && other >= 0;
    let order = 0;
    if (valid)
      order = compareBytes(
        <usize>load<u32>(word(firstPointers, i)),
        <usize>length,
        <usize>load<u32>(word(secondPointers, i)),
        <usize>other,
      );
    store<u8>(validity + <usize>i, valid ? 1 : 0);
    store<i32>(word(values, i), order);
  }
}

export function compareSliceLiteral(
  pointers: usize,
  lengths: usize,
  literal: usize,
  literalLength: i32,
  count: i32,
  validity: usize,
  values: usize,
): void {
  for (let i = 0; i < count; i++) {
    const length = load<i32>(word(lengths, i));
    let order = 0;
    if (length >= 0)
      order = compareBytes(<usize>load<u32>(word(pointers, i)), <usize>length, literal, <usize>literalLength);
    store<u8>(validity + <usize>i, length >= 0 ? 1 : 0);
    store<i32>(word(values, i), order);
  }
}

/** The entry of each map whose key is the literal: its row in the entry columns, -1 where there is none or the map is NULL. */
export function findMapEntries(
  starts: usize,
  lengths: usize,
  keyPointers: usize,
  keyLengths: usize,
  count: i32,
  literal: usize,
  literalLength: i32,
  rows: usize,
): void {
  for (let i = 0; i < count; i++) {
    let entry = load<i32>(word(starts, i));
    const end = entry + load<i32>(word(lengths, i));
    let found = -1;
    while (found < 0 && entry < end) {
      if (
        load<i32>(word(keyLengths, entry)) == literalLength &&
        equalBytes(<usize>load<u32>(word(keyPointers, entry)), literal, <usize>literalLength)
      )
        found = entry;
      entry++;
    }
    store<i32>(word(rows, i), found);
  }
}
