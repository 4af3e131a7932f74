import type { Arena } from '../../runtime/batch/memory.ts';
import type { FieldPlan } from './field.ts';
import { writeInteger } from './fill-numbers.ts';
import type { Fill } from './fill-type.ts';

/** Bytes of the longest 64-bit number as text. */
const MAX_DIGITS = 20;

/** `start` plus the row's number, in the column's type: text for strings, 8 bytes with the highest first for bytes. */
export function fillSequence({ type, start }: Extract<FieldPlan, { kind: 'sequence' }>): Fill {
  const first = Number(start);
  const exact = Number.isSafeInteger(first) && Math.abs(first) < 2 ** 52;
  return (indexes, count, arena) => {
    switch (type.kind) {
      case 'CHAR':
      case 'VARCHAR':
        return fillDigits(indexes, count, arena, start);
      case 'BINARY':
      case 'VARBINARY':
        return fillBigEndian(indexes, count, arena, start);
    }
    const { u8, i32, i64, f32, f64 } = arena.memory;
    const validity = arena.allocate(count);
    u8.fill(1, validity, validity + count);
    const width = type.kind === 'DECIMAL' ? 16 : type.kind === 'BIGINT' || type.kind === 'DOUBLE' ? 8 : 4;
    const values = arena.allocate(count * width);
    switch (type.kind) {
      case 'BIGINT':
        for (let row = 0; row < count; row++)
          if (exact) writeInteger(i32, (values >> 2) + 2 * row, first + indexes[row]!);
          else i64[(values >> 3) + row] = start + BigInt(indexes[row]!);
        return { layout: 'i64', validity, values };
      case 'DOUBLE':
      case 'INTERVAL_DAY_TIME':
        for (let row = 0; row < count; row++) f64[(values >> 3) + row] = first + indexes[row]!;
        return { layout: 'f64', validity, values };
      case 'FLOAT':
        for (let row = 0; row < count; row++) f32[(values >> 2) + row] = first + indexes[row]!;
        return { layout: 'f32', validity, values };
      case 'DECIMAL': {
        const unit = 10n ** BigInt(type.scale);
        for (let row = 0; row < count; row++) {
          const value = (start + BigInt(indexes[row]!)) * unit;
          i64[(values >> 3) + 2 * row] = value;
          i64[(values >> 3) + 2 * row + 1] = value >> 64n;
        }
        return { layout: 'decimal', validity, values };
      }
      default:
        for (let row = 0; row < count; row++) i32[(values >> 2) + row] = first + indexes[row]!;
        return { layout: 'i32', validity, values };
    }
  };
}

function fillDigits(indexes: Float64Array, count: number, arena: Arena, start: bigint) {
  const { i32, buffer } = arena.memory;
  const pointers = arena.allocate(count * 4);
  const lengths = arena.allocate(count * 4);
  let at = arena.allocate(count * MAX_DIGITS);
  const first = Number(start);
  const exact = Number.isSafeInteger(first) && Math.abs(first) < 2 ** 52;
  for (let row = 0; row < count; row++) {
    const text = exact ? String(first + indexes[row]!) : String(start + BigInt(indexes[row]!));
    i32[(pointers >> 2) + row] = at;
    i32[(lengths >> 2) + row] = buffer.write(text, at, 'latin1');
    at += text.length;
  }
  return { layout: 'bytes' as const, pointers, lengths };
}

function fillBigEndian(indexes: Float64Array, count: number, arena: Arena, start: bigint) {
  const { i32, buffer } = arena.memory;
  const pointers = arena.allocate(count * 4);
  const lengths = arena.allocate(count * 4);
  const bytes = arena.allocate(count * 8);
  for (let row = 0; row < count; row++) {
    const at = bytes + 8 * row;
    buffer.writeBigInt64BE(BigInt.asIntN(64, start + BigInt(indexes[row]!)), at);
    i32[(pointers >> 2) + row] = at;
    i32[(lengths >> 2) + row] = 8;
  }
  return { layout: 'bytes' as const, pointers, lengths };
}
