// Values whose bytes in memory are not those of a Parquet file: timestamps and decimals, one for each slot.

import { word } from '../bytes';

const DAY_MILLIS: i64 = 86400000;
/** The Julian day number of 1970-01-01. */
const EPOCH_DAY: i64 = 2440588;

@inline
function presentRow(validity: usize, index: usize, from: i32, k: i32): i32 {
  const row = index ? load<i32>(word(index, k)) : from + k;
  return row >= 0 && load<u8>(validity + row) != 0 ? row : -1;
}

/** Timestamps as INT96: nanoseconds of the day (8 bytes), Julian day (4 bytes). */
export function parquetInt96(
  millis: usize,
  nanos: usize,
  validity: usize,
  index: usize,
  from: i32,
  count: i32,
  out: usize,
): void {
  for (let k = 0; k < count; k++) {
    const row = presentRow(validity, index, from, k);
    if (row >= 0) {
      const value = <i64>load<f64>(millis + (<usize>row << 3));
      let day = value / DAY_MILLIS;
      let rest = value % DAY_MILLIS;
      if (rest < 0) {
        day--;
        rest += DAY_MILLIS;
      }
      store<i64>(out, rest * 1000000 + <i64>load<i32>(word(nanos, row)));
      store<i32>(out, <i32>(day + EPOCH_DAY), 8);
    }
    out += 12;
  }
}

/**
 * Timestamps as INT64 since the epoch, `unitsPerMilli` being 1, 1,000 or 1,000,000.
 * @returns the first slot whose value does not fit 64 bits, or -1
 */
export function parquetInt64Timestamps(
  millis: usize,
  nanos: usize,
  validity: usize,
  index: usize,
  from: i32,
  count: i32,
  unitsPerMilli: i32,
  out: usize,
): i32 {
  const limit: f64 = 9223372036854.0 * (1000000.0 / <f64>unitsPerMilli);
  const nanosPerUnit = 1000000 / unitsPerMilli;
  for (let k = 0; k < count; k++) {
    const row = presentRow(validity, index, from, k);
    if (row >= 0) {
      const value = load<f64>(millis + (<usize>row << 3));
      if (value >= limit || value < -limit) return k;
      store<i64>(out, <i64>value * <i64>unitsPerMilli + <i64>(load<i32>(word(nanos, row)) / nanosPerUnit));
    }
    out += 8;
  }
  return -1;
}

/** Decimals (16 bytes, little-endian) as the last `width` bytes of the same number, big-endian. */
export function parquetDecimals(
  values: usize,
  validity: usize,
  index: usize,
  from: i32,
  count: i32,
  width: i32,
  out: usize,
): void {
  for (let k = 0; k < count; k++) {
    const row = presentRow(validity, index, from, k);
    if (row >= 0) {
      const value = values + (<usize>row << 4);
      for (let byte = 0; byte < width; byte++) store<u8>(out + (width - 1 - byte), load<u8>(value + byte));
    }
    out += width;
  }
}
