import type { Views } from './views.ts';

/** Values whose bytes in memory are not those of a Parquet file, one for each slot (as for parquetAppendBytes); a NULL's place is skipped. */
export interface ParquetConvertKernels {
  /** Timestamps as INT96 (12 bytes): nanoseconds of the day, Julian day. */
  parquetInt96(
    millis: number,
    nanos: number,
    validity: number,
    index: number,
    from: number,
    count: number,
    out: number,
  ): void;
  /**
   * Timestamps as INT64 since the epoch, `unitsPerMilli` being 1, 1,000 or 1,000,000.
   * @returns the first slot whose value does not fit 64 bits, or -1
   */
  parquetInt64Timestamps(
    millis: number,
    nanos: number,
    validity: number,
    index: number,
    from: number,
    count: number,
    unitsPerMilli: number,
    out: number,
  ): number;
  /** Decimals (16 bytes, little-endian) as the last `width` bytes of the same number, big-endian. */
  parquetDecimals(
    values: number,
    validity: number,
    index: number,
    from: number,
    count: number,
    width: number,
    out: number,
  ): void;
}

const DAY_MILLIS = 86_400_000;
/** The Julian day number of 1970-01-01. */
const EPOCH_DAY = 2_440_588;
const INT64_LIMIT_NANOS_IN_MILLIS = 9_223_372_036_854;

export function parquetConvertKernels({ u8, i32, f64, data }: Views): ParquetConvertKernels {
  const presentRow = (validity: number, index: number, from: number, k: number) => {
    const row = index ? i32[(index >> 2) + k]! : from + k;
    return row >= 0 && u8[validity + row] ? row : -1;
  };
  return {
    parquetInt96(millis, nanos, validity, index, from, count, out) {
      for (let k = 0; k < count; k++) {
        const row = presentRow(validity, index, from, k);
        if (row < 0) continue;
        const value = f64[(millis >> 3) + row]!;
        const day = Math.floor(value / DAY_MILLIS);
        const rest = BigInt(value - day * DAY_MILLIS) * 1_000_000n + BigInt(i32[(nanos >> 2) + row]!);
        data.setBigInt64(out + k * 12, rest, true);
        data.setInt32(out + k * 12 + 8, day + EPOCH_DAY, true);
      }
    },
    parquetInt64Timestamps(millis, nanos, validity, index, from, count, unitsPerMilli, out) {
      const limit = INT64_LIMIT_NANOS_IN_MILLIS * (1_000_000 / unitsPerMilli);
      const nanosPerUnit = 1_000_000 / unitsPerMilli;
      for (let k = 0; k < count; k++) {
        const row = presentRow(validity, index, from, k);
        if (row < 0) continue;
        const value = f64[(millis >> 3) + row]!;
        if (value >= limit || value < -limit) return k;
        const units =
          BigInt(value) * BigInt(unitsPerMilli) + BigInt(Math.trunc(i32[(nanos >> 2) + row]! / nanosPerUnit));
        data.setBigInt64(out + k * 8, units, true);
      }
      return -1;
    },
    parquetDecimals(values, validity, index, from, count, width, out) {
      for (let k = 0; k < count; k++) {
        const row = presentRow(validity, index, from, k);
        if (row < 0) continue;
        for (let byte = 0; byte < width; byte++) u8[out + k * width + width - 1 - byte] = u8[values + row * 16 + byte]!;
      }
    },
  };
}
