import type { SqlType } from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Column } from './column.ts';
import type { Address, Memory } from './memory.ts';

/** The value of one row of a column as a JavaScript value that does not depend on the memory afterwards. */
export function readValue(memory: Memory, column: Column, type: SqlType, row: number): Value {
  if (isNull(memory, column, row)) return null;
  switch (column.layout) {
    case 'i8':
      return memory.u8[column.values + row] !== 0;
    case 'i32':
      return memory.i32[(column.values >> 2) + row]!;
    case 'i64':
      return memory.i64[(column.values >> 3) + row]!;
    case 'f32':
      return memory.f32[(column.values >> 2) + row]!;
    case 'f64':
      return memory.f64[(column.values >> 3) + row]!;
    case 'timestamp':
      return { millis: memory.f64[(column.millis >> 3) + row]!, nanos: memory.i32[(column.nanos >> 2) + row]! };
    case 'decimal':
      return readDecimal(memory, column.values, row);
    case 'bytes': {
      const start = memory.i32[(column.pointers >> 2) + row]!;
      const end = start + memory.i32[(column.lengths >> 2) + row]!;
      return type.kind === 'BINARY' || type.kind === 'VARBINARY'
        ? memory.u8.slice(start, end)
        : memory.buffer.toString('utf8', start, end);
    }
    case 'array':
    case 'map':
      return readCollection(memory, column, type, row);
    case 'row': {
      if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') throw new Error(`assertion: ${type.kind} is no row`);
      return column.fields.map((field, i) => readValue(memory, field, type.fields[i]!.type, row));
    }
    case 'object':
      return column.values[row] as Value;
  }
}

/** The unscaled value of a non-null decimal. */
export function readDecimal(memory: Memory, values: Address, row: number): bigint {
  const at = (values >> 3) + row * 2;
  const low = memory.i64[at]!;
  const high = memory.i64[at + 1]!;
  return high === low >> 63n ? low : (high << 64n) | BigInt.asUintN(64, low);
}

export function isNull(memory: Memory, column: Column, row: number): boolean {
  switch (column.layout) {
    case 'bytes':
    case 'array':
    case 'map':
      return memory.i32[(column.lengths >> 2) + row]! < 0;
    case 'object':
      return column.values[row] === null || column.values[row] === undefined;
    default:
      return memory.u8[column.validity + row] === 0;
  }
}

const COUNT: SqlType = { kind: 'INT', nullable: false };

function readCollection(
  memory: Memory,
  column: Extract<Column, { layout: 'array' | 'map' }>,
  type: SqlType,
  row: number,
): Value {
  const start = memory.i32[(column.starts >> 2) + row]!;
  const length = memory.i32[(column.lengths >> 2) + row]!;
  const read = (child: Column, childType: SqlType) =>
    Array.from({ length }, (_, i) => readValue(memory, child, childType, start + i));
  if (column.layout === 'array' && type.kind === 'ARRAY') return read(column.element, type.element);
  if (column.layout === 'map' && type.kind === 'MAP')
    return { keys: read(column.keys, type.key), values: read(column.values, type.value) };
  if (column.layout === 'map' && type.kind === 'MULTISET')
    return { keys: read(column.keys, type.element), values: read(column.values, COUNT) };
  throw new Error(`assertion: a column of layout ${column.layout} for ${type.kind}`);
}
