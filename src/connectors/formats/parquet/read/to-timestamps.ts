import { check } from '../format/error.ts';
import type { TimeUnit } from '../format/schema.ts';
import { type LeafConversion, UNITS_PER_MILLI } from './conversion.ts';
import type { Values } from './values.ts';

/** INT96 and INT64 to columns of timestamps. */

/** Milliseconds since the epoch, and nanoseconds within them, of a value of a page. */
type TimestampReader = (values: Values, i: number, put: (millis: number, nanos: number) => void) => void;

const EPOCH_DAY = 2_440_588;
const DAY_MILLIS = 86_400_000;

export const int96Timestamp: TimestampReader = (values, i, put) => {
  check(values.kind === 'fixed' && values.width === 12, 'its pages are of different types');
  const view = new DataView(values.data.buffer, values.data.byteOffset + i * 12, 12);
  // The nanoseconds of the day may be negative: Flink writes them so before 1970.
  const nanosOfDay = view.getBigInt64(0, true);
  let millis = nanosOfDay / 1_000_000n;
  let nanos = Number(nanosOfDay % 1_000_000n);
  if (nanos < 0) {
    nanos += 1_000_000;
    millis -= 1n;
  }
  put((view.getInt32(8, true) - EPOCH_DAY) * DAY_MILLIS + Number(millis), nanos);
};

export const int64Timestamp = (unit: TimeUnit): TimestampReader => {
  const perMilli = UNITS_PER_MILLI[unit];
  const nanosPerUnit = Number(1_000_000n / perMilli);
  return (values, i, put) => {
    check(values.kind === 'int64', 'its pages are of different types');
    const value = values.data[i]!;
    let millis = value / perMilli;
    let rest = Number(value % perMilli);
    if (rest < 0) {
      rest += Number(perMilli);
      millis -= 1n;
    }
    put(Number(millis), rest * nanosPerUnit);
  };
};

export const toTimestamps =
  (read: TimestampReader): LeafConversion =>
  (target, segments, { toLocal }) => {
    const { arena, rowCount, rows, validity } = target;
    const { f64, i32 } = arena.memory;
    const millis = arena.allocate(rowCount * 8);
    const nanos = arena.allocate(rowCount * 4);
    let next = 0;
    for (const { values, from, to } of segments)
      for (let i = from; i < to; i++)
        read(values, i, (instant, rest) => {
          const row = rows[next++]!;
          f64[(millis >> 3) + row] = toLocal ? toLocal(instant) : instant;
          i32[(nanos >> 2) + row] = rest;
        });
    return { layout: 'timestamp', validity, millis, nanos };
  };
