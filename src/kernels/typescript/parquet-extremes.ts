import type { Views } from './views.ts';

/** What values of a fixed width are compared as. */
export const EXTREMES = { int32: 0, int64: 1, float: 2, double: 3, bigEndian: 4, boolean: 5 } as const;

/** Plain values of a Parquet page or dictionary to the places of the smallest and the largest, for statistics. */
export interface ParquetExtremesKernels {
  /**
   * Stores at `out` (2 x i32) the numbers of the smallest and of the largest of `count` values, -1 for both when there is none
   * (NaN does not count). `kind` is one of EXTREMES; `width` counts for signed big-endian values, booleans are a byte each.
   */
  parquetExtremes(kind: number, values: number, count: number, width: number, out: number): void;
  /** The same for plain byte arrays (length before bytes) in `length` bytes, in unsigned order; stores the offsets of their lengths. */
  parquetBytesExtremes(values: number, length: number, out: number): void;
}

export function parquetExtremesKernels({ u8, i32, data }: Views): ParquetExtremesKernels {
  const valueAt = (kind: number, values: number, width: number, i: number): number | bigint => {
    switch (kind) {
      case EXTREMES.int32:
        return data.getInt32(values + i * 4, true);
      case EXTREMES.int64:
        return data.getBigInt64(values + i * 8, true);
      case EXTREMES.float:
        return data.getFloat32(values + i * 4, true);
      case EXTREMES.double:
        return data.getFloat64(values + i * 8, true);
      case EXTREMES.boolean:
        return u8[values + i]!;
      default: {
        let value = BigInt(data.getInt8(values + i * width));
        for (let byte = 1; byte < width; byte++) value = (value << 8n) | BigInt(u8[values + i * width + byte]!);
        return value;
      }
    }
  };
  const store = (out: number, least: number, most: number) => {
    i32[out >> 2] = least;
    i32[(out >> 2) + 1] = most;
  };
  return {
    parquetExtremes(kind, values, count, width, out) {
      let least = -1;
      let most = -1;
      for (let i = 0; i < count; i++) {
        const value = valueAt(kind, values, width, i);
        if (Number.isNaN(value)) continue;
        if (least < 0 || value < valueAt(kind, values, width, least)) least = i;
        if (most < 0 || value > valueAt(kind, values, width, most)) most = i;
      }
      store(out, least, most);
    },
    parquetBytesExtremes(values, length, out) {
      const slice = (at: number) => u8.subarray(values + at + 4, values + at + 4 + data.getInt32(values + at, true));
      let least = -1;
      let most = -1;
      for (let at = 0; at < length; at += 4 + data.getInt32(values + at, true)) {
        if (least < 0) least = most = at;
        else if (Buffer.compare(slice(at), slice(least)) < 0) least = at;
        else if (Buffer.compare(slice(at), slice(most)) > 0) most = at;
      }
      store(out, least, most);
    },
  };
}
