import { check, ParquetError } from '../format/error.ts';
import type { LeafConversion } from './conversion.ts';
import type { Values } from './values.ts';

/** Unscaled integers of all kinds to columns of decimals. */

export const toDecimals =
  (precision: number, checked: boolean): LeafConversion =>
  (target, segments) => {
    const { arena, rowCount, rows, validity } = target;
    const { i64 } = arena.memory;
    const values = arena.allocate(rowCount * 16);
    const limit = 10n ** BigInt(precision);
    let next = 0;
    const put = (unscaled: bigint) => {
      if (checked && (unscaled >= limit || unscaled <= -limit))
        throw new ParquetError(`it holds a decimal of more than ${precision} digits`);
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
