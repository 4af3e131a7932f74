import type { Column } from '../../../../runtime/batch/column.ts';
import type { Address, Arena } from '../../../../runtime/batch/memory.ts';
import type { SqlType } from '../../../../sql/types/type.ts';
import { check, ParquetError } from '../format/error.ts';
import type { SchemaElement, TimeUnit } from '../format/schema.ts';
import type { Values } from './values.ts';

/** Decoded values of a leaf to a column of a SQL type. */

/** Values [from, to) of a page; value `from` + k of the first segment goes to row rows[k], and on from there. */
export interface Segment {
  readonly values: Values;
  readonly from: number;
  readonly to: number;
}

/** What a conversion fills: `validity` is set already; `rows` has the row of each value. */
export interface Target {
  readonly arena: Arena;
  readonly rowCount: number;
  readonly validity: Address;
  readonly rows: Int32Array;
}

export interface ConversionOptions {
  /** Timestamps are instants of which the process's clocks show the wanted date and time; undefined: they are taken as they are. */
  readonly toLocal?: (millis: number) => number;
}

export type LeafConversion = (target: Target, segments: readonly Segment[], options: ConversionOptions) => Column;

/** Which conversion gives a SQL type from what a file has; undefined where none does. */
export function leafConversion(element: SchemaElement, type: SqlType): LeafConversion | undefined {
  const { type: physical, logical } = element;
  const unsigned = logical?.kind === 'INTEGER' && !logical.signed;
  const annotatedTime = logical?.kind === 'TIME' ? logical.unit : undefined;
  switch (type.kind) {
    case 'BOOLEAN':
      return physical === 'BOOLEAN' ? toBooleans : undefined;
    case 'TINYINT':
      return physical === 'INT32' ? toIntegers(-128, 127, unsigned) : undefined;
    case 'SMALLINT':
      return physical === 'INT32' ? toIntegers(-32768, 32767, unsigned) : undefined;
    case 'INT':
      return physical === 'INT32' ? toIntegers(-2147483648, 2147483647, unsigned) : undefined;
    case 'DATE':
      return physical === 'INT32' ? toIntegers(-2147483648, 2147483647, false) : undefined;
    case 'TIME':
      if (physical === 'INT32') return toIntegers(-2147483648, 2147483647, false);
      return physical === 'INT64' && annotatedTime ? toTimes(annotatedTime) : undefined;
    case 'BIGINT':
      return physical === 'INT32' || physical === 'INT64' ? toLongs(unsigned) : undefined;
    case 'FLOAT':
      return physical === 'FLOAT' ? toFloats : undefined;
    case 'DOUBLE':
      return physical === 'DOUBLE' || physical === 'FLOAT' ? toDoubles : undefined;
    case 'CHAR':
    case 'VARCHAR':
      return physical === 'BYTE_ARRAY' && logical?.kind !== 'DECIMAL' ? toBytes : undefined;
    case 'BINARY':
    case 'VARBINARY':
      if (logical?.kind === 'DECIMAL') return undefined;
      return physical === 'BYTE_ARRAY' || physical === 'FIXED_LEN_BYTE_ARRAY' ? toBytes : undefined;
    case 'DECIMAL':
      return logical?.kind === 'DECIMAL' && logical.scale === type.scale && physical !== 'BOOLEAN'
        ? toDecimals(type.precision, logical.precision > type.precision)
        : undefined;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      if (physical === 'INT96') return toTimestamps(int96Timestamp);
      return physical === 'INT64' && logical?.kind === 'TIMESTAMP'
        ? toTimestamps(int64Timestamp(logical.unit))
        : undefined;
    default:
      return undefined;
  }
}

/** Calls for each value with its place in the page and its row. */
function each<K extends Values['kind']>(
  { rows }: Target,
  segments: readonly Segment[],
  kind: K,
  put: (values: Extract<Values, { kind: K }>, i: number, row: number) => void,
): void {
  let next = 0;
  for (const { values, from, to } of segments) {
    check(values.kind === kind || from === to, 'its pages are of different types');
    for (let i = from; i < to; i++) put(values as Extract<Values, { kind: K }>, i, rows[next++]!);
  }
}

const toBooleans: LeafConversion = (target, segments) => {
  const { arena, rowCount, validity } = target;
  const { u8 } = arena.memory;
  const values = arena.allocate(rowCount);
  each(target, segments, 'boolean', ({ data }, i, row) => {
    u8[values + row] = data[i]!;
  });
  return { layout: 'i8', validity, values };
};

const toIntegers =
  (least: number, most: number, unsigned: boolean): LeafConversion =>
  (target, segments) => {
    const { arena, rowCount, validity } = target;
    const { i32 } = arena.memory;
    const values = arena.allocate(rowCount * 4);
    each(target, segments, 'int32', ({ data }, i, row) => {
      const value = unsigned ? data[i]! >>> 0 : data[i]!;
      check(value >= least && value <= most, `it holds ${value}, expected ${least} to ${most}`);
      i32[(values >> 2) + row] = value;
    });
    return { layout: 'i32', validity, values };
  };

const toTimes =
  (unit: TimeUnit): LeafConversion =>
  (target, segments) => {
    const { arena, rowCount, validity } = target;
    const { i32 } = arena.memory;
    const values = arena.allocate(rowCount * 4);
    const perMilli = UNITS_PER_MILLI[unit];
    each(target, segments, 'int64', ({ data }, i, row) => {
      i32[(values >> 2) + row] = Number(data[i]! / perMilli);
    });
    return { layout: 'i32', validity, values };
  };

const UNITS_PER_MILLI = { MILLIS: 1n, MICROS: 1000n, NANOS: 1_000_000n } as const;

const toLongs =
  (unsigned: boolean): LeafConversion =>
  (target, segments) => {
    const { arena, rowCount, validity } = target;
    const { i64 } = arena.memory;
    const values = arena.allocate(rowCount * 8);
    if (segments[0]?.values.kind === 'int32')
      each(target, segments, 'int32', ({ data }, i, row) => {
        i64[(values >> 3) + row] = BigInt(unsigned ? data[i]! >>> 0 : data[i]!);
      });
    else
      each(target, segments, 'int64', ({ data }, i, row) => {
        check(!unsigned || data[i]! >= 0n, `it holds ${BigInt.asUintN(64, data[i]!)}, which is no BIGINT`);
        i64[(values >> 3) + row] = data[i]!;
      });
    return { layout: 'i64', validity, values };
  };

const toFloats: LeafConversion = (target, segments) => {
  const { arena, rowCount, validity } = target;
  const { f32 } = arena.memory;
  const values = arena.allocate(rowCount * 4);
  each(target, segments, 'float', ({ data }, i, row) => {
    f32[(values >> 2) + row] = data[i]!;
  });
  return { layout: 'f32', validity, values };
};

const toDoubles: LeafConversion = (target, segments) => {
  const { arena, rowCount, validity } = target;
  const { f64 } = arena.memory;
  const values = arena.allocate(rowCount * 8);
  const kind = segments[0]?.values.kind === 'float' ? 'float' : 'double';
  each(target, segments, kind, ({ data }, i, row) => {
    f64[(values >> 3) + row] = data[i]!;
  });
  return { layout: 'f64', validity, values };
};

/** A page's bytes are copied as a whole when no more than this many times those that are wanted. */
const COPY_FACTOR = 2;

const toBytes: LeafConversion = (target, segments) => {
  const { arena, rowCount, rows, validity } = target;
  const { u8, i32 } = arena.memory;
  const pointers = arena.allocate(rowCount * 4);
  const lengths = arena.allocate(rowCount * 4);
  for (let row = 0; row < rowCount; row++) if (!u8[validity + row]) i32[(lengths >> 2) + row] = -1;
  let next = 0;
  for (const { values, from, to } of segments) {
    if (from === to) continue;
    const slices = slicesOf(values, from, to);
    const place = placeSlices(arena, slices);
    for (let i = 0; i < to - from; i++) {
      const row = rows[next++]!;
      i32[(pointers >> 2) + row] = place(i);
      i32[(lengths >> 2) + row] = slices.lengthAt(i);
    }
  }
  return { layout: 'bytes', pointers, lengths };
};

interface Slices {
  readonly data: Uint8Array;
  readonly count: number;
  readonly startAt: (i: number) => number;
  readonly lengthAt: (i: number) => number;
}

function slicesOf(values: Values, from: number, to: number): Slices {
  const count = to - from;
  if (values.kind === 'fixed') {
    const { data, width } = values;
    return { data, count, startAt: (i) => (from + i) * width, lengthAt: () => width };
  }
  check(values.kind === 'bytes', 'its pages are of different types');
  const { data, starts, lengths } = values;
  return { data, count, startAt: (i) => starts[from + i]!, lengthAt: (i) => lengths[from + i]! };
}

/** Copies slices into the arena: the whole range they come from, or one by one. @returns the address of each */
function placeSlices(arena: Arena, { data, count, startAt, lengthAt }: Slices): (i: number) => Address {
  let wanted = 0;
  let first = data.length;
  let end = 0;
  for (let i = 0; i < count; i++) {
    wanted += lengthAt(i);
    first = Math.min(first, startAt(i));
    end = Math.max(end, startAt(i) + lengthAt(i));
  }
  if (end <= first) {
    const empty = arena.allocate(0);
    return () => empty;
  }
  // A length of four bytes stands before each plain value.
  if (end - first <= COPY_FACTOR * (wanted + 4 * count)) {
    const base = arena.bytes(data.subarray(first, end)) - first;
    return (i) => base + startAt(i);
  }
  const base = arena.allocate(wanted);
  let at = base;
  return (i) => {
    const place = at;
    arena.memory.u8.set(data.subarray(startAt(i), startAt(i) + lengthAt(i)), place);
    at += lengthAt(i);
    return place;
  };
}

const toDecimals =
  (precision: number, checked: boolean): LeafConversion =>
  (target, segments) => {
    const { arena, rowCount, rows, validity } = target;
    const { i64 } = arena.memory;
    const values = arena.allocate(rowCount * 16);
    const limit = 10n ** BigInt(precision);
    let next = 0;
    const put = (unscaled: bigint) => {
      check(!checked || (unscaled < limit && unscaled > -limit), `it holds a decimal of more than ${precision} digits`);
      const at = (values >> 3) + rows[next++]! * 2;
      i64[at] = BigInt.asIntN(64, unscaled);
      i64[at + 1] = unscaled >> 64n;
    };
    for (const { values: page, from, to } of segments) {
      const decimalAt = decimalReader(page);
      for (let i = from; i < to; i++) put(decimalAt(i));
    }
    return { layout: 'decimal', validity, values };
  };

function decimalReader(page: Values): (i: number) => bigint {
  switch (page.kind) {
    case 'int32':
      return (i) => BigInt(page.data[i]!);
    case 'int64':
      return (i) => page.data[i]!;
    case 'fixed':
      return (i) => bigEndian(page.data, i * page.width, page.width);
    case 'bytes':
      return (i) => bigEndian(page.data, page.starts[i]!, page.lengths[i]!);
    default:
      throw new ParquetError('its decimals are no integers');
  }
}

/** Two's complement. */
function bigEndian(bytes: Uint8Array, at: number, length: number): bigint {
  check(length > 0 && length <= 32, 'it holds a decimal of no sensible length');
  let value = BigInt((bytes[at]! << 24) >> 24);
  for (let i = 1; i < length; i++) value = (value << 8n) | BigInt(bytes[at + i]!);
  check(BigInt.asIntN(128, value) === value, 'it holds a decimal of more than 38 digits');
  return value;
}

/** Milliseconds since the epoch, and nanoseconds within them, of a value of a page. */
type TimestampReader = (values: Values, i: number, put: (millis: number, nanos: number) => void) => void;

const EPOCH_DAY = 2_440_588;
const DAY_MILLIS = 86_400_000;

const int96Timestamp: TimestampReader = (values, i, put) => {
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

const int64Timestamp = (unit: TimeUnit): TimestampReader => {
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

const toTimestamps =
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
