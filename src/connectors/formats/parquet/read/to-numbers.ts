import { ParquetError } from '../format/error.ts';
import type { TimeUnit } from '../format/schema.ts';
import { each, type LeafConversion, UNITS_PER_MILLI } from './conversion.ts';

/** Values to columns of booleans and numbers, and of times and dates, which are numbers. */

export const toBooleans: LeafConversion = (target, segments) => {
  const { arena, rowCount, validity } = target;
  const { u8 } = arena.memory;
  const values = arena.allocate(rowCount);
  each(target, segments, 'boolean', ({ data }, i, row) => {
    u8[values + row] = data[i]!;
  });
  return { layout: 'i8', validity, values };
};

export const toIntegers =
  (least: number, most: number, unsigned: boolean): LeafConversion =>
  (target, segments) => {
    const { arena, rowCount, validity } = target;
    const { i32 } = arena.memory;
    const values = arena.allocate(rowCount * 4);
    each(target, segments, 'int32', ({ data }, i, row) => {
      const value = unsigned ? data[i]! >>> 0 : data[i]!;
      if (value < least || value > most) throw new ParquetError(`it holds ${value}, expected ${least} to ${most}`);
      i32[(values >> 2) + row] = value;
    });
    return { layout: 'i32', validity, values };
  };

export const toTimes =
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

export const toLongs =
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
        if (unsigned && data[i]! < 0n)
          throw new ParquetError(`it holds ${BigInt.asUintN(64, data[i]!)}, which is no BIGINT`);
        i64[(values >> 3) + row] = data[i]!;
      });
    return { layout: 'i64', validity, values };
  };

export const toFloats: LeafConversion = (target, segments) => {
  const { arena, rowCount, validity } = target;
  const { f32 } = arena.memory;
  const values = arena.allocate(rowCount * 4);
  each(target, segments, 'float', ({ data }, i, row) => {
    f32[(values >> 2) + row] = data[i]!;
  });
  return { layout: 'f32', validity, values };
};

export const toDoubles: LeafConversion = (target, segments) => {
  const { arena, rowCount, validity } = target;
  const { f64 } = arena.memory;
  const values = arena.allocate(rowCount * 8);
  const kind = segments[0]?.values.kind === 'float' ? 'float' : 'double';
  each(target, segments, kind, ({ data }, i, row) => {
    f64[(values >> 3) + row] = data[i]!;
  });
  return { layout: 'f64', validity, values };
};
